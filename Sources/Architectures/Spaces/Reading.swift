/// What a state of any space says when every choice in it is made.
public struct Reading: Sendable, Hashable {
    /// What `V` names; nil when it names nothing. The edges may still disagree with it.
    public let architecture: Architecture?
    /// Column of the largest value in each row of `V`.
    public let types: [Int]
    /// Whether each slot's value is positive.
    public let edges: [Bool]
    /// Everything that is wrong, in words, in the order of the state.
    public let faults: [String]

    /// `V` names an architecture and `E` is its adjacency.
    public var isValid: Bool { faults.isEmpty }
}

extension SearchSpace {
    /// Reads a state and says exactly what is wrong with it. Any values are accepted.
    public func read(_ state: UnsafeBufferPointer<Float>) -> Reading { forms.read(state, of: self) }

    public func read(_ state: [Float]) -> Reading { state.withUnsafeBufferPointer { read($0) } }

    /// What `V` names and whether `E` agrees; nil when it names nothing. For many states: says no faults.
    public func glance(_ state: UnsafeBufferPointer<Float>) -> (architecture: Architecture, isValid: Bool)? { forms.glance(state, of: self) }

    /// Column of the largest value in each row of V, the first of equals: what `read` says of the types, and nothing else.
    public func types(of state: [Float]) -> [Int] {
        state.count < layout.vertexDimension ? [] : state.withUnsafeBufferPointer(layout.types)
    }
}
