import Architectures
import Foundation
import TestSupport
import Testing

@Suite struct EmbeddedTableTests {
    @Test func itHasEveryFigureOfEveryCell() throws {
        let (table, order) = try BenchmarkTable.embedded()
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
        let (table, order) = try BenchmarkTable.embedded()
        // NAS-Bench-201's cell 0.
        let cell = try Cell(parsing: " #0 ", order: order)
        #expect(
            cell.archString
                == "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|")
        #expect(table.value("baseline_accuracy", cell) == 85.9708)
        #expect(order.cell(at: 15_625) == nil)
        #expect(order.cell(at: -1) == nil)
    }

    @Test func theFileIsSmall() throws {
        let path = try AssetLocator().path(of: BenchmarkTable.embeddedFile)
        let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        #expect(size < 1_000_000)
    }

    @Test(.enabled(if: ReferenceData.has("analog_nasbench.csv"), "analog_nasbench.csv is not here"))
    func everyFigureIsThePublishedDecimal() throws {
        let (table, order) = try BenchmarkTable.embedded()
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

    @Test(.enabled(if: ReferenceData.has("analog_nasbench.csv"), "analog_nasbench.csv is not here"))
    func makingItAgainGivesTheSameBytes() throws {
        let committed = try Data(contentsOf: URL(fileURLWithPath: AssetLocator().path(of: BenchmarkTable.embeddedFile)))
        try withTemporaryFolder { folder in
            let output = "\(folder)/table.safetensors"
            try BenchmarkTable.writeEmbedded(csv: ReferenceData.path("analog_nasbench.csv"), to: output)
            #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == committed)
        }
    }

    @Test func whatCannotBeEmbeddedIsRefused() throws {
        try withTemporaryFolder { folder in
            let csv = "\(folder)/t.csv"
            func message(_ rows: String) -> String? {
                errorText {
                    try rows.write(toFile: csv, atomically: true, encoding: .utf8)
                    try BenchmarkTable.writeEmbedded(csv: csv, to: "\(folder)/out")
                }
            }
            let arch = Cell.all[0].archString
            #expect(
                message("index,arch,y\n0,\(arch),1.23456\n")
                    == "\(csv): column 'y': 1.23456 does not survive storage with four decimals in 32 bits")
            #expect(
                message("index,arch,y\n0,\(arch),1.5\n")
                    == "\(csv): the column 'index' must number all 15625 cells from 0 to 15624, each once")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/out"))
        }
    }
}
