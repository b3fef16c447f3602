import Architectures
import Diffusion

/// One moment of a run, ready to be drawn.
public struct Snapshot: Sendable {
    public let step: Step
    /// After the last step: the state is the clean estimate.
    public let isEnd: Bool
    /// Noise level of `state`; 0 at the end.
    public let sigma: Double
    /// x_t, [stateDimension].
    public let state: [Float]
    /// Probabilities that the denoiser sees in x_t, [stateDimension], each 0…1.
    public let posterior: [Double]
    /// The same after guidance has moved them.
    public let guided: [Double]
    /// What the guided estimate says when every choice is made.
    public let decoded: Decoded
    /// What the estimate without guidance says.
    public let unguidedTypes: [Int]

    init(_ step: Step, isEnd: Bool) {
        self.step = step
        self.isEnd = isEnd
        sigma = isEnd ? 0 : step.sigma
        state = isEnd ? step.next : step.state
        posterior = step.denoised.map(Self.probability)
        guided = step.guided.map(Self.probability)
        decoded = Cell.decode(isEnd ? step.next : step.guided)
        unguidedTypes = Cell.decode(step.denoised).types
    }

    private static func probability(_ value: Float) -> Double {
        value.isFinite ? min(max(Double(value + 1) / 2, 0), 1) : 0
    }

    /// The type chosen for a cell edge (0…5), and its probability.
    func choice(edge: Int) -> (type: NodeType, probability: Double) {
        let node = edge + 1
        let column = decoded.types.indices.contains(node) ? decoded.types[node] : NodeType.none.rawValue
        let index = node * Cell.layout.typeCount + column
        return (
            NodeType(rawValue: column) ?? .none, guided.indices.contains(index) ? guided[index] : 0
        )
    }

    /// An edge is settled once its choice has this probability.
    static let settledAt = 0.95

    var settledEdges: [Int] { (0..<6).filter { choice(edge: $0).probability >= Self.settledAt } }
}

extension Branch {
    /// The moment at a position; nil while nothing is known.
    public func snapshot(at position: Int) -> Snapshot? {
        step(at: position).map { Snapshot($0.step, isEnd: $0.isEnd) }
    }

    /// What the branch ended, or ends, with; nil until that is known.
    public var end: Snapshot? { isComplete ? steps.last.map { Snapshot($0, isEnd: true) } : nil }

    /// The nodes whose choice the step before a position changed, ascending.
    func changes(at position: Int) -> [Int] {
        guard let now = types(at: position), let before = position > 0 ? types(at: position - 1) : nil else { return [] }
        return now.indices.filter { before.indices.contains($0) && before[$0] != now[$0] }
    }

    /// The type chosen for each node at a position; nil while nothing is known.
    func types(at position: Int) -> [Int]? {
        step(at: position).map { Cell.decode($0.isEnd ? $0.step.next : $0.step.guided).types }
    }
}
