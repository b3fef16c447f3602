import Terminal
import TestSupport
import Testing

@Suite struct TerminalScreenTests {
    static func lines(_ screen: TerminalScreen) -> String {
        var lines = screen.canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last == "", lines.count > 1 { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    @Test func updatesAreReadBackWhole() {
        var random = SeededGenerator(seed: 9)
        let screen = TerminalScreen(width: 18, height: 6)
        var before: Canvas?
        for _ in 0..<200 {
            var canvas = before ?? Canvas(width: 18, height: 6)
            for _ in 0..<5 {
                let text = ["word", "深い", "─╮", "e\u{301}x", "   ", "🟢", "\u{F0B7}"].randomElement(using: &random) ?? ""
                let style = Style(
                    Color(hex: .random(in: 0...0xFFFFFF, using: &random)),
                    on: Bool.random(using: &random) ? .default : Color(hex: .random(in: 0...0xFFFFFF, using: &random)),
                    .init(rawValue: .random(in: 0...31, using: &random)))
                canvas.put(text, at: .random(in: -1..<18, using: &random), .random(in: 0..<6, using: &random), style)
            }
            screen.write(canvas.ansiUpdate(from: before))
            #expect(screen.canvas == canvas)
            before = canvas
        }
    }

    /// Each against what ECMA-48 and xterm's own description say of it.
    @Test(arguments: [
        ("abc\u{1B}[2;2Hx", "abc\n x"), ("ab\u{1B}[Hx", "xb"), ("abc\u{1B}[2DX\r\nn", "aXc\nn"),
        ("abc\u{1B}[1;2H\u{1B}[K", "a"), ("abc\u{1B}[1;2H\u{1B}[1K", "  c"), ("abc\ndef\u{1B}[2J", ""),
        ("a\u{1B}[Bb\u{1B}[Ac\u{1B}[2Cd", "a c  d\n b"), ("a\u{1B}]0;title\u{07}b\u{1B}(Bc", "abc"),
        ("a\u{1B}]52;c;AAAA\u{1B}\\b", "ab"), ("\u{1B}[?25lx\u{1B}[?2026h", "x"), ("\u{1B}[3;4fz\u{1B}[2G\u{1B}[1dy", " y\n\n   z"),
        ("12345678", "123456\n78"), ("a\u{08}b\u{07}", "b"), ("\u{1B}[999;999Hq", "\n\n     q"), ("\u{1B}[;Hk", "k"),
        // Scrolling: off the last row, in a region, up and down.
        ("1\r\n2\r\n3\r\n4", "2\n3\n4"), ("\u{1B}[1;2r1\r\n2\r\n3\u{1B}[3;1Hz", "2\n3\nz"), ("1\r\n2\r\n3\u{1B}[S", "2\n3"),
        ("1\r\n2\r\n3\u{1B}[T", "\n1\n2"), ("1\u{1B}Mx", " x\n1"), ("1\u{1B}D2", "1\n 2"), ("1\u{1B}E2", "1\n2"),
        ("1\r\n2\r\n3\r\n\u{1B}[1;1H\u{1B}M0", "0\n2\n3"), ("\u{1B}[2;3r\u{1B}[?6hx\u{1B}[9;1Hy", "\nx\ny"),
        // The alternate screen, by each of its names.
        ("main\u{1B}[?1049hX\u{1B}[?1049l!", "main!"), ("main\u{1B}[?1047hX\u{1B}[?1047l", "main"), ("main\u{1B}[?47hX\u{1B}[?47l", "main"),
        // Inserting, deleting, blanking and repeating.
        ("abcd\u{1B}[1;2H\u{1B}[2@", "a  bcd"), ("abcd\u{1B}[1;2H\u{1B}[2P", "ad"), ("1\r\n2\r\n3\u{1B}[2;1H\u{1B}[L", "1\n\n2"),
        ("1\r\n2\r\n3\u{1B}[1;1H\u{1B}[M", "2\n3"), ("abcd\u{1B}[1;2H\u{1B}[2X", "a  d"), ("-\u{1B}[3b", "----"), ("\u{1B}[5bx", "x"),
        ("─\u{1B}[7b", "──────\n──"), ("abc\r\u{1B}[4hX\u{1B}[4lY", "XYbc"), ("ab\r\u{1B}[?7l12345678", "123458"),
        // The cursor kept and brought back.
        ("ab\u{1B}7\u{1B}[3;3Hx\u{1B}8c", "abc\n\n  x"), ("ab\u{1B}[s\u{1B}[3;3Hx\u{1B}[uc", "abc\n\n  x"),
        ("ab\u{1B}[?1048h\u{1B}[3;3Hx\u{1B}[?1048lc", "abc\n\n  x"),
        // Lines drawn with letters.
        ("\u{1B}(0lqk\u{1B}(Bq", "┌─┐q"), ("\u{1B})0\u{0E}tqu\u{0F}q", "├─┤q"), ("\u{1B}(0j\u{1B}7\u{1B}(B\u{1B}8m", "┘└"),
        // Tabulators, and the modes of a line's end.
        ("a\tb", "a    b"), ("a\u{1B}[2G\u{1B}H\r\tX", "aX"), ("\u{1B}[3g\tX", "     X"), ("\u{1B}[20h1\n2", "1\n2"),
        ("abcdef\r\nx", "abcdef\nx"), ("abcde深", "abcde\n深"), ("abcdef\u{301}x", "abcdef\u{301}\nx"),
        // Resets.
        ("abc\u{1B}cd", "d"), ("\u{1B}[2;2r\u{1B}[?6h\u{1B}[4h\u{1B}[!pab\u{1B}[1;1Hz", "z\nab"), ("\u{1B}[?1049hx\u{1B}cy", "y"),
        ("\u{1B}#8\u{1B}[2;1H\u{1B}[K", "EEEEEE\n\nEEEEEE"),
        // What is broken off, too long, or unknown.
        ("a\u{1B}[3\u{18}b", "ab"), ("a\u{1B}[1\u{1B}[1;3Hb", "a b"), ("a\u{1B}Pq#0!9~\u{1B}\\b", "ab"), ("a\u{1B}_Gdata\u{1B}\\b", "ab"),
        ("a\u{1B}[>4;2mb\u{1B}[=1c\u{1B}[6nc\u{1B}[14t", "abc"), ("\u{1B}[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19Hx", " x"),
        ("a\u{1B}[b\u{1B}[999999999999999999Cz", "aa   z"), ("a\u{1B}]8;;https://a.b\u{7}b\u{1B}]8;;\u{7}", "ab"),
    ])
    func controlsDoWhatTheStandardSays(text: String, wanted: String) {
        let screen = TerminalScreen(width: 6, height: 3)
        // In pieces, as a recording may break anywhere.
        for byte in text.utf8 { screen.write([byte]) }
        #expect(Self.lines(screen) == wanted)
        let whole = TerminalScreen(width: 6, height: 3)
        whole.write(text)
        #expect(whole.canvas == screen.canvas)
    }

    @Test func stylesAreNumbered() {
        func style(_ codes: String) -> Style {
            let screen = TerminalScreen(width: 2, height: 1)
            screen.write("\u{1B}[\(codes)mx")
            return screen.canvas[0, 0].style
        }
        #expect(style("1;3;4") == Style(.default, on: .default, [.bold, .italic, .underline]))
        #expect(style("1;2;22;7;27;4;24;3;23") == .plain)
        #expect(style("2") == Style().dim && style("2;1") == Style().dim.bold && style("2;0") == .plain && style("11;15") == .plain)
        #expect(style("31;44") == Style(Palette.color(at: 1), on: Palette.color(at: 4)))
        #expect(style("91;107") == Style(Palette.color(at: 9), on: Palette.color(at: 15)))
        #expect(style("38;5;208;48;2;1;2;3") == Style(Palette.color(at: 208), on: Color(1, 2, 3)))
        #expect(style("38;2;9;8;7;39;1") == Style().bold)
        #expect(style("31;0") == .plain && style("") == .plain)
        #expect(style("38;5;999;48;9") == Style(Palette.color(at: 255)))
        // With colons, with and without the number of a colour space; underlines of other forms and colours.
        #expect(style("38:5:208") == Style(Palette.color(at: 208)) && style("48:2:1:2:3") == Style(on: Color(1, 2, 3)))
        #expect(style("38:2::9:8:7;1") == Style(Color(9, 8, 7)).bold)
        #expect(style("4:3") == Style().underline && style("4:3;4:0") == .plain && style("21") == Style().underline)
        #expect(style("58;5;1") == .plain && style("58:2::1:2:3;3") == Style().italic)
        // libvterm 0.1 falls over more than sixteen.
        #expect(style(String(repeating: "1;", count: 30) + "3") == Style().bold.italic)
    }

    @Test func styleIsKeptWithTheCursor() {
        let screen = TerminalScreen(width: 4, height: 1)
        screen.write("\u{1B}[2m\u{1B}7\u{1B}[22;31ma\u{1B}8b\u{1B}[22mc")
        #expect((0..<3).map { screen.canvas[$0, 0].style } == [Style().dim, .plain, .plain])
        #expect(screen.canvas.text == "bc")
    }

    @Test func hiddenAndStruckTextShows() {
        let screen = TerminalScreen(width: 6, height: 1)
        screen.write("\u{1B}[8mab\u{1B}[28mc\u{1B}[9md\u{1B}[29me")
        #expect(screen.canvas.text == "  cd\u{336}e")
    }

    /// Where libvterm's table of widths is another than ours, the rest of the row stands where it should all the same.
    @Test func charactersAreAsWideAsWeDrawThem() {
        let screen = TerminalScreen(width: 6, height: 1)
        for value in [
            0xA0..<0x3400, 0x4DB0..<0x4E20, 0xA000..<0xAC10, 0xD7A0..<0xD7FF, 0xE000..<0xE100, 0xF8F0..<0xFFFE, 0x1_6FE0..<0x1_7010,
            0x1_F000..<0x1_FB00, 0x2_FFF0..<0x3_0010, 0xF_0000..<0xF_0010,
        ].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)), let columns = CharacterWidth.columns(of: scalar), columns > 0 else { continue }
            screen.write("\u{1B}[2K\r" + String(Character(scalar)) + "x")
            let canvas = screen.canvas
            guard canvas[0, 0].scalar == scalar, canvas[columns, 0].scalar == "x" else {
                Issue.record("U+\(String(value, radix: 16)): \(canvas.text)")
                continue
            }
        }
    }

    @Test func marksAreCountedBeforeTheyAreKept() {
        let screen = TerminalScreen(width: 8, height: 2)
        screen.write("a" + String(repeating: "\u{301}", count: 100_000) + "b")
        #expect(screen.canvas.text == "a\u{301}\u{301}b\n")
        screen.write("\u{1B}[H\u{1B}[" + String(repeating: "\u{301}", count: 10_000) + "c")
        #expect(screen.canvas[0, 0].scalar == "c")
    }

    @Test func theCursorIsWhereTheNextCharacterGoes() {
        let screen = TerminalScreen(width: 4, height: 2)
        screen.write("ab")
        #expect(screen.cursor.map { [$0.x, $0.y] } == [2, 0])
        screen.write("\u{1B}[?25l")
        #expect(screen.cursor == nil)
        screen.write("\u{1B}[!p")
        #expect(screen.cursor.map { [$0.x, $0.y] } == [2, 0])
    }

    @Test func anotherSizeKeepsWhatFits() {
        let screen = TerminalScreen(width: 6, height: 4)
        screen.write("abcdef\r\n2\u{1B}[3;4r\u{1B}[4;6H\u{1B}7")
        screen.resize(width: 3, height: 2)
        // The region and the place that was kept are outside now.
        screen.write("\u{1B}8\n\n\u{1B}[L\u{1B}[4hx")
        #expect(screen.canvas.width == 3 && screen.canvas.height == 2)
        screen.write("\u{1B}c1\r\n2\r\n3")
        #expect(screen.canvas.text == "2\n3")
        screen.resize(width: 5, height: 3)
        #expect(screen.canvas.text == "2\n3\n")
        screen.resize(width: 0, height: 0)
        screen.write("abc\u{1B}[2J\u{1B}[5;5Hx深")
        #expect(screen.canvas.cells.isEmpty && screen.cursor == nil)
        screen.resize(width: 1, height: 1)
        screen.write("\u{1B}c深")
        #expect(screen.canvas.cells.count == 1)
        screen.resize(width: 1_000_000, height: -3)
        #expect(screen.width == TerminalScreen.longestSide && screen.height == 0)
    }
}
