import Architectures

/// How good unguided samples of MobileNetV3 are, against the space's own distribution: depths uniform, then kernels and expansions.
public struct NetworkQualityReport: Sendable, Hashable {
    public let count: Int
    /// Share of samples whose V is a network and whose E is its adjacency.
    public let validity: Double
    /// Distinct networks over valid samples.
    public let uniqueness: Double
    /// Share of each depth 2…4 by stage among valid samples, [5][3].
    public let depths: [[Double]]
    /// Share of each kernel and expansion by layer among valid samples that have the layer, [20][9].
    public let choices: [[Double]]
    /// Largest deviation of a depth's share from ⅓, and of a choice's from ⅑.
    public let maxDepthDeviation, maxChoiceDeviation: Double

    public init(_ samples: [GeneratedSample]) {
        count = samples.count
        let valid = samples.filter(\.isValid).compactMap(\.architecture?.network)
        let total = Double(max(count, 1))
        validity = Double(valid.count) / total
        uniqueness = Double(Set(valid).count) / Double(max(valid.count, 1))
        var depths = [[Double]](repeating: [0, 0, 0], count: MobileNet.stageCount)
        var choices = [[Double]](repeating: Array(repeating: 0, count: MobileNet.Layer.count), count: MobileNet.layerCount)
        for network in valid {
            for (stage, depth) in network.depths.enumerated() { depths[stage][depth - 2] += 1 }
            for (node, type) in network.nodeTypes.enumerated() where type > 0 { choices[node][type - 1] += 1 }
        }
        func shares(_ counts: [Double]) -> [Double] {
            let sum = counts.reduce(0, +)
            return counts.map { sum > 0 ? $0 / sum : 0 }
        }
        self.depths = depths.map(shares)
        self.choices = choices.map(shares)
        func deviation(_ shares: [[Double]], from expected: Double) -> Double { shares.joined().reduce(0) { max($0, abs($1 - expected)) } }
        maxDepthDeviation = deviation(self.depths, from: 1.0 / 3)
        maxChoiceDeviation = deviation(self.choices, from: 1.0 / 9)
    }
}
