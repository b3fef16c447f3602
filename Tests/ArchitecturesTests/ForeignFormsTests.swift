import Architectures
import Foundation
import TestSupport
import Testing

/// Tables as other programs write them.
@Suite struct ForeignFormsTests {
    private let first = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
    private let second = "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|"

    private func read(_ text: String) throws -> BenchmarkTable {
        try read(Data(text.replacing("A", with: first).replacing("B", with: second).utf8))
    }

    private func read(_ data: Data) throws -> BenchmarkTable { try BenchmarkTable(csvData: data, path: "t.csv", name: "t") }

    private func value(_ table: BenchmarkTable, _ column: String, _ arch: String) throws -> Double? {
        table.value(column, Architecture(try Cell(archString: arch)))
    }

    /// Semicolons, tabs, comments, UTF-16 of either order, and line ends of every kind.
    @Test func whatDividesFieldsIsFound() throws {
        let utf16 = "arch\ty\nA\t1.5\nB\t2\n".replacing("A", with: first).replacing("B", with: second)
        for table in [
            try read("arch;y\nA;1.5\nB;2\n"), try read("arch\ty\nA\t1.5\nB\t2"), try read("# made by hand, 2024\n#\narch,y\nA,1.5\n# half way\nB,2\n"),
            try read("y;arch\r\n1.5;\"A\"\r\n\r\n2; B \r\n"), try read(Data([0xFF, 0xFE]) + (utf16.data(using: .utf16LittleEndian) ?? Data())),
            try read(Data([0xFE, 0xFF]) + (utf16.data(using: .utf16BigEndian) ?? Data())),
        ] {
            #expect(table.columns.map(\.name) == ["y"] && table.notes.isEmpty)
            #expect(try value(table, "y", first) == 1.5 && value(table, "y", second) == 2)
        }
        // A field that is empty at the end of a line of tabs is a field.
        #expect(try value(try read("arch\ty\tz\nA\t1\t\nB\t\t2\n"), "z", second) == 2)
    }

    @Test func decimalCommasAreReadWhereSemicolonsDivide() throws {
        let table = try read("arch;y;n\nA;12,5;7\nB;-0,25;8\n")
        #expect(try value(table, "y", first) == 12.5 && value(table, "y", second) == -0.25)
        #expect(table.notes == [.decimalCommas(example: "12,5", line: 2)])
        #expect(table.notes.map(\.description) == ["commas are read as decimal points ('12,5' on line 2)"])
    }

    @Test func missingFiguresHaveManyWords() throws {
        for word in ["NA", "N/A", "n/a", "null", "None", "-", "--", "<NA>", "#N/A", "nan", "NaN", "?", ""] {
            let table = try read(Data("arch,y,z\n\(first),1,2\n\(second),\(word),3\n".utf8))
            #expect(try value(table, "y", second) == nil && value(table, "z", second) == 3 && table.notes.isEmpty)
        }
    }

    /// What pandas and others put in front is no figure; a column of figures that happens to grow is one.
    @Test(arguments: ["Unnamed: 0", "", "index", "id", "arch_id", "sample", "No", "#", "model-index"])
    func runningNumbersAreLeftOut(name: String) throws {
        let table = try read("\(name),arch,y\n0,A,5\n1,B,6\n")
        #expect(table.columns.map(\.name) == ["y"] && table.notes == [.runningNumber(column: name)])
        #expect(table.notes[0].description.hasSuffix("counts the rows and is left out"))
    }

    @Test func figuresThatGrowAreFigures() throws {
        #expect(try read("arch,y\nA,1\nB,2\n").columns.map(\.name) == ["y"])
        // A number that does not count, under a name that says number, is somebody's figure; pandas' own index never is.
        #expect(try read("cluster_id,arch,y\n7,A,5\n3,B,6\n").columns.map(\.name) == ["cluster_id", "y"])
        #expect(try read("Unnamed: 0,arch,y\n7,A,5\n3,B,6\n").columns.map(\.name) == ["y"])
        // Columns beside the table, as spreadsheets leave them.
        #expect(try read("arch,y,,\nA,5,,\nB,6,,\n").columns.map(\.name) == ["y"])
    }

    @Test func columnsOfTextAreLeftOutAndSaid() throws {
        let table = try read("arch,device,y,ok\nA,pixel 3,5,true\nB,,6,false\n")
        #expect(table.columns.map(\.name) == ["y"])
        #expect(table.notes == [.text(column: "device", example: "pixel 3", line: 2), .text(column: "ok", example: "true", line: 2)])
        #expect(table.notes[0].description == "column 'device' holds text ('pixel 3' on line 2) and is left out")
    }

    /// An accuracy of one seed is called after it and is none.
    @Test func aFigureOfASeedIsAFigure() throws {
        let table = try read("arch,seed,clean_single_seed\nA,777,85.5\nB,888,90\n")
        #expect(table.columns.map(\.name) == ["clean_single_seed"] && table.notes == [.seeds(column: "seed")])
    }

    /// Seeds: the mean of those that are there, equal figures to the bit.
    @Test func severalRowsOfACellAreTheirMean() throws {
        let table = try read("arch,seed,y,z\nA,777,90,0.1\nB,777,50,\nA,888,93,0.1\nA,999,,0.1\n")
        #expect(try value(table, "y", first) == 91.5 && value(table, "z", first) == 0.1)
        #expect(try value(table, "y", second) == 50 && value(table, "z", second) == nil)
        #expect(table.columns.map(\.name) == ["y", "z"])
        #expect(
            table.notes.map(\.description) == [
                "1 architecture stands in more than one row (3 rows in all): the means are taken", "column 'seed' holds seeds and is left out",
            ])
    }

    /// NASLib tuples and numbers of the benchmark as keys, under `arch` or any name that they tell by themselves.
    @Test func cellsAreNamedInEveryForm() throws {
        let order = try BenchmarkOrder.embedded()
        let cells = try #require([0, 1462, 7].map(order.cell(at:)) as? [Cell])
        let tuples = cells.map { "\"(\($0.naslibTuple.map(String.init).joined(separator: ", ")))\"" }
        for rows in [
            zip(tuples, 1...).map { "\($0),\($1)" }, zip([0, 1462, 7], 1...).map { "#\($0),\($1)" },
        ] {
            for name in ["arch", "genotype"] {
                let table = try read(Data("\(name),y\n\(rows.joined(separator: "\n"))\n".utf8))
                #expect(cells.map { table.value("y", Architecture($0)) } == [1, 2, 3])
            }
        }
        let numbers = try read(Data("arch,y\n0,1\n1462,2\n7,3\n".utf8))
        #expect(cells.map { numbers.value("y", Architecture($0)) } == [1, 2, 3])
    }

    /// What `generate` writes: invalid samples and empty cells are left out, cells that come again have their mean.
    @Test func generatedArchitecturesAreATable() throws {
        let table = try read("sample,arch,valid,predicted_y,table_y\n0,A,true,1,10\n1,,false,2,\n2,B,true,3,\n3,A,true,2,10\n4,B,false,9,\n")
        #expect(table.columns.map(\.name) == ["predicted_y", "table_y"])
        #expect(try value(table, "predicted_y", first) == 1.5 && value(table, "predicted_y", second) == 3)
        #expect(
            table.notes.map(\.description) == [
                "2 rows are not valid by the column 'valid' and left out (line 3, …)",
                "1 architecture stands in more than one row (2 rows in all): the means are taken",
                "column 'sample' counts the rows and is left out",
            ])
        // A validation accuracy may be called valid, too.
        #expect(try value(try read("arch,valid\nA,90.5\nB,91\n"), "valid", first) == 90.5)
        #expect(try read("arch,y\nA,1\n,2\n").notes.map(\.description) == ["1 row names no architecture and is left out (line 3)"])
    }

    @Test func tablesInJSONAreRead() throws {
        for text in [
            #"[{"arch": "A", "acc": 90.5, "note": "x"}, {"arch": "B", "acc": null, "note": "y"}]"#,
            #"{"architectures": [{"sample": 0, "valid": true, "violations": null, "arch": "A", "acc": 90.5}, {"sample": 1, "arch": "B", "valid": true}]}"#,
            "{\"arch\": \"A\", \"acc\": 90.5}\n{\"arch\": \"B\"}\n",
            #"{"arch": {"0": "A", "1": "B"}, "acc": {"0": 90.5, "1": null}}"#, #"{"arch": ["A", "B"], "acc": [90.5, null]}"#,
        ] {
            let table = try read(text)
            #expect(table.columns.map(\.name) == ["acc"], "\(text)")
            #expect(try value(table, "acc", first) == 90.5 && value(table, "acc", second) == nil)
        }
        let nested = try read(#"[{"arch": "A", "predicted": {"y": 1.5}, "table": {"y": 2}}]"#)
        #expect(nested.columns.map(\.name) == ["predicted_y", "table_y"])
        #expect(
            errorText { _ = try read("{\"a\": 1}") } == """
                t.csv:1: the JSON is no table: expected a list of objects with 'arch' and numbers, one object a line, or an object of columns
                """)
    }

    /// Memory is taken for what is there, and what asks for too much is refused before.
    @Test func aLineOfManyColumnsIsRefused() throws {
        let names = (0..<20_000).map { "c\($0)" }.joined(separator: ","), row = [String](repeating: "1", count: 20_000).joined(separator: ",")
        #expect(
            errorText { _ = try read(Data("arch,\(names)\n\(first),\(row)\n".utf8)) }
                == "t.csv:1: the header has 20001 columns; a table may have 1000: leave out those that are not needed")
    }

    /// At most a line of a value is quoted, and nothing that a terminal obeys.
    @Test func longAndStrangeValuesAreQuotedShort() throws {
        let long = String(repeating: "x", count: 1_000_000)
        let message = try #require(errorText { _ = try read("arch,y\nA,1\nB,\(long)\n") })
        #expect(message.count < 250 && message.hasPrefix("t.csv:3: column 'y': 'xxxx"))
        let arch = try #require(errorText { _ = try read("arch,y\n|\(long),1\n") })
        #expect(arch.count < 350 && arch.contains("…' is not an arch string"))
        let strange = try #require(errorText { _ = try read("arch,y\nA,1\nB,\u{1B}[2J\u{07}\n") })
        #expect(!strange.unicodeScalars.contains { $0.value < 0x20 })
    }
}
