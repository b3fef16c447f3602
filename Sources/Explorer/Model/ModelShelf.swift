import Architectures
import Diffusion

/// The models by kind, aligned with the catalogue. The exact ones are made when they are first asked for.
struct ModelShelf {
    let catalog: Catalog
    let loaded: LoadedModels
    private var exact: Models?
    private let learned, published: Models?
    /// The tilts last asked for: ranking their figures takes longer than all the rest, and γ changes more often than what it is of.
    private var tilts: (names: [String], made: ExactTilts)?

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

    /// The exact denoiser of the distribution that a guidance stands for; nil where figures are missing, or where it stands for none.
    mutating func exactTilted(by guidance: Guidance) -> (any Denoiser)? {
        let names = guidance.properties
        guard !names.isEmpty, guidance.unit == .tilt, catalog.space.isListed || !guidance.hasAims else { return nil }
        if !catalog.space.isListed {
            let known = loaded.networks.filter { names.contains($0.info.name) }
            guard known.count == names.count else { return nil }
            return try? FactoredTilts(known, in: catalog.space).tilted(by: guidance)
        }
        if tilts?.names != names {
            let columns = loaded.figures.filter { names.contains($0.name) }
            tilts = columns.count == names.count ? (names, ExactTilts(columns: columns, in: catalog.space)) : nil
        }
        return try? tilts?.made.tilted(by: guidance)
    }

    /// The models of a kind; nil when there are none.
    mutating func models(_ kind: DenoiserKind) -> Models? {
        switch kind {
        case .learned: return learned
        case .published: return published
        case .exact:
            if let exact { return exact }
            if !catalog.space.isListed {
                let made = Models(
                    denoiser: FactoredDenoiser(of: loaded.space),
                    predictor: AlignedPredictor(FactoredPredictor(loaded.networks, in: loaded.space), in: catalog),
                    tiltable: FactoredTilts(loaded.networks, in: loaded.space))
                exact = made
                return made
            }
            // Sorted, so that a tilt of several properties is summed in the same order as `dnag generate` sums it.
            let columns = loaded.figures.sorted { $0.name < $1.name }
            let made = Models(
                denoiser: ExactDenoiser(of: loaded.space), predictor: AlignedPredictor(ExactPredictor(columns: columns, in: loaded.space), in: catalog),
                tiltable: ExactTilts(columns: columns, in: catalog.space))
            exact = made
            return made
        }
    }
}
