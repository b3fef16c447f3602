import Architectures
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct EmbeddedTableTests {
    @Test func itHasEveryFigureOfEveryCell() throws {
        let table = try #require(try BenchmarkTable.embedded(of: .nasbench201)), order = try BenchmarkOrder.embedded()
        #expect(table.name == "AnalogNAS-Bench")
        #expect(table.credit.contains("Apache-2.0"))
        #expect(table.columns.count == 13)
        #expect(table.rowCount == 15_625)
        for column in table.columns {
            #expect(column.values.allSatisfy { (0...100).contains($0) })
            #expect(column.info.unit == "%" && column.info.title != column.name)
        }
        #expect(table.columns.first?.name == "baseline_accuracy")
        let cells = (0..<Cell.count).compactMap(order.cell(at:))
        #expect(Set(cells).count == 15_625)
        #expect(cells.enumerated().allSatisfy { $1.index(in: order) == $0 })
    }

    @Test func theIndexFormReadsTheBenchmarksOrder() throws {
        let table = try #require(try BenchmarkTable.embedded(of: .nasbench201)), order = try BenchmarkOrder.embedded()
        // NAS-Bench-201's cell 0.
        let cell = try Cell(parsing: " #0 ", order: order)
        #expect(
            cell.archString
                == "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|")
        #expect(table.value("baseline_accuracy", Architecture(cell)) == 85.9708)
        #expect(order.cell(at: 15_625) == nil)
        #expect(order.cell(at: -1) == nil)
    }

    @Test func theFileIsSmall() throws {
        let path = try AssetLocator().path(of: "nasbench201-table.safetensors")
        let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        #expect(size < 1_000_000)
    }

    @Test(.enabled(if: ReferenceData.has("analog_nasbench.csv"), "analog_nasbench.csv is not here"))
    func everyFigureIsThePublishedDecimal() throws {
        let table = try #require(try BenchmarkTable.embedded(of: .nasbench201)), order = try BenchmarkOrder.embedded()
        let rows = try ReferenceData.rows("analog_nasbench.csv")
        #expect(Array(rows[0].dropFirst(2)) == table.columns.map(\.name))
        for row in rows.dropFirst() {
            let cell = try Cell(archString: row[1])
            #expect(order.index(of: cell) == Int(row[0]))
            for (column, text) in zip(table.columns, row.dropFirst(2)) {
                #expect(column.values[cell.code] == Double(text))
            }
        }
    }

    @Test(
        arguments: [
            ("analog_nasbench.csv", SearchSpace.nasbench201, StoredDigits.decimals, "nasbench201-table.safetensors"),
            ("nasbench_graph.csv", .nasbenchGraph, .significant, "nasbenchgraph-table.safetensors"),
        ].filter { ReferenceData.has($0.0) })
    func makingItAgainGivesTheSameBytes(data: String, space: SearchSpace, digits: StoredDigits, file: String) throws {
        let committed = try AssetLocator().path(of: file), metadata = try Safetensors(contentsOf: committed).metadata
        func said(_ key: String) throws -> String { try #require(metadata[key]) }
        try withTemporaryFolder { folder in
            let output = "\(folder)/table.safetensors"
            try BenchmarkTable.writeEmbedded(
                csv: ReferenceData.path(data), of: space, digits: digits,
                about: .init(name: said("name"), credit: said("credit"), licence: said("licence"), source: said("source")), to: output)
            #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == Data(contentsOf: URL(fileURLWithPath: committed)))
        }
    }

    /// Every figure of NAS-Bench-Graph is the decimal number that the benchmark prints.
    @Test(.enabled(if: ReferenceData.has("nasbench_graph.csv"), "nasbench_graph.csv is not here"))
    func everyFigureOfGraphNetworksIsThePublishedDecimal() throws {
        let space = SearchSpace.nasbenchGraph, table = try #require(try BenchmarkTable.embedded(of: space))
        let rows = try ReferenceData.rows("nasbench_graph.csv")
        #expect(Array(rows[0].dropFirst(3)) == table.columns.map(\.name) && table.columns.count == 28 && table.rowCount == 26_206)
        for row in rows.dropFirst() {
            let place = try #require(Int(row[0]))
            #expect(table.architecture(place).archString == "\(row[1]): \(row[2])")
            for (column, text) in zip(table.columns, row.dropFirst(3)) { #expect(column.values[place] == Double(text)) }
        }
    }

    @Test func whatCannotBeEmbeddedIsRefused() throws {
        try withTemporaryFolder { folder in
            let csv = "\(folder)/t.csv"
            func message(_ rows: String) -> String? {
                errorText {
                    try rows.write(toFile: csv, atomically: true, encoding: .utf8)
                    try BenchmarkTable.writeEmbedded(
                        csv: csv, of: .nasbench201, digits: .decimals, about: .init(name: "t", credit: "", licence: "", source: ""), to: "\(folder)/out")
                }
            }
            let arch = Cell.all[0].archString
            #expect(
                message("index,arch,y\n0,\(arch),1.23456\n")
                    == "\(csv): column 'y': 1.23456 does not survive storage in 32 bits")
            #expect(
                message("index,arch,y\n0,\(arch),1.5\n")
                    == "\(csv): the column 'index' must number all 15625 cells from 0 to 15624, each once")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/out"))
        }
    }
}
