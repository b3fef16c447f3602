import Architectures

/// How many of some samples are architectures, how many of those are distinct, and why the others are none.
public struct SampleCensus: Sendable, Hashable {
    public private(set) var count = 0, valid = 0
    private var architectures: Set<Architecture> = []
    /// How many have which first fault.
    private var faultCounts: [String: Int] = [:]

    public struct Fault: Sendable, Hashable {
        public let text: String
        public let count: Int
    }

    public init() {}

    public init(_ samples: [GeneratedSample], of space: SearchSpace) { for sample in samples { add(sample, of: space) } }

    public mutating func add(_ sample: GeneratedSample, of space: SearchSpace) {
        count += 1
        if sample.isValid {
            valid += 1
            if let architecture = sample.architecture { architectures.insert(architecture) }
        } else {
            faultCounts[space.read(sample.state).faults.first ?? "it names nothing", default: 0] += 1
        }
    }

    /// Different ones among the valid.
    public var distinct: Int { architectures.count }

    /// What is wrong with the others, as the first fault of each, the most frequent before the rarer.
    public var faults: [Fault] { faultCounts.map { Fault(text: $0.key, count: $0.value) }.sorted { ($1.count, $0.text) < ($0.count, $1.text) } }
}
