import Architectures
import Testing

@Suite struct CellFormsTests {
    /// A cell written out by hand in every form.
    let known = (
        arch: "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|none~0|nor_conv_3x3~1|skip_connect~2|",
        operations: [Operation.averagePool, .conv1x1, .skip, .none, .conv3x3, .skip],
        code: 4 + 2 * 5 + 1 * 25 + 0 * 125 + 3 * 625 + 1 * 3125,
        // NASLib's edges 01, 02, 03, 12, 13, 23 and codes 0 skip, 1 none, 2 conv 3×3, 3 conv 1×1, 4 pool
        tuple: [4, 3, 1, 0, 2, 0],
        matrix: [
            [1, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 1, 0, 0],
            [0, 0, 0, 1, 0, 0, 0],
            [0, 0, 1, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 1, 0],
            [0, 0, 0, 1, 0, 0, 0],
            [0, 1, 0, 0, 0, 0, 0],
        ]
    )

    @Test func aHandWrittenCellIsTheSameInEveryForm() throws {
        let cell = try Cell(known.operations)
        #expect(cell.code == known.code)
        #expect(cell.archString == known.arch)
        #expect(cell.naslibTuple == known.tuple)
        #expect(cell.matrix == known.matrix)
        #expect(try Cell(archString: known.arch) == cell)
        #expect(try Cell(naslibTuple: known.tuple) == cell)
        #expect(try Cell(matrix: known.matrix) == cell)
    }

    @Test func everyCellRoundTripsInEveryForm() throws {
        var archStrings: Set<String> = []
        let order = try BenchmarkOrder.embedded()
        for cell in Cell.all {
            #expect(Cell(code: cell.code) == cell)
            #expect(try Cell(cell.operations) == cell)
            #expect(try Cell(archString: cell.archString) == cell)
            #expect(try Cell(naslibTuple: cell.naslibTuple) == cell)
            #expect(try Cell(matrix: cell.matrix) == cell)
            #expect(try Cell(parsing: cell.archString) == cell)
            #expect(try Cell(parsing: "\(cell.naslibTuple)") == cell)
            for prefix in ["", "#"] { #expect(try Cell(parsing: "\(prefix)\(cell.index(in: order))", order: order) == cell) }
            archStrings.insert(cell.archString)
        }
        #expect(archStrings.count == 15_625)
    }

    @Test func operationsStandWhereTheCodeSays() throws {
        let cell = try #require(Cell(code: known.code))
        #expect((0..<6).map { cell[$0] } == known.operations)
        #expect(cell.count(of: .skip) == 2)
        #expect(cell.count(of: .none) == 1)
        #expect(Cell(code: -1) == nil)
        #expect(Cell(code: 15_625) == nil)
        #expect(Cell.all.count == 15_625)
        #expect(Cell.all.map(\.code) == Array(0..<15_625))
        #expect(Cell.all.sorted(by: >).first?.code == 15_624)
    }

    @Test func namesAndLabels() {
        for operation in Operation.allCases {
            #expect(Operation(benchmarkName: operation.benchmarkName) == operation)
            #expect(NodeType(operation).operation == operation)
            #expect(NodeType(operation).rawValue == operation.rawValue + 2)
            #expect(operation.label.count <= 8)
        }
        #expect(Operation(benchmarkName: "sep_conv_3x3") == nil)
        #expect(
            NodeType.allCases.map(\.label) == [
                "input", "output", "none", "skip", "conv 1×1", "conv 3×3", "pool 3×3",
            ])
    }
}
