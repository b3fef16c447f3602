import Diffusion
import Explorer

extension ExplorerOptions {
    /// How the explorer starts with a run as the options name it.
    /// - Throws: `ValidationError`, `SafetensorsError`, `PublishedError`: a published network has noise levels of its own, which the settings
    ///   need before anything is drawn
    init(
        _ sampling: SamplingOptions, _ guidance: GuidanceOptions, _ model: ModelOptions, _ tables: TableOptions, sample: Int,
        steps: Int
    ) throws {
        let published = model.denoiser == .published ? try model.publishedDenoiser() : nil
        self.init(
            settings: try sampling.settings(defaultSteps: steps, for: published, guidance: guidance.guidance), sample: sample,
            denoiser: DenoiserKind(model.denoiser), files: ModelFiles(model, tables)
        ) {
            let learned = try model.learnedNetworks(isConditioned: true)
            let own = published.map { denoiser in
                LoadedModels.Published(
                    models: Models(denoiser: denoiser, predictor: learned.predictor, tiltable: learned.tiltable),
                    sigmas: denoiser.sigmas)
            }
            return LoadedModels(learned: learned, published: own, figures: try tables.load().columns)
        }
    }
}

extension ModelFiles {
    /// What the line that reproduces a run has to name.
    init(_ model: ModelOptions, _ tables: TableOptions) {
        self.init(
            denoiser: model.denoiserFile, predictor: model.predictorFile, tilted: model.tiltedFile, mask: model.mask?.rawValue,
            tables: tables.table, isPublished: model.denoiser == .published)
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
