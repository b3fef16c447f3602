/// The named weights of a network, laid end to end in one buffer so that optimiser, average and checkpoint are each
/// one pass over memory.
public struct ParameterLayout: Sendable {
    public struct Entry: Sendable, Hashable {
        public let name: String
        public let shape: [Int]
        public let offset: Int
        public let initial: Initial
        public var count: Int { shape.reduce(1, *) }
    }

    /// How a weight starts.
    public enum Initial: Sendable, Hashable {
        case zero, one
        /// Uniform with variance 1/fan-in, times `gain`² (LeCun et al. 1998).
        case scaled(fanIn: Int, gain: Float)
        case normal(Float)
    }

    public private(set) var entries: [Entry] = []
    public private(set) var count = 0

    public init() {}

    mutating func add(_ name: String, _ shape: [Int], _ initial: Initial) -> Int {
        precondition(!entries.contains { $0.name == name }, "weight \(name) declared twice")
        let offset = count
        entries.append(Entry(name: name, shape: shape, offset: offset, initial: initial))
        count += shape.reduce(1, *)
        return offset
    }

    /// Takes in the weights of another network behind these, so that both are trained as one.
    /// - Precondition: no name occurs in both.
    public mutating func append(_ other: ParameterLayout) {
        for entry in other.entries { _ = add(entry.name, entry.shape, entry.initial) }
    }

    /// Seeded starting weights.
    public func initialWeights(seed: UInt64) -> [Float] {
        var weights = [Float](repeating: 0, count: count)
        for (index, entry) in entries.enumerated() {
            var generator = PhiloxGenerator(seed: seed, stream: UInt32(index))
            for i in entry.offset..<entry.offset + entry.count {
                switch entry.initial {
                case .zero: weights[i] = 0
                case .one: weights[i] = 1
                case .scaled(let fanIn, let gain):
                    weights[i] = gain * (3 / Float(fanIn)).squareRoot() * Float(2 * generator.uniform() - 1)
                case .normal(let deviation):
                    // Irwin–Hall: near enough to a normal for a starting point.
                    let sum = (0..<12).reduce(0.0) { total, _ in total + generator.uniform() } - 6
                    weights[i] = deviation * Float(sum)
                }
            }
        }
        return weights
    }
}
