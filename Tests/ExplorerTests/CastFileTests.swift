import Explorer
import Foundation
import Terminal
import TestSupport
import Testing

@Suite struct CastFileTests {
    private static let header = "{\"version\": 2, \"width\": 9, \"height\": 4}\n"

    private func words(_ text: String) -> String {
        do {
            _ = try CastFile(text, name: "x")
            return "no error"
        } catch { return "\(error)" }
    }

    private func outputs(_ cast: CastFile) -> [String] {
        cast.events.compactMap { event in
            guard case .output(let range) = event.change else { return nil }
            return
                "\(event.seconds.formatted(.number.precision(.fractionLength(2)).locale(Locale(identifier: "en_US_POSIX")))) \(String(decoding: cast.text[range], as: UTF8.self))"
        }
    }

    @Test func theThirdVersionCountsIntervals() throws {
        let cast = try CastFile(
            """
            {"version": 3, "term": {"cols": 20, "rows": 5, "type": "xterm", "theme": {"fg": "#fff"}}, "title": "t"}
            # a comment
            [0.5, "o", "one"]
            [1, "i", "typed"]
            [1, "o", "two"]
            [0.25, "m", "here"]
            [0.25, "r", "30x6"]
            [1, "x", "3"]

            """, name: "x")
        #expect(cast.width == 20 && cast.height == 5 && cast.title == "t")
        #expect(outputs(cast) == ["0.50 one", "2.50 two"])
        #expect(cast.events.map(\.seconds) == [0.5, 2.5, 2.75, 3, 4])
        #expect(cast.events.dropFirst(2).map(\.change) == [.marker("here"), .resize(width: 30, height: 6), .exit(status: 3)])
    }

    @Test func whatMarkersAndEndsSayIsBounded() throws {
        let cast = try CastFile(
            Self.header + "[1, \"m\", \"a" + String(repeating: "\u{301}", count: 10_000) + "\"]\n[2, \"x\", \"?\"]\n[3, \"later\", \"?\"]\n", name: "x")
        guard case .marker(let label)? = cast.events.first?.change else {
            Issue.record("no marker")
            return
        }
        #expect(label.unicodeScalars.count == 80 && cast.events.last?.change == .exit(status: nil) && cast.events.count == 2)
    }

    @Test func theFirstVersionIsOneValue() throws {
        let cast = try CastFile(
            "{\n \"version\": 1, \"width\": 8, \"height\": 2, \"duration\": 2, \"stdout\": [[0.5, \"a\"],\n [1.5, \"b\"]]}\n", name: "x")
        #expect(cast.width == 8 && outputs(cast) == ["0.50 a", "2.00 b"])
        #expect(
            words("{\"version\": 1, \"width\": 8, \"height\": 2, \"stdout\": [[0.5, \"a\"], [1]]}")
                == "x: frame 2 of \"stdout\" must be [delay, \"text\"], with a delay in seconds, up to 100000000 in all; without it the rest can be played")
        #expect(
            words("{\"version\": 1, \"width\": 8, \"height\": 2}")
                == "x: a recording of version 1 must have its frames in \"stdout\", a list of [delay, \"text\"]")
    }

    @Test func lineEndsAndMarksOfOtherSystemsAreTaken() throws {
        let text = Self.header + "[0, \"o\", \"a\\r\\n\"]\n\n[1, \"o\", \"b\"]\n"
        let plain = try CastFile(text, name: "x")
        for other in [text.replacingOccurrences(of: "\n", with: "\r\n"), "\u{FEFF}" + text] {
            let cast = try CastFile(other, name: "x")
            #expect(cast.events == plain.events && cast.text == plain.text && cast.tornLine == nil)
        }
    }

    @Test func aTornLastLineEndsTheRecording() throws {
        for torn in ["[2, \"o\", \"c", "[2, \"o\", \"\\u00", "[", "[2, \"o\", \"深\"", "[2"] {
            let cast = try CastFile(Self.header + "[0, \"o\", \"a\"]\n[1, \"o\", \"b\"]\n" + torn, name: "x")
            #expect(outputs(cast) == ["0.00 a", "1.00 b"] && cast.tornLine == 4)
        }
        // In the middle of a character.
        let bytes = Array((Self.header + "[0, \"o\", \"a\"]\n[1, \"o\", \"深").utf8).dropLast()
        #expect(try CastFile(Array(bytes), name: "x").tornLine == 3)
        // Whole, without a line end.
        #expect(try CastFile(Self.header + "[0, \"o\", \"a\"]", name: "x").tornLine == nil)
        // Torn lines that others follow are errors.
        #expect(
            words(Self.header + "[0, \"o\n[1, \"o\", \"b\"]\n")
                == "x: line 2: an event must be [seconds, kind, \"text\"], not [0, \"o; without the line the rest can be played")
    }

    @Test func pausesAreAsLongAsTheRecordingAllows() throws {
        let events = "[1, \"o\", \"a\"]\n[1, \"i\", \"x\"]\n[60, \"o\", \"b\"]\n[60.5, \"o\", \"c\"]\n"
        let asked = try CastFile("{\"version\": 2, \"width\": 9, \"height\": 4, \"idle_time_limit\": 2}\n" + events, name: "x")
        #expect(outputs(asked) == ["1.00 a", "3.00 b", "3.50 c"])
        let other = try CastFile("{\"version\": 2, \"width\": 9, \"height\": 4, \"idle_time_limit\": 2}\n" + events, name: "x", idleLimit: 0.5)
        #expect(outputs(other) == ["0.50 a", "1.00 b", "1.50 c"])
        #expect(outputs(try CastFile(Self.header + events, name: "x")) == ["1.00 a", "60.00 b", "60.50 c"])
        #expect(outputs(try CastFile("{\"version\": 2, \"width\": 9, \"height\": 4, \"idle_time_limit\": null}\n" + events, name: "x")).count == 3)
        for limit in ["0", "-1", "\"2\""] {
            #expect(
                words("{\"version\": 2, \"width\": 9, \"height\": 4, \"idle_time_limit\": \(limit)}\n" + events)
                    == "x: line 1: idle_time_limit must be a number of seconds above 0; --idle-limit sets another")
        }
    }

    /// Unordered and negative times stand still; what no recording can last is an error.
    @Test func timesThatMeanNothingNeverTrap() throws {
        let cast = try CastFile(Self.header + "[-5, \"o\", \"a\"]\n[3, \"o\", \"b\"]\n[1, \"o\", \"c\"]\n[4, \"o\", \"d\"]\n", name: "x")
        #expect(outputs(cast) == ["0.00 a", "3.00 bc", "4.00 d"])
        let intervals = "{\"version\": 3, \"term\": {\"cols\": 9, \"rows\": 4}}\n[1, \"o\", \"a\"]\n[-7, \"o\", \"b\"]\n[1, \"o\", \"c\"]\n"
        #expect(outputs(try CastFile(intervals, name: "x")) == ["1.00 ab", "2.00 c"])
        for time in ["1e9", "1e300", "\"1\"", "null"] {
            #expect(
                words(Self.header + "[\(time), \"o\", \"a\"]\n")
                    == "x: line 2: an event's time must be a number of seconds, up to 100000000 in all, not as in [\(time), \"o\", \"a\"]; "
                    + "without the line the rest can be played")
        }
        for time in ["NaN", "Infinity", "1e999", "--1", ""] { #expect(words(Self.header + "[\(time), \"o\", \"a\"]\n").hasPrefix("x: line 2: an event")) }
    }

    @Test(arguments: [
        ("", "x: an empty file, no asciicast; record with w in the explorer or with 'asciinema rec'"),
        ("hello", "x: no asciicast: its first line must be a JSON object with a version, as w in the explorer, 'dnag export --as asciicast' and 'asciinema rec' write it"),
        ("{\"version\": 4, \"width\": 1}", "x: an asciicast of version 4; versions 1 to 3 can be played: 'asciinema convert' makes one of them"),
        (
            "{\"version\": 2, \"width\": 0, \"height\": 4}",
            "x: line 1: width and height must be whole numbers from 1 to 1000, with at most 250000 cells together; set them to the size of the terminal that was recorded"
        ),
        (
            "{\"version\": 3, \"width\": 80, \"height\": 24}",
            "x: line 1: term.cols and term.rows must be whole numbers from 1 to 1000, with at most 250000 cells together; set them to the size of the terminal that was recorded"
        ),
        (header + "\n[1, \"o\"]", "x: line 3: an event must be [seconds, kind, \"text\"], not [1, \"o\"]; without the line the rest can be played"),
        (
            header + "[1, \"r\", \"9x0\"]",
            "x: line 2: a new size must be COLUMNSxROWS, whole numbers from 1 to 1000, with at most 250000 cells together, not 9x0; without the line the rest can be played"
        ),
        (
            header + "[1, \"r\", \"1000x1000\\u001b[2J\"]",
            "x: line 2: a new size must be COLUMNSxROWS, whole numbers from 1 to 1000, with at most 250000 cells together, not 1000x1000\\u{1B}[2J; without the line the rest can be played"
        ),
        ("<html>", "x: a web page or a drawing (HTML, SVG, XML), no asciicast; play the recording behind it: a file that ends in .cast"),
        ("Script started on 2026-01-01\n$ ls\n", "x: a typescript of script(1), no asciicast; record with w in the explorer or with 'asciinema rec'"),
        ("PK\u{3}\u{4}", "x: a ZIP archive, no asciicast; unpack it: unzip FILE, and play the .cast in it"),
        ("BZh91AY", "x: compressed by bzip2, no asciicast; unpack it: bunzip2 -c FILE > recording.cast"),
    ])
    func whatIsNoRecordingIsNamed(text: String, message: String) { #expect(words(text) == message) }

    @Test(
        arguments: [
            ([0x1F, 0x8B, 8, 0], "compressed by gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed by xz"),
            ([0xFF, 0xFE, 0x7B, 0], "text in UTF-16"), ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0x1A, 0x45, 0xDF, 0xA3], "a film"),
            ([1, 0, 0, 0x60, 2, 0, 0, 0, 2, 0, 0, 0, 0x61, 0x62], "a recording of ttyrec"),
        ] as [([UInt8], String)])
    func otherFormatsAreNamed(bytes: [UInt8], kind: String) {
        #expect { try CastFile(bytes, name: "x") } throws: { "\($0)".hasPrefix("x: \(kind), no asciicast; ") }
    }

    @Test func messagesAreShortAndWithoutControls() {
        let text = words(Self.header + "[1, \"o\", " + String(repeating: "\u{1B}", count: 5_000) + "]\n")
        #expect(text.count < 1_200 && !text.contains("\u{1B}") && text.contains("\\u{1B}"))
        #expect("\(CastError.notACast(file: "a\u{1B}]0;t\u{7}"))".hasPrefix("a\\u{1B}]0;t\\u{7}: no asciicast"))
    }

    @Test func filesThatCannotBeReadAreNamed() throws {
        #expect(throws: CastError.unreadable(file: "/nowhere/x.cast", reason: "there is no such file")) {
            try CastFile(contentsOf: "/nowhere/x.cast")
        }
        // A device without an end.
        #expect(throws: CastError.tooLarge(file: "/dev/zero", limit: CastFile.byteLimit)) { try CastFile(contentsOf: "/dev/zero") }
        #expect(throws: CastError.foreign(file: "/dev/null", .empty)) { try CastFile(contentsOf: "/dev/null") }
        #expect { try CastFile(contentsOf: "/") } throws: { "\($0)".hasPrefix("/: cannot be read: ") }
    }

    /// Damaged files give an error or a recording, and that can be played.
    @Test func damagedFilesNeverTrap() {
        var random = SeededGenerator(seed: 3)
        let whole = Array((Self.header + "[0, \"o\", \"a深\\u001b[1m\"]\n[1.5, \"r\", \"12x3\"]\n[2, \"m\", \"x\"]\n[3e0, \"x\", \"0\"]\n").utf8)
        let end = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < end {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = .random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes.prefix(.random(in: 0...20, using: &random)), at: place)
                default: bytes = Array(bytes.prefix(max(place, 1)))
                }
            }
            guard let cast = try? CastFile(bytes, name: "x") else { continue }
            let playback = Playback(cast)
            playback.press(.end)
            playback.advance()
            #expect(!playback.isBehind)
            _ = playback.frame(width: 20, height: 6, theme: .dark)
        }
    }
}
