import Explorer
import Foundation
import Terminal
import Testing

@Suite struct PlaybackOfCastTests {
    private static let text = """
        {"version": 2, "width": 10, "height": 3, "title": "t"}
        [0, "o", "one"]
        [1.5, "o", "\\r\\u001b[Ktwo"]
        [1.5, "i", "typed"]
        [2, "r", "12x2"]
        [4, "o", "\\u001b[1;1Hthree"]

        """

    private func line(_ playback: Playback) -> String {
        playback.frame(width: 80, height: 20, theme: .dark).line(0)
    }

    @Test func timeShowsWhatWasRecorded() throws {
        var playback = Playback(try CastFile(Self.text, name: "x"))
        #expect(line(playback) == "one" && playback.nextChange == 1.5)
        playback.pass(1.4)
        #expect(line(playback) == "one")
        playback.pass(0.2)
        #expect(line(playback) == "two")
        playback.press(.char("]"))
        playback.pass(1)
        #expect(abs(playback.seconds - 3.6) < 1e-9 && line(playback) == "")
        playback.pass(10)
        #expect(playback.seconds == 4 && line(playback) == "three" && !playback.isPlaying && playback.nextChange == nil)
        playback.press(.char(" "))
        #expect(playback.seconds == 0 && line(playback) == "one" && playback.isPlaying)
    }

    @Test func keysGoToAndFro() throws {
        var playback = Playback(try CastFile(Self.text, name: "x"))
        playback.press(.char("."))
        #expect(!playback.isPlaying && line(playback) == "two")
        playback.pass(1)
        #expect(playback.seconds == 1.5)
        playback.press(.char(","))
        #expect(line(playback) == "one")
        playback.press(.end)
        #expect(line(playback) == "three")
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
        var playback = Playback(try CastFile(explorer.endRecording(), name: "x"))
        playback.go(to: .infinity)
        #expect(playback.frame(width: 100, height: 31, theme: .dark).text.hasPrefix(render(explorer.state).text + "\n"))
    }

    @Test(arguments: [
        ("", "x: no asciicast: its first line must be a JSON object with a version"),
        ("{\"version\": 3, \"width\": 1}", "x: an asciicast of version 3; only version 2 can be played"),
        ("{\"version\": 2, \"width\": 0, \"height\": 4}", "x: line 1: width and height must be whole numbers from 1 to 1000"),
        ("{\"version\": 2, \"width\": 9, \"height\": 4}\n\n[1, \"o\"]", "x: line 3: an event must be [seconds, \"o\", text] or [seconds, \"r\", \"COLUMNSxROWS\"]"),
        ("{\"version\": 2, \"width\": 9, \"height\": 4}\n[1, \"r\", \"9x0\"]", "x: line 2: an event must be [seconds, \"o\", text] or [seconds, \"r\", \"COLUMNSxROWS\"]"),
    ])
    func whatIsNoRecordingIsNamed(text: String, words: String) {
        #expect {
            try CastFile(text, name: "x")
        } throws: { "\($0)" == words }
    }

    @Test func aFileThatIsNotThereIsNamed() {
        #expect(throws: CastError.unreadable(file: "/nowhere/x.cast", reason: "there is no such file")) {
            try CastFile(contentsOf: "/nowhere/x.cast")
        }
    }
}
