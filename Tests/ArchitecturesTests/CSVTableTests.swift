import Architectures
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct CSVTableTests {
    private let first = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
    private let second = "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|"

    private func read(_ text: String) throws -> BenchmarkTable {
        try BenchmarkTable(csvData: Data(text.utf8), path: "t.csv", name: "t")
    }

    @Test func anyOrderAnySubset() throws {
        let table = try read("speed,index,arch,\"a \"\"b\"\"\"\r\n 1.5 ,7,\(second),-2e3\r\n\r\n,8,\"\(first)\",NaN\r\n")
        #expect(table.columns.map(\.name) == ["speed", "a \"b\""])
        let cells = try [Cell(archString: first), Cell(archString: second)]
        #expect(table.value("speed", Architecture(cells[1])) == 1.5)
        #expect(table.value("a \"b\"", Architecture(cells[1])) == -2000)
        #expect(table.value("speed", Architecture(cells[0])) == nil)
        #expect(table.value("a \"b\"", Architecture(cells[0])) == nil)
        #expect(table.value("missing", Architecture(cells[0])) == nil)
        #expect(table.rowCount == 1)
        #expect(table["speed"]?.values.count(where: { !$0.isNaN }) == 1)
    }

    /// Without a column `arch` the first row tells which holds the cells.
    @Test func theCellsColumnMayHaveAnyName() throws {
        for text in ["y,Model\n1,\(first)\n2,\(second)\n", "Model,y\n\(first),1\n\"\(second)\",2\n"] {
            let table = try read(text)
            #expect(table.columns.map(\.name) == ["y"])
            #expect(table.value("y", Architecture(try Cell(archString: first))) == 1)
            #expect(table.value("y", Architecture(try Cell(archString: second))) == 2)
        }
    }

    /// Where the first row has more fields than the header, a cell among those that are too many is in no column.
    @Test func aCellBehindTheLastColumnIsInNone() {
        #expect(errorText { _ = try read("y\n1,\(first)\n") } == errorText { _ = try read("y\n1,2\n") })
        #expect(errorText { _ = try read("arch,y\n\(first),1,\(second)\n") }?.contains("t.csv:2: ") == true)
    }

    /// Rows of one architecture are its mean, those without a figure left out.
    @Test func rowsOfOneArchitectureAreTheirMean() throws {
        let table = try read("arch,y,z\n\(first),1,4\n\(second),5,\n\(first),2,\n\(first),9,8\n\(second),,7\n\(first),-4,3\n")
        let (one, other) = (Architecture(try Cell(archString: first)), Architecture(try Cell(archString: second)))
        #expect(table.value("y", one) == 2 && table.value("z", one) == 5 && table.value("y", other) == 5 && table.value("z", other) == 7)
    }

    /// What is named as a number and counts up one by one says nothing of a cell; what leaves some out may.
    @Test(arguments: [("id,3", "4", false), ("id,3", "5", true), ("id,3", "3", true), ("depth,3", "4", true), ("index,9", "2", false)])
    func whatCountsUpIsNoFigure(start: String, next: String, isFigure: Bool) throws {
        let parts = start.split(separator: ",").map(String.init)
        let table = try read("arch,y,\(parts[0])\n\(first),1,\(parts[1])\n\(second),2,\(next)\n")
        #expect((table[parts[0]] != nil) == isFigure)
    }

    @Test func aByteOrderMarkAndAMissingLastLineBreakAreFine() throws {
        let table = try read("\u{FEFF}arch,y\n\(first),3")
        #expect(table.value("y", Architecture(try Cell(archString: first))) == 3)
    }

    @Test(arguments: [
        ("", "t.csv: the file is empty; expected a header with 'arch' and columns of numbers"),
        (" \n\r\n", "t.csv: the file is empty; expected a header with 'arch' and columns of numbers"),
        ("arch,y\n", "t.csv: there is a header but no row with an architecture"),
        (
            "x,y\n1,2\n",
            """
            t.csv:1: no column is named 'arch', and no field of the first row is an arch string, a tuple or a number such as #1462; name the column of \
            the cells 'arch'
            """
        ),
        (
            "index,y\n1,2\n",
            """
            t.csv:1: no column is named 'arch', and no field of the first row is an arch string, a tuple or a number such as #1462; if 'index' is \
            the benchmark's number, name it 'arch'
            """
        ),
        (
            "index,arch\n1,A\n",
            "t.csv:1: there is no column of numbers beside those that name the architecture; column 'index' counts the rows and is left out"
        ),
        ("arch,y,\nA,1,1.5\n", "t.csv:1: column 3 is named ''; a name must not be empty or hold control characters"),
        ("arch,y,y\nA,1,2\n", "t.csv:1: column 'y' appears twice; give one another name"),
        ("arch,y\nA\n", "t.csv:2: the row has 1 field; the header has 2"),
        ("arch,y\nA,1,2\n", "t.csv:2: the row has 3 fields; the header has 2"),
        ("arch,y\nA,1\nA,fast\n", "t.csv:3: column 'y': 'fast' is not a number (leave it empty if it is missing)"),
        ("arch,y\nA,OOM\nA,2\n", "t.csv:2: column 'y': 'OOM' is not a number (leave it empty if it is missing)"),
        (
            "arch,y\nA,fast\n",
            "t.csv:1: there is no column of numbers beside those that name the architecture; column 'y' holds text ('fast' on line 2) and is left out"
        ),
        ("arch,y\nA,1\nA,1.2.3\n", "t.csv:3: column 'y': '1.2.3' is not a number (leave it empty if it is missing)"),
        ("arch,y\nA,1\nA,0x10\n", "t.csv:3: column 'y': '0x10' is not a number (leave it empty if it is missing)"),
        ("arch,y\nA,-inf\n", "t.csv:2: column 'y': '-inf' is not finite (leave it empty if it is missing)"),
        ("arch,y\nA,1e999\n", "t.csv:2: column 'y': '1e999' is not finite (leave it empty if it is missing)"),
        ("arch,y\nA,1\u{0}999\n", "t.csv:2: the text holds a NUL, which belongs to no table; save it as UTF-8"),
        ("arch;y;z\nA;1,5;2.5\n", "t.csv:2: '1,5' has a comma where other numbers have a point; write all numbers with a point"),
        ("arch,y\nB,1\n", "t.csv:2: column 'arch': number 15625 is out of range: the benchmark's cells are numbered from 0 to 15624"),
        ("arch,y\n|none~0|,1\n", "t.csv:2: column 'arch': '|none~0|' is not an arch string: at character 9, expected '+'"),
        ("arch,y\n\"A,1\n", "t.csv:2: a quote is opened here and never closed"),
        ("arch,\"y\"z\nA,1\n", "t.csv:1: text follows a closing quote; expected what divides fields (a comma, semicolon or tab) or the end of the line"),
    ])
    func whatIsWrongIsNamedWithItsPlace(text: String, message: String) {
        let text = text.replacing("A", with: first).replacing("B", with: "15625")
        #expect(errorText { _ = try read(text) } == message)
    }

    @Test func textThatIsNotUTF8IsNamedByLine() {
        let data = Data("arch,y\n\(first),1\n".utf8) + Data([0x61, 0xFF, 0xFE])
        let message = errorText { _ = try BenchmarkTable(csvData: data, path: "t.csv", name: "t") }
        #expect(message == "t.csv:3: the text is not UTF-8; save it as UTF-8")
    }

    @Test func aMissingFileIsNamed() throws {
        let message = try #require(errorText { _ = try BenchmarkTable(csv: "/nowhere/t.csv", name: "t") })
        #expect(message == "/nowhere/t.csv: cannot be read: there is no such file")
    }

    /// Numbers written in many ways are the doubles that the standard library reads.
    @Test func numbersAreReadToTheLastBit() throws {
        var generator = SeededGenerator(seed: 3)
        var texts = ["0", "-0", ".5", "5.", "1e-7", "123456789012345678", "0.1234567890123456789", "9007199254740993"]
        while texts.count < 5_000 {
            let value = Double.random(in: -1...1, using: &generator)
            let decimals = Int.random(in: 0...18, using: &generator)
            let scale = pow(10, Double(Int.random(in: -8...8, using: &generator)))
            texts.append(String(format: "%.\(decimals)f", value * scale))
        }
        let rows = zip(Cell.all, texts).map { "\($0.archString),\($1)" }.joined(separator: "\n")
        let values = try #require(try read("arch,y\n" + rows)["y"]?.values)
        for (code, text) in texts.enumerated() { #expect(values[code] == Double(text), "\(text)") }
    }

    @Test func damagedFilesNeverCrash() throws {
        var generator = SeededGenerator(seed: 9)
        let good = Array("arch,y,z\n\(first),1.5,2\r\n\"\(second)\",,nan\n".utf8)
        var failures = 0
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = [.random(in: 0...255, using: &generator), 0x22, 0x2C, 0x0A].randomElement(using: &generator) ?? 0
            }
            bytes.removeLast(Int.random(in: 0..<8, using: &generator))
            do {
                _ = try BenchmarkTable(csvData: Data(bytes), path: "t.csv", name: "t")
            } catch {
                #expect(error is BenchmarkTableError || error is InputFileError)
                #expect("\(error)".hasPrefix("t.csv"))
                failures += 1
            }
        }
        #expect(failures > 500)
    }

    @Test(.enabled(if: ReferenceData.has("nasbench201.csv"), "nasbench201.csv is not here"))
    func aFullTableIsReadExactly() throws {
        let table = try BenchmarkTable(csv: ReferenceData.path("nasbench201.csv"), name: "nb201")
        let rows = try ReferenceData.rows("nasbench201.csv")
        #expect(table.columns.map(\.name) == Array(rows[0].dropFirst(2)))
        for row in rows.dropFirst() {
            let cell = try Cell(archString: row[1])
            for (column, text) in zip(table.columns, row.dropFirst(2)) {
                #expect(column.values[cell.code] == Double(text) || text.isEmpty)
            }
        }
    }
}
