import Architectures
import Diffusion

/// Standard scores of a listed space's architectures by property, each made once.
final class ScoreShelf {
    private var made: [String: [Double]] = [:]

    /// Makes what is missing for these, one after the other.
    /// - Returns: false when interrupted before all are there
    func prepare(_ entries: [Catalog.Entry], until isInterrupted: () -> Bool) -> Bool {
        for entry in entries {
            guard made[entry.info.name] == nil, let figures = entry.figures else { continue }
            if isInterrupted() { return false }
            made[entry.info.name] = NormalScores.of(figures)
        }
        return true
    }

    /// By place, NaN where the figure is missing; nil for a property without figures.
    func scores(of entry: Catalog.Entry) -> [Double]? {
        _ = prepare([entry]) { false }
        return made[entry.info.name]
    }
}

extension PopulationTruth {
    /// - Parameter entries: of the request's properties
    init(_ request: PopulationRequest, entries: [Catalog.Entry?], shelf: ScoreShelf) {
        let guidance = request.settings.guidance
        let count = entries.lazy.compactMap { $0?.figures?.count }.first ?? 0
        let distribution = Self.distribution(guidance, entries: entries.compactMap { $0 }, count: count, shelf: shelf)
        let uniform = [Double](repeating: 1 / Double(max(count, 1)), count: count)
        let bins = ScoreBins.usual
        var properties: [String: Property] = [:]
        for entry in entries.compactMap({ $0 }) {
            guard let scores = shelf.scores(of: entry), let figures = entry.figures else { continue }
            var exact: [Double]?
            var moments: PopulationStep.Moments?
            if case .success(let distribution) = distribution {
                exact = bins.probabilities(scores, weights: distribution.probabilities)
                let (mean, deviation) = distribution.moments(figures)
                moments = .init(mean: mean, deviation: deviation)
            }
            properties[entry.info.name] = Property(
                scores: scores, prior: bins.probabilities(scores, weights: uniform), exact: exact, moments: moments)
        }
        self.properties = properties
        switch distribution {
        case .success(let distribution):
            expectedUniqueness = distribution.expectedUniqueness(draws: request.count)
            obstacle = nil
        case .failure(let reason):
            expectedUniqueness = nil
            obstacle = reason.description
        }
    }

    /// Why a guidance has no exact distribution to be held against.
    enum Obstacle: Error, Hashable, CustomStringConvertible {
        case noFigures(property: String)
        case publishedUnit
        case aimIsNoSum

        var description: String {
            switch self {
            case .noFigures(let property): "\(property) is not measured, so the exact tilt is not known"
            case .publishedUnit: "the published unit names no distribution to compare with"
            case .aimIsNoSum: "an aim is no sum over layers: its exact distribution is not known"
            }
        }
    }

    private static func distribution(
        _ guidance: Guidance, entries: [Catalog.Entry], count: Int, shelf: ScoreShelf
    ) -> Result<GuidedDistribution, Obstacle> {
        guard guidance.unit == .tilt || !guidance.isActive else { return .failure(.publishedUnit) }
        var terms: [GuidedDistribution.Term] = []
        for name in guidance.properties {
            guard let entry = entries.first(where: { $0.info.name == name }), let scores = shelf.scores(of: entry) else {
                return .failure(.noFigures(property: name))
            }
            let aim = guidance.aims[name].map { (target: entry.scale.score(of: $0.target), strength: $0.strength) }
            terms.append(.init(scores: scores, tilt: guidance.tilts[name] ?? 0, aim: aim))
        }
        return .success(GuidedDistribution(terms, count: count))
    }
}
