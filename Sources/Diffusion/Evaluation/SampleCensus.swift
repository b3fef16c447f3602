import Architectures

/// How many of some samples are architectures, and why the others are none.
public struct SampleCensus: Sendable, Hashable {
    public let count, valid: Int
    /// What is wrong with the others, as the first fault of each, the most frequent before the rarer.
    public let faults: [Fault]

    public struct Fault: Sendable, Hashable {
        public let text: String
        public let count: Int
    }

    public init(_ samples: [GeneratedSample], of space: SearchSpace) {
        count = samples.count
        let invalid = samples.filter { !$0.isValid }
        valid = count - invalid.count
        var counts: [String: Int] = [:]
        for sample in invalid { counts[space.read(sample.state).faults.first ?? "it names nothing", default: 0] += 1 }
        faults = counts.map { Fault(text: $0.key, count: $0.value) }.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    }
}
