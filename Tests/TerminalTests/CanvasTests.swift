import Terminal
import TestSupport
import Testing

@Suite struct CanvasTests {
    @Test func putsTextAndReturnsItsEnd() {
        var canvas = Canvas(width: 8, height: 2)
        #expect(canvas.put("ab", at: 1, 0) == 3)
        #expect(canvas.put("深a", at: 0, 1) == 3)
        #expect(canvas.text == " ab\n深a")
        #expect(canvas[1, 1].isContinuation)
        #expect(canvas[0, 1].text == "深")
    }

    @Test func combiningMarksJoinTheirLetter() {
        var canvas = Canvas(width: 4, height: 1)
        #expect(canvas.put("e\u{301}x", at: 0, 0) == 2)
        #expect(canvas[0, 0].text == "e\u{301}")
        canvas.put("A\u{2081}\u{0302}\u{0304}\u{0305}", at: 2, 0)
        #expect(canvas[3, 0].text == "₁\u{302}\u{304}")
    }

    @Test func controlsNeverReachTheScreen() {
        var canvas = Canvas(width: 6, height: 1)
        canvas.put("a\u{1B}[\u{202E}\tb", at: 0, 0)
        #expect(canvas.text == "a\u{FFFD}[\u{FFFD} b")
        canvas.put("❤\u{FE0F}\u{200D}x", at: 0, 0)
        #expect(canvas[0, 0].text == "❤" && canvas[1, 0].text == "x")
    }

    @Test func wideCharactersAreWholeOrGone() {
        var canvas = Canvas(width: 4, height: 1)
        canvas.put("深層", at: 0, 0)
        canvas.put("x", at: 1, 0)
        #expect(canvas.text == " x層")
        canvas.put("y", at: 2, 0)
        #expect(canvas.text == " xy")
        canvas.put("深", at: 3, 0)
        #expect(canvas.text == " xy")
        // Its left half clipped, its right half is blank.
        canvas.put("z", at: 0, 0)
        canvas.put("深", at: -1, 0)
        #expect(canvas.text == " xy")
    }

    @Test func backgroundsStayUnderText() {
        var canvas = Canvas(width: 3, height: 1)
        let ground = Color(hex: 0x123456)
        canvas.fill(canvas.bounds, background: ground)
        canvas.put("a", at: 0, 0, Style(Color(hex: 0xFFFFFF)))
        canvas.put("b", at: 1, 0, Style(on: Color(hex: 0x654321)))
        #expect(canvas[0, 0].style == Style(Color(hex: 0xFFFFFF), on: ground))
        #expect(canvas[1, 0].style.background == Color(hex: 0x654321))
    }

    @Test func linesJoinWhereTheyMeet() {
        var canvas = Canvas(width: 5, height: 3)
        canvas.box(canvas.bounds, corners: .square)
        canvas.verticalLine(at: 2, 1, length: 1)
        canvas.horizontalLine(at: 1, 1, length: 3)
        #expect(canvas.text == "┌───┐\n│─┼─│\n└───┘")
        var path = Canvas(width: 4, height: 3)
        path.path([(0, 0), (2, 0), (2, 2), (3, 2)])
        #expect(path.text == "╶─┐\n  │\n  └╴")
    }

    @Test func sizesAreLimited() {
        #expect(Canvas(width: -4, height: 3).cells.isEmpty)
        #expect(Canvas(width: .max, height: 1).width == 4_096)
        #expect(Canvas(width: 2, height: 1, filling: Glyph("深")).text == "")
    }

    @Test func truncatesPadsAndWraps() {
        #expect("abcdef".truncated(to: 4) == "abc…")
        #expect("深層".truncated(to: 3) == "深…")
        #expect("深層".truncated(to: 4) == "深層")
        #expect("abc".truncated(to: 0) == "")
        #expect("ab".padded(to: 4, alignedRight: true) == "  ab")
        #expect("深".padded(to: 4) == "深  ")
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("abcdefgh".wrapped(to: 3) == ["abc", "def", "gh"])
        #expect("a\n\nb".wrapped(to: 3) == ["a", "", "b"])
        #expect("a".wrapped(to: 0) == [])
        #expect("深深".wrapped(to: 1) == ["深深"])
    }

    /// Random drawing at random, also absurd, places: nothing outside the clip changes, wide characters stay whole.
    @Test func clippingHoldsForAnyDrawing() {
        var random = SeededGenerator(seed: 5)
        let texts = ["abc", "深層学習", "e\u{301}\u{302}", "\u{301}", "x深y\u{1B}", "─│", "🙂🙂"]
        func coordinate() -> Int {
            Int.random(in: 0...20, using: &random) == 0
                ? [Int.min, .max, -1_000_001].randomElement(using: &random) ?? 0
                : .random(in: -6...26, using: &random)
        }
        var canvas = Canvas(width: 20, height: 6)
        for _ in 0..<4_000 {
            let clip = Rect(
                x: coordinate(), y: coordinate(), width: .random(in: -1...20, using: &random),
                height: .random(in: -1...8, using: &random))
            let before = canvas
            let style = Style(Color(hex: .random(in: 0...0xFFFFFF, using: &random)))
            let (x, y, text) = (coordinate(), coordinate(), texts.randomElement(using: &random) ?? "")
            let kind = Int.random(in: 0..<6, using: &random)
            let size = Rect(x: x, y: y, width: coordinate(), height: coordinate())
            canvas.clipped(to: clip) { canvas in
                switch kind {
                case 0: canvas.put(text, at: x, y, style)
                case 1: canvas.put(text, endingAt: x, y, style)
                case 2: canvas.fill(size, with: Glyph("深", style))
                case 3: canvas.box(size, style)
                case 4: canvas[x, y] = Glyph("深", style)
                default: canvas.horizontalLine(at: x, y, length: size.width, style)
                }
            }
            for row in 0..<6 {
                for column in 0..<20 {
                    let cell = canvas[column, row]
                    if cell.isWide { #expect(canvas[column + 1, row].isContinuation) }
                    if cell.isContinuation { #expect(column > 0 && canvas[column - 1, row].isWide) }
                    // A wide character across the edge of the clip loses its outer half: it may become blank.
                    if !clip.contains(x: column, y: row), cell != before[column, row] {
                        #expect(before[column, row].isWide || before[column, row].isContinuation)
                        #expect(cell.text == " ")
                    }
                }
            }
        }
    }

    @Test func widthsOfScriptsAreRight() {
        #expect(CharacterWidth.columns(of: "σ₁ × 10⁻³") == 9)
        #expect(CharacterWidth.columns(of: "深層") == 4)
        #expect(CharacterWidth.columns(of: "한글") == 4)
        #expect(CharacterWidth.columns(of: "🙂") == 2)
        #expect(CharacterWidth.columns(of: "━●▏⣿→") == 5)
        #expect(CharacterWidth.columns(of: "e\u{301}") == 1)
        #expect(CharacterWidth.columns(of: Unicode.Scalar(0x1B)) == nil)
    }

    /// Whatever a view hands it: names and figures come from anywhere.
    @Test func nothingThatATerminalObeysReachesIt() {
        var canvas = Canvas(width: 40, height: 1)
        canvas.put("\u{1B}]0;x\u{7}\u{9B}2J\u{7F}\u{202E}a\u{2028}b\u{FEFF}c", at: 0, 0)
        #expect(canvas.text == "\u{FFFD}]0;x\u{FFFD}\u{FFFD}2J\u{FFFD}\u{FFFD}a\u{FFFD}bc")
        #expect(!canvas.ansi().unicodeScalars.contains { CharacterWidth.columns(of: $0) == nil && $0 != "\u{1B}" })
        canvas[0, 0] = Glyph("\u{1B}")
        #expect(canvas[0, 0].text == "\u{FFFD}")
    }

    @Test(.timeLimit(.minutes(1)))
    func marksWithoutEndAreTwo() {
        let name = "e" + String(repeating: "\u{301}", count: 1_000_000) + "x"
        var canvas = Canvas(width: 10, height: 1)
        canvas.put(name, at: 0, 0)
        #expect(canvas.text == "e\u{301}\u{301}x")
        for _ in 0..<1_000 { #expect(name.truncated(to: 8).unicodeScalars.count < 10) }
        #expect(String(repeating: "x", count: 50_000_000).truncated(to: 8) == "xxxxxxx…")
        #expect("深深深".truncated(to: 5) == "深深…" && "深深深".truncated(to: 6) == "深深深" && "ab".truncated(to: 2) == "ab")
    }
}
