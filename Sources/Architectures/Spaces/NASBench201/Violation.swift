/// One reason why a state is not a valid cell.
public enum Violation: Sendable, Hashable {
    /// Why an edge cannot be where one was generated.
    public enum DeadEnd: Sendable, Hashable {
        /// The node's operation is `none`.
        case absent
        /// The node is on no live path from input to output.
        case unreachable
    }

    case stateSize(found: Int, expected: Int)
    case nodeNotFinite(node: Int)
    case edgeNotFinite(GraphLayout.Slot)
    case firstNodeNotInput(NodeType)
    case lastNodeNotOutput(NodeType)
    case inputInside(node: Int)
    case outputInside(node: Int)
    case edgeMissing(GraphLayout.Slot)
    case edgeSurplus(GraphLayout.Slot, node: Int, DeadEnd)
}

extension Violation: CustomStringConvertible {
    public var description: String {
        switch self {
        case .stateSize(let found, let expected):
            "the state has \(found) values; a cell's has \(expected)"
        case .nodeNotFinite(let node):
            "node \(node) has a value that is not a finite number"
        case .edgeNotFinite(let slot):
            "edge \(slot) has a value that is not a finite number"
        case .firstNodeNotInput(let type):
            "node 0 is '\(type.label)'; the first node must be 'input'"
        case .lastNodeNotOutput(let type):
            "node 7 is '\(type.label)'; the last node must be 'output'"
        case .inputInside(let node):
            "node \(node) is 'input', which only the first node may be"
        case .outputInside(let node):
            "node \(node) is 'output', which only the last node may be"
        case .edgeMissing(let slot):
            "edge \(slot) is absent but both its ends are live"
        case .edgeSurplus(let slot, let node, .absent):
            "edge \(slot) is present but node \(node) is 'none'"
        case .edgeSurplus(let slot, let node, .unreachable):
            "edge \(slot) is present but node \(node) is on no live path from input to output"
        }
    }
}
