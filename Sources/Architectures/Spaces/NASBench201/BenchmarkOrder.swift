/// The order in which NAS-Bench-201 numbers its cells (its `index`), which follows no rule.
public struct BenchmarkOrder: Sendable, Hashable {
    private let codes: [UInt16]
    private let indices: [UInt16]

    /// - Parameter codes: the cell code of each index.
    /// - Returns: nil unless every one of the 15,625 codes stands there exactly once.
    public init?(codes: [UInt16]) {
        guard codes.count == Cell.count else { return nil }
        var indices = [UInt16](repeating: .max, count: Cell.count)
        for (index, code) in codes.enumerated() {
            guard Int(code) < Cell.count, indices[Int(code)] == .max else { return nil }
            indices[Int(code)] = UInt16(index)
        }
        self.codes = codes
        self.indices = indices
    }

    /// The cell of an index; nil outside 0..<15625.
    public func cell(at index: Int) -> Cell? {
        codes.indices.contains(index) ? Cell(knownCode: Int(codes[index])) : nil
    }

    /// The index of a cell.
    public func index(of cell: Cell) -> Int { Int(indices[cell.code]) }

    /// The cell code of each index.
    public var cellCodes: [UInt16] { codes }
}

extension Cell {
    /// The cell's number in the benchmark's order.
    public func index(in order: BenchmarkOrder) -> Int { order.index(of: self) }
}
