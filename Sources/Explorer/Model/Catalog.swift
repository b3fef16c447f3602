import Architectures
import Diffusion
import Terminal

/// The properties that the explorer knows, in one order for all predictors.
public struct Catalog: Sendable {
    public struct Entry: Sendable {
        public internal(set) var info: PropertyInfo
        /// Natural unit ↔ standard score.
        public let scale: PropertyScale
        /// Whether the trained predictor knows the property.
        public let isLearned: Bool
        /// Whether something takes tilts of the property in, and whether as a prior.
        public let isConditioned: Bool
        public var isPrior = false
        /// The figure of each cell by code, NaN where it is missing; nil when no table has the property.
        public let figures: [Double]?
        /// What is known exactly of networks; nil in other spaces, and where it is not known.
        public let network: FactoredProperty?

        /// How measured figures stand in a listed space; made when it is first asked for.
        var ranking: Deferred<FigureRanking>?

        /// Whether there are figures.
        public var isMeasured: Bool { figures != nil || network != nil }

        /// Whether a model judges finished networks by it where nothing is known exactly.
        public var isJudged = false

        /// Whether a search can be for it.
        public var isSearchable: Bool { isMeasured || isJudged }

        /// Whether a run with this denoiser predicts the property and can be steered by its gradient.
        public func isPredicted(by kind: DenoiserKind) -> Bool { kind == .exact ? isMeasured : isLearned }

        /// Whether a run with this denoiser and method of guidance can be steered by the property.
        func canSteer(_ kind: DenoiserKind, _ method: GuidanceMethod) -> Bool {
            guard method.isTakenIn, kind != .exact else { return isPredicted(by: kind) }
            return method == .prior ? isPrior : isConditioned
        }

        /// The figure of an architecture; nil where there is none.
        public func truth(of architecture: Architecture) -> Double? {
            if let network { return network.figure.value(of: architecture) }
            guard let place = architecture.place, let value = figures?[ifPresent: place], !value.isNaN else { return nil }
            return value
        }

        /// How the figure of an architecture stands among those of all; nil where there is none.
        func standing(of architecture: Architecture) -> FigureStanding? { truth(of: architecture).flatMap { ranking?.value.standing(of: $0) } }
    }

    public let space: SearchSpace
    public let entries: [Entry]
    private let places: [String: Int]
    /// Whether there are trained networks.
    public let hasLearned: Bool
    private let abilities: [DenoiserKind: Abilities]
    /// The noise levels that the published network was trained at; nil when there is none.
    let publishedSigmas: ClosedRange<Double>?

    public init(_ models: LoadedModels) {
        space = models.space
        let predictor = models.learned?.predictor
        let conditioned = Set(models.learned?.tiltable?.properties.map(\.name) ?? [])
        var entries: [Entry] = []
        let figures = Dictionary(models.figures.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
        if let predictor {
            for (info, scale) in zip(predictor.properties, predictor.scales) {
                entries.append(
                    Entry(
                        info: info, scale: scale, isLearned: true, isConditioned: conditioned.contains(info.name),
                        figures: figures[info.name], network: models.networks.first { $0.info.name == info.name }))
            }
        }
        let learned = Set(entries.map(\.info.name))
        for column in models.figures where !learned.contains(column.name) {
            entries.append(
                Entry(
                    info: column.info.fitting(column.values), scale: PropertyScale(of: column.values), isLearned: false,
                    isConditioned: conditioned.contains(column.name), figures: column.values, network: nil))
        }
        for property in models.networks where !learned.contains(property.info.name) {
            entries.append(
                Entry(
                    info: property.info, scale: property.scale, isLearned: false, isConditioned: conditioned.contains(property.info.name),
                    figures: nil, network: property))
        }
        for judge in models.judges {
            if let place = entries.firstIndex(where: { $0.info.name == judge.info.name }) {
                entries[place].isJudged = true
            } else {
                entries.append(
                    Entry(info: judge.info, scale: judge.scale(in: space), isLearned: false, isConditioned: false, figures: nil, network: nil, isJudged: true))
            }
        }
        let prior = Set((models.learned?.abilities.reaches ?? []).filter { $0.actor == .figures }.flatMap(\.properties))
        for place in entries.indices { entries[place].isPrior = prior.contains(entries[place].info.name) }
        for (place, entry) in entries.enumerated() where space.isListed {
            guard let figures = entry.figures else { continue }
            let isMore = entry.info.higherIsBetter
            entries[place].ranking = Deferred { FigureRanking(figures, higherIsBetter: isMore) }
        }
        self.entries = entries
        places = Dictionary(entries.enumerated().map { ($1.info.name, $0) }, uniquingKeysWith: { first, _ in first })
        hasLearned = models.learned != nil
        abilities = [
            .learned: models.learned?.abilities, .published: models.published?.models.abilities,
            .exact: Abilities(
                reaches: [
                    TiltReach(
                        .figures, properties: space.isListed ? models.figures.map(\.name) : models.networks.map(\.info.name), takesAims: space.isListed)
                ], drawsArchitectures: true, hasPredictor: true),
        ].compactMapValues { $0 }
        publishedSigmas = models.published?.sigmas
    }

    /// What a denoiser and its predictor can do for a run.
    func abilities(of kind: DenoiserKind) -> Abilities {
        abilities[kind] ?? Abilities(reaches: [], drawsArchitectures: false, hasPredictor: false)
    }

    /// Whether there is a denoiser of a kind.
    public func has(_ kind: DenoiserKind) -> Bool {
        switch kind {
        case .learned: hasLearned
        case .exact: true
        case .published: publishedSigmas != nil
        }
    }

    /// The noise levels that a denoiser samples at unless it is told others: those it was trained at.
    func sigmas(of kind: DenoiserKind) -> ClosedRange<Double> {
        kind == .published ? publishedSigmas ?? space.sigmas : space.sigmas
    }

    /// The place of a property in `entries`.
    public func place(of name: String) -> Int? { places[name] }

    public subscript(name: String) -> Entry? { places[name].map { entries[$0] } }

    /// The properties that people most often want to see and steer first, as far as they are known: before others those that are measured, or judged
    /// where nothing can be, so that what a run comes to can be held against something.
    func usualSelection(steered: [String], count: Int = 5) -> [String] {
        let first = steered.filter { places[$0] != nil }
        let usual = space.usualProperties.compactMap { self[$0] }
        let sorted = usual.filter(\.isSearchable) + usual.filter { !$0.isSearchable } + entries
        let rest = sorted.map(\.info.name).filter { !first.contains($0) }
        var seen: Set<String> = []
        return Array((first + rest).filter { seen.insert($0).inserted }.prefix(max(count, first.count)))
    }
}
