import Explorer
import Foundation
import Terminal
import TestSupport
import Testing

@Suite struct PlaybackOfCastTests {
    private static let text = """
        {"version": 2, "width": 10, "height": 3, "title": "t"}
        [0, "o", "one"]
        [1.5, "o", "\\r\\u001b[Ktwo"]
        [1.5, "i", "typed"]
        [2, "r", "12x2"]
        [4, "o", "\\u001b[2J\\u001b[1;1Hthree"]

        """

    private func line(_ playback: Playback) -> String {
        playback.advance()
        return playback.frame(width: 80, height: 20, theme: .dark).line(0)
    }

    private func lastLine(_ playback: Playback, width: Int, height: Int) -> String {
        playback.advance()
        return playback.frame(width: width, height: height, theme: .dark).line(height - 1)
    }

    @Test func timeShowsWhatWasRecorded() throws {
        let playback = Playback(try CastFile(Self.text, name: "x"))
        #expect(line(playback) == "one" && playback.nextChange == 1.5)
        playback.pass(1.4)
        #expect(line(playback) == "one")
        playback.pass(0.2)
        #expect(line(playback) == "two")
        playback.press(.char("]"))
        playback.pass(1)
        #expect(abs(playback.seconds - 3.6) < 1e-9 && line(playback) == "two")
        playback.pass(10)
        #expect(playback.seconds == 4 && line(playback) == "three" && !playback.isPlaying && playback.nextChange == nil)
        playback.press(.char(" "))
        #expect(playback.seconds == 0 && line(playback) == "one" && playback.isPlaying)
    }

    @Test func keysGoToAndFro() throws {
        let playback = Playback(try CastFile(Self.text, name: "x"))
        playback.press(.char("."))
        #expect(!playback.isPlaying && line(playback) == "two")
        playback.pass(1)
        #expect(playback.seconds == 1.5)
        playback.press(.char(","))
        #expect(line(playback) == "one")
        playback.press(.char(","))
        #expect(line(playback) == "one" && playback.seconds == 0)
        playback.press(.end)
        #expect(line(playback) == "three")
        playback.press(.char("."))
        #expect(line(playback) == "three" && playback.seconds == 4)
        playback.press(.left)
        #expect(playback.seconds == 0 && line(playback) == "one")
        for _ in 0..<9 { playback.press(.char("[")) }
        #expect(playback.speed == 0.25)
        #expect(playback.frame(width: 80, height: 20, theme: .dark).text.contains("0:00 / 0:04   0.25×"))
        playback.press(.char("q"))
        #expect(playback.isLeaving)
    }

    /// A whole run: the last frame of the recording is the explorer's own screen.
    @Test func aRecordedRunEndsAsItDid() throws {
        let explorer = try HeadlessExplorer(ExplorerOptions { Synthetic.models }, width: 100, height: 30)
        explorer.startRecording(title: "t")
        explorer.play()
        explorer.perform(try KeyScript(parsing: "] wait=1 right*4 wait=1 ?"))
        let playback = Playback(try CastFile(explorer.endRecording(), name: "x"))
        playback.seek(to: .infinity)
        playback.advance()
        let frame = playback.frame(width: 100, height: 31, theme: .dark)
        let screen = render(explorer.state)
        #expect(frame.text.hasPrefix(screen.text + "\n"))
        for y in 0..<30 { for x in 0..<100 where frame[x, y] != screen[x, y] { Issue.record("column \(x) of row \(y)") } }
    }

    @Test func whatALargerRecordingDoesNotShowIsSaid() throws {
        let rows = (1...40).map { "\($0)" }.joined(separator: "\\r\\n")
        let cast = try CastFile("{\"version\": 2, \"width\": 120, \"height\": 40}\n[0, \"o\", \"\(rows)\\u001b[?25l\"]\n[9, \"o\", \"\"]\n[9, \"m\", \"\"]\n", name: "x")
        let playback = Playback(cast)
        #expect(lastLine(playback, width: 80, height: 24).contains("columns 1–80 of 120, rows 1–23 of 40   HJKL move   q quit"))
        #expect(playback.frame(width: 80, height: 24, theme: .dark).line(22) == "23")
        for _ in 0..<9 { playback.press(.char("J")) }
        playback.press(.modified(.shift, .right))
        #expect(lastLine(playback, width: 80, height: 24).contains("columns 9–88 of 120, rows 18–40 of 40"))
        #expect(playback.frame(width: 80, height: 24, theme: .dark).line(22) == "")
        for _ in 0..<2 { playback.press(.char("H")) }
        for _ in 0..<2 { playback.press(.up) }
        #expect(playback.frame(width: 80, height: 24, theme: .dark).line(0) == "10")
        #expect(!lastLine(playback, width: 160, height: 48).contains("of 120"))
        // Of the same size, the line takes a row while the recording stands, and says so.
        #expect(playback.frame(width: 120, height: 40, theme: .dark).line(39) == "40")
        playback.press(.char(" "))
        for _ in 0..<9 { playback.press(.up) }
        #expect(lastLine(playback, width: 120, height: 40).contains("rows 1–39 of 40"))
    }

    /// A shell's recording is followed to its cursor.
    @Test func theRowOfTheCursorIsShown() throws {
        let rows = (1...40).map { "\($0)" }.joined(separator: "\\r\\n")
        let playback = Playback(try CastFile("{\"version\": 2, \"width\": 80, \"height\": 40}\n[0, \"o\", \"\(rows)\"]\n[9, \"m\", \"\"]\n", name: "x"))
        #expect(playback.frame(width: 80, height: 24, theme: .dark).line(22) == "40")
        #expect(lastLine(playback, width: 80, height: 24).contains("rows 18–40 of 40"))
        playback.press(.up)
        #expect(lastLine(playback, width: 80, height: 24).contains("rows 14–36 of 40"))
    }

    @Test func markersTheEndAndATornLineAreSaid() throws {
        let text = "{\"version\": 3, \"term\": {\"cols\": 20, \"rows\": 3}}\n[1, \"o\", \"a\"]\n[4, \"m\", \"half\"]\n[20, \"o\", \"b\"]\n"
        let playback = Playback(try CastFile(text + "[3700, \"x\", \"2\"]\n[1", name: "x"))
        #expect(lastLine(playback, width: 120, height: 9).contains("m M marker"))
        playback.press(.char("m"))
        #expect(playback.seconds == 5 && lastLine(playback, width: 120, height: 9).contains("0:05 / 1:02:05   1×   ◆ half"))
        playback.press(.end)
        playback.advance()
        #expect(lastLine(playback, width: 120, height: 9).contains("ended with status 2   torn off in line 6"))
        playback.press(.char("M"))
        #expect(playback.seconds == 5)
    }

    /// Work between two looks at the keys is bounded by time, and the way back by moments that are kept.
    @Test(arguments: [
        String(repeating: "\\u001b[2J", count: 3_000), "\\u001b[" + String(repeating: "\u{301}", count: 10_000),
        "a" + String(repeating: "\u{301}", count: 100_000), String(repeating: "x\\u001b[9999b", count: 3_000), String(repeating: "\\n", count: 20_000),
        String(repeating: "\\u001b[H\\u001b[L\\u001b[4hx", count: 3_000), "\\u001b]0;" + String(repeating: "t", count: 200_000),
    ])
    func keysAreHeardWhateverIsWritten(output: String) throws {
        let playback = Playback(try CastFile("{\"version\": 2, \"width\": 500, \"height\": 500}\n[0, \"o\", \"\(output)\"]\n", name: "x"))
        for _ in 0..<5 {
            let start = ContinuousClock.now
            playback.advance(for: .milliseconds(20))
            #expect(ContinuousClock.now - start < .seconds(1))
        }
        playback.press(.char("q"))
        #expect(playback.isLeaving)
    }

    @Test func keysAreHeardWhileSizesChange() throws {
        let sizes = (0..<3_000).map { "[\($0), \"r\", \"\(499 + $0 % 2)x500\"]\n" }.joined()
        let playback = Playback(try CastFile("{\"version\": 2, \"width\": 500, \"height\": 500}\n" + sizes, name: "x"))
        playback.press(.end)
        let start = ContinuousClock.now
        playback.advance(for: .milliseconds(20))
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(playback.isBehind && playback.nextChange == 0)
        playback.advance(for: .milliseconds(300))
        #expect(playback.frame(width: 100, height: 30, theme: .dark).line(29).contains("catching up "))
        playback.pass(5)
        #expect(playback.seconds == 2_999)
        playback.seek(to: 0)
        playback.advance()
        #expect(!playback.isBehind)
    }

    /// Wherever one goes, the screen is the one that a straight way leads to.
    @Test func theWayBackShowsWhatTheWayThereDid() throws {
        var random = SeededGenerator(seed: 5)
        let events = (0..<4_000).map { index in
            index % 500 == 499
                ? "[\(index), \"r\", \"\(20 + index % 7)x6\"]\n"
                : "[\(index), \"o\", \"\\u001b[\(index % 7 + 1);\(index % 19 + 1)H\\u001b[3\(index % 8)m\(index)" + String(repeating: "\\n", count: 200) + "\"]\n"
        }.joined()
        let cast = try CastFile("{\"version\": 2, \"width\": 24, \"height\": 7}\n" + events, name: "x")
        let playback = Playback(cast)
        playback.seek(to: 3_999)
        playback.advance()
        for _ in 0..<12 {
            let time = Double(Int.random(in: 0..<4_000, using: &random))
            playback.seek(to: time)
            playback.advance()
            let straight = Playback(cast)
            straight.seek(to: time)
            straight.advance()
            #expect(playback.frame(width: 40, height: 8, theme: .dark) == straight.frame(width: 40, height: 8, theme: .dark))
        }
    }
}
