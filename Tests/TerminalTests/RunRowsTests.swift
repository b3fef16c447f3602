import Foundation
import Terminal
import TestSupport
import Testing

@Suite struct RunRowsTests {
    /// A screen of all that cells can be.
    private func screen(_ random: inout SeededGenerator) -> Canvas {
        let colors = [Color.default, Color(0, 0, 0), Color(255, 255, 255), Color(hex: 0x56B4E9)]
        let words = ["abc", "\"\\", "漢字", "e\u{301}", "▀▄█", "  ", "\u{1F600}", "\t", "é<&>"]
        var canvas = Canvas(width: Int.random(in: 0...30, using: &random), height: Int.random(in: 0...6, using: &random))
        for _ in 0..<40 {
            let style = Style(
                colors[Int.random(in: 0..<4, using: &random)], on: colors[Int.random(in: 0..<4, using: &random)],
                Style.Attributes(rawValue: UInt8.random(in: 0..<32, using: &random)))
            canvas.put(words[Int.random(in: 0..<words.count, using: &random)], at: Int.random(in: -2...30, using: &random), Int.random(in: 0...6, using: &random), style)
        }
        return canvas
    }

    @Test func rowsAreReadBackToTheSameScreen() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let canvas = screen(&random)
            #expect(Canvas(columns: canvas.width, runRows: canvas.runRows) == canvas)
        }
    }

    /// Read by Foundation, and held against the cells themselves.
    @Test func aRowIsJSONThatSaysEveryCell() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<50 {
            let canvas = screen(&random)
            for (y, row) in canvas.runRows.enumerated() {
                #expect(!row.contains("\n"))
                let runs = try #require(try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [[Any]])
                var told = ""
                for run in runs {
                    told += try #require(run[0] as? String)
                    #expect((3...4).contains(run.count))
                }
                #expect(told == (0..<canvas.width).map { canvas[$0, y].text }.joined())
            }
        }
        var canvas = Canvas(width: 3, height: 1)
        canvas.put("ab", at: 0, 0, Style(Color(hex: 0x010203), on: Color(hex: 0xFF0000), [.bold, .reverse]))
        #expect(canvas.runRows == ["[[\"ab\",66051,16711680,17],[\" \",-1,-1]]"])
    }

    /// What comes from elsewhere cannot do more than draw.
    @Test(arguments: ["", "[", "{}", "[[1,2,3]]", "[[\"a\"]]", "[[\"a\",1e99,0]]", "[[\"a\",0,0,-1]]", "[[\"a\",0,0,4096]]", "null"])
    func aRowThatIsNoneIsBlank(_ row: String) {
        #expect(Canvas(columns: 4, runRows: [row]) == Canvas(width: 4, height: 1))
    }

    @Test func controlCharactersDrawNothing() {
        let canvas = Canvas(columns: 6, runRows: ["[[\"\\u001b[2Jabcdefghijkl\",99999999,-7]]"])
        #expect((0..<6).allSatisfy { canvas[$0, 0].text != "\u{1B}" })
        #expect(canvas.width == 6 && canvas.height == 1)
        #expect(canvas[1, 0].style.foreground == .default)
    }
}
