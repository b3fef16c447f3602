import Architectures
import TestSupport
import Testing

@Suite struct CellErrorTests {
    @Test(arguments: [
        (
            "|nor_conv_3x3~0|+|sep_conv~0|none~1|+|none~0|none~1|none~2|",
            """
            '|nor_conv_3x3~0|+|sep_conv~0|none~1|+|none~0|none~1|none~2|' is not an arch string: at character 19, \
            expected one of none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3
            """
        ),
        ("|none~1|", "'|none~1|' is not an arch string: at character 7, expected feature map 0"),
        ("|none~0", "'|none~0' is not an arch string: at character 8, expected '|'"),
        ("|none~x|", "'|none~x|' is not an arch string: at character 7, expected a digit"),
        ("|none~0|+é", "'|none~0|+é' is not an arch string: at character 10, expected '|'"),
        (
            "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|é+",
            """
            '|none~0|+|none~0|none~1|+|none~0|none~1|none~2|é+' is not an arch string: at character 48, \
            expected the end
            """
        ),
        ("(4,0,3,1,2)", "'(4,0,3,1,2)' is not a NASLib tuple: at character 11, expected ','"),
        ("(4,0,3,1,2,5)", "'(4,0,3,1,2,5)' is not a NASLib tuple: at character 12, expected a number from 0 to 4"),
        ("(4,0,3,1,2,2", "'(4,0,3,1,2,2' is not a NASLib tuple: at character 13, expected ')'"),
        ("[4,0,3,1,2,2)", "'[4,0,3,1,2,2)' is not a NASLib tuple: at character 13, expected ']'"),
        ("4,0,3,1,2,2,1", "'4,0,3,1,2,2,1' is not a NASLib tuple: at character 12, expected the end"),
        ("15625", "number 15625 is out of range: the benchmark's cells are numbered from 0 to 15624"),
        ("1462", "number 1462 needs the benchmark's order, which no loaded table gives"),
        ("12x", "'12x' is not a cell number: at character 3, expected the end"),
        (
            "99999999999999999999",
            "'99999999999999999999' is not a cell number: at character 1, expected a number of at most 9 digits"
        ),
        ("#", "'#' is not a cell number: at character 2, expected a digit"),
        ("#15625", "number #15625 is out of range: the benchmark's cells are numbered from 0 to 15624"),
        ("#12", "number #12 needs the benchmark's order, which no loaded table gives"),
    ])
    func textThatIsNoCellSaysWhereAndWhy(text: String, message: String) {
        #expect(errorText { _ = try Cell(parsing: text) } == message)
    }

    @Test(arguments: ["", "  ", "resnet", "-1", "é"])
    func unknownFormsAreToldWhichThereAre(text: String) throws {
        let message = try #require(errorText { _ = try Cell(parsing: text) })
        #expect(message.contains("is not a cell: at character 1, a cell is written as an arch string (|nor_conv_3x3~0|"))
        #expect(message.contains("(4,0,3,1,2,2)"))
        #expect(message.contains("#1462"))
        #expect(message.contains("number in the benchmark's order, 0 to 15624"))
    }

    @Test func wrongTuplesAndMatrices() throws {
        let cell = try #require(Cell(code: 9_999))
        func message(_ change: (inout [[Int]]) -> Void) -> String? {
            var matrix = cell.matrix
            change(&matrix)
            return errorText { _ = try Cell(matrix: matrix) }
        }
        #expect(message { $0.removeLast() } == "the matrix has 7 rows; a cell's matrix is 8×7")
        #expect(message { $0[3].append(0) } == "row 3 of the matrix has 8 columns (of 8 rows); a cell's matrix is 8×7")
        #expect(message { $0[2][4] = 2 } == "row 2, column 4 of the matrix is 2; entries are 0 or 1")
        #expect(message { $0[5] = [0, 0, 0, 0, 0, 0, 0] } == "row 5 of the matrix has 0 ones; every row has exactly one")
        #expect(message { $0.swapAt(0, 7) } == "row 0 of the matrix is 'output'; the first row is 'input'")
        #expect(message { $0[7] = $0[0] } == "row 7 of the matrix is 'input'; the last row is 'output'")
        #expect(message { $0[4] = $0[0] } == "row 4 of the matrix is 'input'; rows 1 to 6 are operations")
        #expect(errorText { _ = try Cell([.none]) } == "a cell has 6 operations, not 1")
        #expect(errorText { _ = try Cell(naslibTuple: [0, 1]) } == "a NASLib tuple has 6 entries, not 2")
        #expect(
            errorText { _ = try Cell(naslibTuple: [0, 1, 2, 3, 4, -1]) }
                == "entry 6 of the NASLib tuple is -1; entries run from 0 to 4")
    }

    @Test func damagedTextsNeverCrashAndNeverPassForAnother() throws {
        var generator = SeededGenerator(seed: 11)
        var stillRead = 0
        let order = try BenchmarkOrder.embedded()
        for _ in 0..<5_000 {
            let cell = try #require(Cell(code: Int.random(in: 0..<Cell.count, using: &generator)))
            let forms = [cell.archString, "(\(cell.naslibTuple.map(String.init).joined(separator: ",")))", "\(cell.index(in: order))"]
            var bytes = Array(forms[Int.random(in: 0..<3, using: &generator)].utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = UInt8.random(in: Bool.random(using: &generator) ? 0x30...0x35 : 0...255, using: &generator)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let parsed = try? Cell(parsing: text, order: order) else { continue }
            // Whatever is still read is a written form of the very cell it was read as.
            let compact = text.filter { !$0.isWhitespace }
            let tuple = parsed.naslibTuple.map(String.init).joined(separator: ",")
            let readable = [parsed.archString, tuple, "(\(tuple))", "[\(tuple)]"]
            #expect(readable.contains(compact) || Int(compact.hasPrefix("#") ? String(compact.dropFirst()) : compact) == parsed.index(in: order), "\(text)")
            stillRead += 1
        }
        #expect(stillRead > 100 && stillRead < 2_500)
    }
}
