/// One architecture of any space.
public enum Architecture: Sendable, Hashable {
    case cell(Cell)
    case network(MobileNet)
    /// One of a space that is known by its list.
    case graph(GraphArchitecture)

    public var space: SearchSpace {
        switch self {
        case .cell: .nasbench201
        case .network: .mobilenetv3
        case .graph(let network): network.space
        }
    }

    /// As the benchmark or the published code writes it.
    public var archString: String {
        switch self {
        case .cell(let cell): cell.archString
        case .network(let network): network.archString
        case .graph(let network): network.text
        }
    }

    public var cell: Cell? {
        if case .cell(let cell) = self { cell } else { nil }
    }

    /// Its place in the list of its space; nil where the space has none.
    public var place: Int? {
        switch self {
        case .cell(let cell): cell.code
        case .network: nil
        case .graph(let network): network.place
        }
    }

    public var network: MobileNet? {
        if case .network(let network) = self { network } else { nil }
    }

    /// Writes the ±1 values of its state. - Precondition: `state` has room for them.
    public func encode(into state: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .cell(let cell): cell.encode(into: state)
        case .network(let network): network.encode(into: state)
        case .graph(let network): network.encode(into: state)
        }
    }

    /// Column of V for each node.
    public var nodeTypes: [Int] {
        switch self {
        case .cell(let cell): cell.nodeTypes.map(\.rawValue)
        case .network(let network): network.nodeTypes
        case .graph(let network): network.types
        }
    }

    /// The ±1 values of its state.
    public var state: [Float] {
        switch self {
        case .cell(let cell): cell.state
        case .network(let network): network.state
        case .graph(let network): network.state
        }
    }
}

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
    public func read(_ state: UnsafeBufferPointer<Float>) -> Reading { forms.read(state) }

    public func read(_ state: [Float]) -> Reading { state.withUnsafeBufferPointer { read($0) } }

    /// What `V` names and whether `E` agrees; nil when it names nothing. For many states: says no faults.
    public func glance(_ state: UnsafeBufferPointer<Float>) -> (architecture: Architecture, isValid: Bool)? { forms.glance(state) }

    /// Column of the largest value in each row of V, the first of equals: what `read` says of the types, and nothing else.
    public func types(of state: [Float]) -> [Int] {
        state.count < layout.vertexDimension ? [] : state.withUnsafeBufferPointer(layout.types)
    }
}
