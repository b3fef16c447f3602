/// NASLib's six-tuple (`naslib/search_spaces/nasbench201/conversions.py`): edges by their start, then their end, and
/// operations in NASLib's own coding.
extension Cell {
    /// Operation of each NASLib code: Identity, Zero, ReLUConvBN3x3, ReLUConvBN1x1, AvgPool1x1.
    private static let naslibOperations: [Operation] = [.skip, .none, .conv3x3, .conv1x1, .averagePool]
    /// Edge (arch-string order) of each place: NASLib's (1,2), (1,3), (1,4), (2,3), (2,4), (3,4).
    private static let naslibEdges = [0, 1, 3, 2, 4, 5]

    /// The cell of a NASLib tuple: six numbers from 0 to 4.
    /// - Throws: `CellError.tupleCount` or `.tupleEntry` (places count from 1).
    public init(naslibTuple tuple: [Int]) throws {
        guard tuple.count == Cell.naslibEdges.count else { throw CellError.tupleCount(tuple.count) }
        var operations = Array(repeating: Operation.none, count: tuple.count)
        for (place, entry) in tuple.enumerated() {
            guard Cell.naslibOperations.indices.contains(entry) else {
                throw CellError.tupleEntry(place: place + 1, value: entry)
            }
            operations[Cell.naslibEdges[place]] = Cell.naslibOperations[entry]
        }
        try self.init(operations)
    }

    /// The cell's NASLib tuple, six numbers from 0 to 4.
    public var naslibTuple: [Int] {
        Cell.naslibEdges.map { edge in Cell.naslibOperations.firstIndex(of: self[edge]) ?? 0 }
    }

    /// Reads a tuple with or without brackets, such as `(4,0,3,1,2,2)`, and returns the cell's code.
    static func scanTuple(_ scanner: inout ByteScanner) throws(ByteScanner.Failure) -> Int {
        scanner.skipBlanks()
        let round = scanner.skip("(")
        let square = !round && scanner.skip("[")
        var tuple: [Int] = []
        for place in 0..<naslibEdges.count {
            scanner.skipBlanks()
            if place > 0 {
                try scanner.expect(",")
                scanner.skipBlanks()
            }
            let start = scanner.offset
            let entry = try scanner.number()
            guard naslibOperations.indices.contains(entry) else {
                throw ByteScanner.Failure(offset: start, expected: "a number from 0 to 4")
            }
            tuple.append(entry)
        }
        scanner.skipBlanks()
        if round { try scanner.expect(")") }
        if square { try scanner.expect("]") }
        scanner.skipBlanks()
        try scanner.expectEnd()
        guard let cell = try? Cell(naslibTuple: tuple) else {
            throw ByteScanner.Failure(offset: 0, expected: "six numbers from 0 to 4")
        }
        return cell.code
    }
}
