import Architectures
import Diffusion
import Terminal

/// One moment of a run, ready to be drawn.
public struct Snapshot: Sendable {
    public let step: Step
    /// The space that its state is of.
    public let space: SearchSpace
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
    public let decoded: Reading
    /// What the estimate without guidance says.
    public let unguidedTypes: [Int]

    init(_ step: Step, isEnd: Bool) {
        self.step = step
        self.isEnd = isEnd
        sigma = isEnd ? 0 : step.sigma
        state = isEnd ? step.next : step.state
        posterior = step.denoised.map(Self.probability)
        guided = step.guided.map(Self.probability)
        space = step.space
        decoded = space.read(isEnd ? step.next : step.guided)
        unguidedTypes = space.types(of: step.denoised)
    }

    private static func probability(_ value: Float) -> Double {
        value.isFinite ? min(max(Double(value + 1) / 2, 0), 1) : 0
    }

    /// The type chosen for a node, as its column of V, and its probability.
    func choice(at node: Int) -> (type: Int, probability: Double) {
        let type = decoded.types.indices.contains(node) ? decoded.types[node] : 0
        let index = node * space.layout.typeCount + type
        return (type, guided.indices.contains(index) ? guided[index] : 0)
    }

    /// A choice is settled once it has this probability.
    static let settledAt = 0.95

    /// The nodes whose choice is.
    var settled: [Int] { space.choices.filter { choice(at: $0).probability >= Self.settledAt } }

    /// What is chosen in a group, as briefly as can be said.
    func brief(_ group: ChoiceGroup) -> String { group.nodes.map { space.shortLabel(ofType: choice(at: $0).type) }.joined() }
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
        step(at: position).map { found in
            let state = found.isEnd ? found.step.next : found.step.guided
            return found.step.space.types(of: state)
        }
    }
}

extension Snapshot {
    /// What is predicted of a property of the clean estimate, in its own unit; nil where nothing is.
    /// - Parameter place: of the property in the catalogue
    func estimate(of entry: Catalog.Entry, at place: Int) -> Double? {
        guard let seen = step.onEstimate[ifPresent: place], seen.mean.isFinite else { return nil }
        return entry.scale.value(at: seen.mean)
    }

    /// Whether it is an architecture of the space.
    var verdict: String { decoded.isValid ? "✓ valid" : isEnd ? "✗ invalid" : "· not yet" }
}
