/// A NAS-Bench-201 cell: four feature maps (0 is the input, 3 the output) and one operation on each of six edges.
///
/// Source: Dong & Yang, "NAS-Bench-201", ICLR 2020.
public struct Cell: Hashable, Sendable {
    /// 0..<15625: Σ op_k·5^k over the edges k in arch-string order.
    public let code: Int

    /// The number of cells in the space, 5⁶.
    public static let count = 15_625

    /// The six edges between feature maps, in arch-string order.
    public static let edges: [(from: Int, to: Int)] = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]

    /// The cell of a code; nil outside 0..<15625.
    public init?(code: Int) {
        guard code >= 0, code < Cell.count else { return nil }
        self.code = code
    }

    /// For codes that are in range by construction.
    init(knownCode code: Int) {
        precondition(code >= 0 && code < Cell.count, "cell codes run from 0 to 15624")
        self.code = code
    }

    /// The cell with these operations, one an edge in arch-string order.
    /// - Throws: `CellError.operationCount` unless there are six.
    public init(_ operations: [Operation]) throws {
        guard operations.count == Cell.edges.count else { throw CellError.operationCount(operations.count) }
        self.init(knownCode: operations.reversed().reduce(0) { $0 * 5 + $1.rawValue })
    }

    /// The operation on an edge, 0..<6 in arch-string order.
    public subscript(edge: Int) -> Operation {
        precondition(edge >= 0 && edge < Cell.edges.count, "a cell has edges 0…5, not \(edge)")
        return Operation(rawValue: digit(edge)) ?? .none
    }

    /// The operations of the six edges, in arch-string order.
    public var operations: [Operation] { (0..<Cell.edges.count).map { self[$0] } }

    /// How many edges carry this operation.
    public func count(of operation: Operation) -> Int {
        (0..<Cell.edges.count).count { digit($0) == operation.rawValue }
    }

    /// All 15,625 cells by ascending code.
    public static var all: All { All() }

    /// The whole space as a collection; a cell's index is its code.
    public struct All: RandomAccessCollection, Sendable {
        public var startIndex: Int { 0 }
        public var endIndex: Int { Cell.count }
        public subscript(code: Int) -> Cell { Cell(knownCode: code) }
    }

    /// Digit of the code that belongs to an edge in 0..<6.
    @inline(__always) func digit(_ edge: Int) -> Int {
        var rest = code
        for _ in 0..<edge { rest /= 5 }
        return rest % 5
    }
}

extension Cell: Comparable {
    public static func < (left: Cell, right: Cell) -> Bool { left.code < right.code }
}
