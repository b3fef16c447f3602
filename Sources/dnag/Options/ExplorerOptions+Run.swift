import Architectures
import Diffusion
import Explorer
import Published

extension ExplorerOptions {
    /// How the explorer starts with a run as the options name it.
    /// - Parameter isQuiet: nothing is told on standard error of what the tables' reading leaves out
    /// - Throws: `ValidationError`, `SafetensorsError`, `PublishedError`: a published network has noise levels of its own, which the settings
    ///   need before anything is drawn
    init(
        _ sampling: SamplingOptions, _ guidance: GuidanceOptions, _ model: ModelOptions, _ tables: TableOptions, sample: Int,
        steps: Int, isQuiet: Bool
    ) throws {
        let tablesOnce = TablesOnce(tables, isQuiet: isQuiet)
        let published = model.denoiser == .published ? try model.publishedDenoiser() : nil
        self.init(
            settings: try sampling.settings(defaultSteps: steps, for: published, in: model.space, guidance: guidance.guidance), sample: sample,
            denoiser: DenoiserKind(model.kind), files: ModelFiles(model, tables)
        ) {
            try .of(model, published, tablesOnce)
        }
        glossary = .embedded()
        loadOther = { space in
            var other = try ModelOptions.parse([])
            other.space = space
            return try .of(other, nil, tablesOnce)
        }
    }
}

extension LoadedModels {
    /// What there is of a space: trained networks, figures of a list or sums over the space's parts, and what judges finished architectures.
    /// - Parameter published: what the model's denoiser file is, where it is no trained one of ours
    static func of(_ model: ModelOptions, _ published: PublishedDenoiser? = nil, _ tables: TablesOnce) throws -> LoadedModels {
        let space = model.space, figures = try tables(space), learned = try model.learnedNetworks(figures)
        let own = published.map { denoiser in
            Published(models: Models(denoiser: denoiser, predictor: learned?.predictor, tiltable: learned?.tiltable), sigmas: denoiser.sigmas)
        }
        guard !space.isListed else { return LoadedModels(space: space, learned: learned, published: own, figures: figures.columns) }
        let surrogate = space.assets.surrogate == nil ? nil : try EmbeddedModels.surrogate()
        return LoadedModels(
            space: space, learned: learned, published: own, networks: try EmbeddedModels.additiveProperties(of: space),
            judges: surrogate.map { surrogate in [JudgedProperty(.named("imagenet_top1")) { surrogate.measured($0) }] } ?? [])
    }
}

extension ModelFiles {
    /// What the line that reproduces a run has to name.
    init(_ model: ModelOptions, _ tables: TableOptions) {
        self.init(
            denoiser: model.denoiserFile, predictor: model.predictorFile, tilted: model.tiltedFile, mask: model.mask?.rawValue,
            tables: tables.table, isPublished: model.denoiser == .published, space: model.space)
    }
}

extension DenoiserKind {
    init(_ choice: DenoiserChoice) {
        self =
            switch choice {
            case .learned: .learned
            case .exact: .exact
            case .published: .published
            }
    }
}
