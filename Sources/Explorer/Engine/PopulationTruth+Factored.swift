import Architectures
import Diffusion

extension PopulationTruth {
    /// In a space too large to be listed: exact where all that steers is a sum over blocks, patterns and nodes.
    init(ofFactored request: PopulationRequest, in space: SearchSpace, entries: [Catalog.Entry?]) {
        let guidance = request.settings.guidance, entries = entries.compactMap { $0 }
        let reason = Self.whyNotExact(guidance, entries)
        let tilts = guidance.tilts.sorted { $0.key < $1.key }.compactMap { name, gamma in
            entries.first { $0.info.name == name }?.network.map { (property: $0, gamma: gamma) }
        }
        let (own, guided) = (FactoredDistribution(of: space), reason == nil ? FactoredDistribution(of: space, tilts) : nil)
        var properties: [String: Property] = [:]
        for entry in entries {
            guard let network = entry.network else { continue }
            let moments = guided.map { $0.moments(network.figure) }
            properties[entry.info.name] = Property(
                scores: nil, prior: own.probabilities(network.score, in: .usual),
                exact: guided.map { $0.probabilities(network.score, in: .usual) },
                moments: moments.map { .init(mean: $0.mean, deviation: $0.deviation) })
        }
        self.properties = properties
        expectedUniqueness = nil
        obstacle = reason?.description
    }

    private static func whyNotExact(_ guidance: Guidance, _ entries: [Catalog.Entry]) -> Obstacle? {
        guard guidance.isActive else { return nil }
        guard guidance.unit == .tilt else { return .publishedUnit }
        if let name = guidance.properties.first(where: { name in entries.first { $0.info.name == name }?.network == nil }) {
            return .noFigures(property: name)
        }
        return guidance.aims.isEmpty ? nil : .aimIsNoSum
    }
}
