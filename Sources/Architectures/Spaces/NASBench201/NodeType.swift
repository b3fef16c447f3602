/// The seven types a node of the cell's graph may have: the columns of `V`.
public enum NodeType: Int, CaseIterable, Sendable, Hashable {
    case input, output, none, skip, conv1x1, conv3x3, averagePool

    public init(_ operation: Operation) {
        switch operation {
        case .none: self = .none
        case .skip: self = .skip
        case .conv1x1: self = .conv1x1
        case .conv3x3: self = .conv3x3
        case .averagePool: self = .averagePool
        }
    }

    /// The operation a cell edge of this type carries; nil for the two ends of the graph.
    public var operation: Operation? {
        switch self {
        case .input, .output: nil
        case .none: Operation.none
        case .skip: .skip
        case .conv1x1: .conv1x1
        case .conv3x3: .conv3x3
        case .averagePool: .averagePool
        }
    }

    /// A short label for display, at most eight characters.
    public var label: String {
        switch self {
        case .input: "input"
        case .output: "output"
        default: operation?.label ?? ""
        }
    }
}
