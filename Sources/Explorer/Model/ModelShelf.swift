import Architectures
import Diffusion

/// The models by kind, aligned with the catalogue. The exact ones are made when they are first asked for.
struct ModelShelf {
    let catalog: Catalog
    private let loaded: LoadedModels
    private var exact: Models?
    private let learned, published: Models?

    init(_ loaded: LoadedModels) {
        self.loaded = loaded
        catalog = Catalog(loaded)
        learned = Self.aligned(loaded.learned, in: catalog)
        published = Self.aligned(loaded.published?.models, in: catalog)
    }

    private static func aligned(_ models: Models?, in catalog: Catalog) -> Models? {
        guard var models else { return nil }
        models.predictor = models.predictor.map { AlignedPredictor($0, in: catalog) }
        return models
    }

    /// The models of a kind; nil when there are none.
    mutating func models(_ kind: DenoiserKind) -> Models? {
        switch kind {
        case .learned: return learned
        case .published: return published
        case .exact:
            if let exact { return exact }
            // Sorted, so that a tilt of several properties is summed in the same order as `dnag generate` sums it.
            let columns = loaded.figures
                .filter { column in column.values.contains { !$0.isNaN } }
                .sorted { $0.name < $1.name }
            let made = Models(
                denoiser: ExactDenoiser(), predictor: AlignedPredictor(ExactPredictor(columns: columns), in: catalog),
                tiltable: ExactTilts(columns: columns))
            exact = made
            return made
        }
    }
}
