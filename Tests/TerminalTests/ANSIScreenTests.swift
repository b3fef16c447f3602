import Terminal
import Testing

@Suite struct ANSIScreenTests {
    @Test func updatesAreReadBackWhole() {
        var random = SeededGenerator(seed: 9)
        var screen = ANSIScreen(width: 18, height: 6)
        var before: Canvas?
        for _ in 0..<200 {
            var canvas = before ?? Canvas(width: 18, height: 6)
            for _ in 0..<5 {
                let text = ["word", "深い", "─╮", "e\u{301}x", "   "].randomElement(using: &random) ?? ""
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

    /// Each against what ECMA-48 says of it.
    @Test(arguments: [
        ("abc\u{1B}[2;2Hx", "abc\n x"), ("ab\u{1B}[Hx", "xb"), ("abc\u{1B}[2DX\r\nn", "aXc\nn"),
        ("abc\u{1B}[1;2H\u{1B}[K", "a"), ("abc\u{1B}[1;2H\u{1B}[1K", "  c"), ("abc\ndef\u{1B}[2J", ""),
        ("a\u{1B}[Bb\u{1B}[Ac\u{1B}[2Cd", "a c  d\n b"), ("a\u{1B}]0;title\u{07}b\u{1B}(Bc", "abc"),
        ("a\u{1B}]52;c;AAAA\u{1B}\\b", "ab"), ("\u{1B}[?25lx\u{1B}[?2026h", "x"), ("\u{1B}[3;4fz\u{1B}[2G\u{1B}[1dy", " y\n\n   z"),
        ("12345678", "123456\n78"), ("a\u{08}b\u{07}", "b"), ("\u{1B}[999;999Hq", "\n\n     q"), ("\u{1B}[;Hk", "k"),
    ])
    func controlsDoWhatTheStandardSays(text: String, wanted: String) {
        var screen = ANSIScreen(width: 6, height: 3)
        // In pieces, as a recording may break anywhere.
        for scalar in text.unicodeScalars { screen.write(String(Character(scalar))) }
        var lines = screen.canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last == "", lines.count > 1 { lines.removeLast() }
        #expect(lines.joined(separator: "\n") == wanted)
    }

    @Test func stylesAreNumbered() {
        func style(_ codes: String) -> Style {
            var screen = ANSIScreen(width: 2, height: 1)
            screen.write("\u{1B}[\(codes)mx")
            return screen.canvas[0, 0].style
        }
        #expect(style("1;3;4") == Style(.default, on: .default, [.bold, .italic, .underline]))
        #expect(style("1;2;22;7;27;4;24;3;23") == .plain)
        #expect(style("31;44") == Style(Palette.color(at: 1), on: Palette.color(at: 4)))
        #expect(style("91;107") == Style(Palette.color(at: 9), on: Palette.color(at: 15)))
        #expect(style("38;5;208;48;2;1;2;3") == Style(Palette.color(at: 208), on: Color(1, 2, 3)))
        #expect(style("38;2;9;8;7;39;1") == Style().bold)
        #expect(style("31;0") == .plain && style("") == .plain)
        #expect(style("38;5;999;48;9") == Style(Palette.color(at: 255)))
    }

    @Test func anythingMayComeIn() {
        var random = SeededGenerator(seed: 4)
        var screen = ANSIScreen(width: 7, height: 3)
        let parts = ["\u{1B}", "[", "]", "m", "H", "J", "K", ";", "99999999999999999999", "-1", "x", "深", "\u{301}", "\n", "\t", "P", "\u{9B}", "2"]
        for _ in 0..<20_000 { screen.write(parts.randomElement(using: &random) ?? "") }
        #expect(screen.canvas.width == 7 && screen.canvas.height == 3)
        screen.resize(width: 0, height: 0)
        screen.write("abc\u{1B}[2J\u{1B}[5;5Hx")
        #expect(screen.canvas.cells.isEmpty)
    }
}
