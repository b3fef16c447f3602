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
            denoiser: DenoiserKind(model.denoiser), files: ModelFiles(model, tables)
        ) {
            if !model.space.isListed { return try .networks(of: model, published) }
            let learned = try model.learnedNetworks(isConditioned: true)
            let own = published.map { denoiser in
                LoadedModels.Published(
                    models: Models(denoiser: denoiser, predictor: learned.predictor, tiltable: learned.tiltable),
                    sigmas: denoiser.sigmas)
            }
            return LoadedModels(learned: learned, published: own, figures: try tablesOnce(model.space).columns)
        }
        glossary = .embedded()
        loadOther = { space in
            guard space.isListed else { return try .networks(of: nil) }
            return LoadedModels(
                learned: Models(
                    denoiser: try EmbeddedModels.denoiser(), predictor: try EmbeddedModels.predictor(),
                    tiltable: try EmbeddedModels.tiltedDenoiser()),
                figures: try tablesOnce(space).columns)
        }
    }
}

extension LoadedModels {
    /// What there is of MobileNetV3: the trained networks, its exact posterior, and the properties that are sums over layers.
    /// - Parameter published: what the model's denoiser file is, where it is no trained one of ours
    static func networks(of model: ModelOptions?, _ published: PublishedDenoiser? = nil) throws -> LoadedModels {
        let learned = Models(
            denoiser: try EmbeddedModels.denoiser(or: published == nil ? model?.denoiserFile : nil, of: .mobilenetv3),
            predictor: try EmbeddedModels.predictor(or: model?.predictorFile, of: .mobilenetv3))
        let surrogate = try EmbeddedModels.surrogate()
        return LoadedModels(
            space: .mobilenetv3, learned: learned,
            published: published.map { .init(models: Models(denoiser: $0, predictor: learned.predictor), sigmas: $0.sigmas) },
            networks: try EmbeddedModels.networkProperties(), judges: [JudgedProperty(.named("imagenet_top1")) { surrogate.measured($0) }])
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
