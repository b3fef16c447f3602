/// One architecture of any space.
public enum Architecture: Sendable, Hashable {
    case cell(Cell)
    case network(MobileNet)

    public var space: SearchSpace {
        switch self {
        case .cell: .nasbench201
        case .network: .mobilenetv3
        }
    }

    /// As the benchmark or the published code writes it.
    public var archString: String {
        switch self {
        case .cell(let cell): cell.archString
        case .network(let network): network.archString
        }
    }

    public var cell: Cell? {
        if case .cell(let cell) = self { cell } else { nil }
    }

    public var network: MobileNet? {
        if case .network(let network) = self { network } else { nil }
    }

    /// Writes the ±1 values of its state. - Precondition: `state` has room for them.
    public func encode(into state: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .cell(let cell): cell.encode(into: state)
        case .network(let network): network.encode(into: state)
        }
    }

    /// The ±1 values of its state.
    public var state: [Float] {
        switch self {
        case .cell(let cell): cell.state
        case .network(let network): network.state
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
    public func read(_ state: UnsafeBufferPointer<Float>) -> Reading {
        switch self {
        case .nasbench201:
            let decoded = Cell.decode(state)
            return Reading(
                architecture: decoded.cell.map(Architecture.cell), types: decoded.types, edges: decoded.edges,
                faults: decoded.violations.map(\.description))
        case .mobilenetv3:
            let decoded = MobileNet.decode(state)
            return Reading(
                architecture: decoded.network.map(Architecture.network), types: decoded.types, edges: decoded.edges,
                faults: decoded.violations.map(\.description))
        }
    }

    public func read(_ state: [Float]) -> Reading { state.withUnsafeBufferPointer { read($0) } }

    /// What `V` names and whether `E` agrees; nil when it names nothing. For inner loops: allocates nothing.
    public func glance(_ state: UnsafeBufferPointer<Float>) -> (architecture: Architecture, isValid: Bool)? {
        switch self {
        case .nasbench201:
            guard let (code, isValid) = Cell.decodeCode(state), let cell = Cell(code: code) else { return nil }
            return (.cell(cell), isValid)
        case .mobilenetv3:
            guard let (network, isValid) = MobileNet.glance(state) else { return nil }
            return (.network(network), isValid)
        }
    }
}
