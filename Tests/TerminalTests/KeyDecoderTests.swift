import Terminal
import TestSupport
import Testing

@Suite struct KeyDecoderTests {
    private func events(_ text: String) -> [InputEvent] {
        var decoder = KeyDecoder()
        return decoder.feed(text.utf8) + decoder.flush()
    }

    @Test(arguments: [
        ("a", Key.char("a")), ("é", .char("é")), ("深", .char("深")), (" ", .char(" ")), ("\r", .enter), ("\n", .enter),
        ("\t", .tab), ("\u{7F}", .backspace), ("\u{08}", .backspace), ("\u{1B}", .escape), ("\u{03}", .ctrl("c")),
        ("\u{00}", .ctrl(" ")), ("\u{1C}", .ctrl("\\")), ("\u{1B}x", .alt("x")), ("\u{1B}é", .alt("é")),
        ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
        ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[5~", .pageUp),
        ("\u{1B}[6~", .pageDown), ("\u{1B}[3~", .delete), ("\u{1B}[2~", .insert), ("\u{1B}[Z", .backtab),
        ("\u{1B}OP", .function(1)), ("\u{1B}[[B", .function(2)), ("\u{1B}[15~", .function(5)),
        ("\u{1B}[24~", .function(12)), ("\u{1B}[1;2D", .modified(.shift, .left)),
        ("\u{1B}[1;5C", .modified(.ctrl, .right)), ("\u{1B}[3;3~", .modified(.alt, .delete)),
        ("\u{1B}\u{7F}", .modified(.alt, .backspace)), ("\u{1B}[1;2R", .modified(.shift, .function(3))),
        ("\u{1B}[97;5u", .ctrl("a")), ("\u{1B}[27u", .escape), ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")),
    ])
    func decodesOneKey(bytes: String, key: Key) {
        #expect(events(bytes) == [.key(key)])
    }

    @Test func decodesMouseReports() {
        #expect(events("\u{1B}[<0;10;5M") == [.mouse(MouseEvent(.press(.left), x: 9, y: 4))])
        #expect(events("\u{1B}[<0;10;5m") == [.mouse(MouseEvent(.release(.left), x: 9, y: 4))])
        #expect(events("\u{1B}[<34;1;1M") == [.mouse(MouseEvent(.drag(.right), x: 0, y: 0))])
        #expect(events("\u{1B}[<65;3;4M") == [.mouse(MouseEvent(.wheel(columns: 0, rows: 1), x: 2, y: 3))])
        #expect(
            events("\u{1B}[<20;1;2M") == [.mouse(MouseEvent(.press(.left), x: 0, y: 1, modifiers: [.shift, .ctrl]))])
        #expect(events("\u{1B}[M !\"") == [.mouse(MouseEvent(.press(.left), x: 0, y: 1))])
        #expect(events("\u{1B}[<0;0;5M") == [])
        #expect(events("\u{1B}[<0;5M") == [])
        #expect(events("\u{1B}[<0;99999999999999999999;5M") == [])
    }

    @Test func pastesAreOneEvent() {
        #expect(events("a\u{1B}[200~q\u{1B}[A\nü\u{1B}[201~b") == [.key(.char("a")), .paste("q\u{1B}[A\nü"), .key(.char("b"))])
        // Without its end it is given up when nothing more comes, and keys are keys again.
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}[200~abc".utf8) == [])
        #expect(decoder.isPasting && decoder.isPending)
        #expect(decoder.flush() == [.paste("abc")])
        #expect(decoder.feed("q".utf8) == [.key(.char("q"))])
    }

    @Test func longPastesAreCut() {
        var decoder = KeyDecoder()
        _ = decoder.feed("\u{1B}[200~".utf8)
        for _ in 0..<100 { #expect(decoder.feed(Array(repeating: 0x61, count: 4_096)) == []) }
        #expect(decoder.feed("\u{1B}[201~".utf8) == [.paste(String(repeating: "a", count: 65_536))])
    }

    @Test func escapeWaitsForItsSequence() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]) == [])
        #expect(decoder.isPending)
        #expect(decoder.feed("[A".utf8) == [.key(.up)])
        #expect(decoder.feed([0x1B]) == [])
        #expect(decoder.flush() == [.key(.escape)])
        #expect(!decoder.isPending)
        #expect(decoder.feed([0x1B, 0x1B, 0x5B, 0x42]) == [.key(.escape), .key(.down)])
    }

    @Test func brokenBytesAreDroppedAndNothingElse() {
        func keys(_ bytes: [UInt8]) -> [InputEvent] {
            var decoder = KeyDecoder()
            return decoder.feed(bytes) + decoder.flush()
        }
        let a = InputEvent.key(.char("a"))
        #expect(keys([0xFF, 0x61]) == [a])
        #expect(keys([0xC3, 0x61]) == [a])
        #expect(keys([0xC0, 0x80, 0x61]) == [a])
        #expect(keys([0xED, 0xA0, 0x80, 0x61]) == [a])
        #expect(keys([0xE6, 0xB7]) == [])
        #expect(keys(Array("\u{1B}[12;".utf8) + [0x1B, 0x5B, 0x41]) == [.key(.up)])
        #expect(keys(Array("\u{1B}[12;3".utf8)) == [])
        #expect(keys(Array("\u{1B}[?1;2c\u{1B}[24;80R".utf8) + [0x61]) == [a])
    }

    @Test func sequencesThatNeverEndAreGivenUp() {
        var decoder = KeyDecoder()
        let events = decoder.feed(Array("\u{1B}[".utf8) + Array(repeating: 0x31, count: 300) + Array("q".utf8))
        #expect(events.last == .key(.char("q")))
        #expect(!decoder.isPending)
    }

    /// However the bytes are cut into reads, the events are the same.
    @Test func cutsDoNotMatter() {
        let bytes = Array("a\u{1B}[1;5C深\u{1B}[<0;3;4M\u{1B}OP\u{1B}[200~x\u{1B}y\u{1B}[201~é\u{1B}[M !!z".utf8)
        var whole = KeyDecoder()
        let expected = whole.feed(bytes)
        #expect(expected.count == 9)
        var random = SeededGenerator(seed: 8)
        for _ in 0..<300 {
            var decoder = KeyDecoder()
            var events: [InputEvent] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...5, using: &random)
                events += decoder.feed(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(events == expected)
        }
    }

    @Test func randomBytesNeverStick() {
        var random = SeededGenerator(seed: 9)
        var decoder = KeyDecoder()
        let spice = Array("\u{1B}[<;M~O0129u".utf8)
        var sent = 0
        var received = 0
        while sent < 100_000 {
            let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random) : spice.randomElement(using: &random) ?? 0
            }
            sent += bytes.count
            received += decoder.feed(bytes).count
            if Int.random(in: 0..<4, using: &random) == 0 {
                received += decoder.flush().count
                #expect(!decoder.isPending)
                // Whatever came before, the next key is understood.
                #expect(decoder.feed("q".utf8) == [.key(.char("q"))])
            }
        }
        #expect(received > 10_000)
    }

    @Test func keysAreNamedForPeople() {
        #expect("\(Key.char(" "))" == "space")
        #expect("\(Key.ctrl("c"))" == "ctrl-c")
        #expect("\(Key.modified([.ctrl, .shift], .left))" == "ctrl-shift-←")
        #expect("\(Key.function(5))" == "F5")
    }
}

/// What a terminal says of its background, between keys.
@Suite struct BackgroundAnswerTests {
    private func events(_ text: String) -> [InputEvent] {
        var decoder = KeyDecoder()
        return decoder.feed(Array(text.utf8)) + decoder.flush()
    }

    @Test(arguments: [
        ("11;rgb:0000/0000/0000", true), ("11;rgb:ffff/ffff/ffff", false), ("11;rgb:f/f/f", false), ("11;rgb:1e/1e/2e", true), ("11;rgba:fdf6/e3e3/d5d5/ffff", false),
        // Half of what a screen can give is more than half of what the eye sees.
        ("11;rgb:8080/8080/8080", false), ("11;rgb:7000/7000/7000", true),
    ])
    func isDarkOrLight(answer: String, isDark: Bool) {
        for end in ["\u{07}", "\u{1B}\\"] {
            #expect(events("a\u{1B}]\(answer)\(end)b") == [.key(.char("a")), .background(isDark: isDark), .key(.char("b"))])
        }
    }

    /// Other answers, and broken ones, mean nothing and hold back nothing.
    @Test(arguments: [
        "10;rgb:0000/0000/0000", "11;rgb:0000/0000", "11;rgb:00000/0/0", "11;rgb:-1/0/0", "11;rgb:g/0/0", "11;cmyk:0/0/0", "4;1;rgb:00/00/00", "52;c;", "0",
    ])
    func whatIsNoBackgroundIsDropped(answer: String) {
        #expect(events("\u{1B}]\(answer)\u{07}b") == [.key(.char("b"))])
    }

    @Test func changesAreReported() {
        #expect(events("\u{1B}[?997;1n\u{1B}[?997;2n") == [.background(isDark: true), .background(isDark: false)])
        #expect(events("\u{1B}[?997;3n\u{1B}[?997n\u{1B}[?1;2n\u{1B}[0nx") == [.key(.char("x"))])
    }

    /// Alt and a bracket is still a key, whatever is typed behind it; and what is never ended is given up.
    @Test func theBracketIsAKey() {
        #expect(events("\u{1B}]") == [.key(.alt("]"))])
        #expect(events("\u{1B}]x") == [.key(.alt("]")), .key(.char("x"))])
        #expect(events("\u{1B}]11;\u{1B}[A") == [.key(.up)])
        #expect(events("\u{1B}]1" + String(repeating: "1", count: 100) + "\u{1B}[A").last == .key(.up))
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}]11;rgb:00/".utf8).isEmpty && decoder.isPending)
        #expect(decoder.feed("00/00\u{1B}".utf8).isEmpty)
        #expect(decoder.feed("\\".utf8) == [.background(isDark: true)])
    }
}
