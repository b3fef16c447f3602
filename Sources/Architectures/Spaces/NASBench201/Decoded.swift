/// What a state says when every choice in it is made: arg-max for each node's type, the sign for each edge.
public struct Decoded: Sendable, Hashable {
    /// The cell that `V` names; nil when `V` names none. The edges may still disagree with it.
    public let cell: Cell?
    /// Column of the largest value in each row of `V`.
    public let types: [Int]
    /// Whether each slot's value is positive.
    public let edges: [Bool]
    /// Everything that is wrong, in the order of the state.
    public let violations: [Violation]

    /// `V` names a cell and `E` is that cell's effective adjacency.
    public var isValid: Bool { violations.isEmpty }
}
