import Terminal
import Testing

/// What compares screens lets the last digit go, and nothing else.
@Suite struct ScreenDifferenceTests {
    @Test(arguments: [
        ("x̃ 1.2345 p 99.9", "x̃ 1.2346 p 99.8"), ("−0.0312", "−0.0311"), ("a ▃▄ ▌ b", "a ▄▄ ▋ b"), ("step 32/48", "step 32/48"),
    ])
    func lastDigitsMayDiffer(old: String, new: String) {
        #expect(ScreenDifference.of(old + "\n", new + "\n") == nil)
        #expect(ScreenDifference.of(new + "\n", old + "\n") == nil)
    }

    @Test(arguments: [
        ("1.2345", "1.2347"), ("1.2345", "−1.2345"), ("1.2345", "1.234"), ("1.2345", "11.2345"), ("step 32/48", "step 33/48"),
        ("63%", "64%"), ("▃", "▅"), ("▁", " "), ("a b", "a  b"), ("[█]", " █ "), ("pool", "skip"), ("a\nb", "a"), ("1.5 x", "1.5 y"),
    ])
    func nothingElseMay(old: String, new: String) {
        #expect(ScreenDifference.of(old + "\n", new + "\n") != nil)
        #expect(ScreenDifference.of(new + "\n", old + "\n") != nil)
    }

    @Test func shadesMayDifferByOne() {
        func screen(_ style: Style, _ text: String = "p 1.25") -> String {
            var canvas = Canvas(width: 8, height: 2)
            canvas.put(text, at: 1, 1, style)
            return canvas.ansi() + "\n"
        }
        let kept = screen(Style(Color(100, 120, 140), on: Color(10, 20, 30)))
        #expect(ScreenDifference.ofStyled(kept, kept) == nil)
        #expect(ScreenDifference.ofStyled(kept, screen(Style(Color(101, 119, 140), on: Color(10, 20, 31)), "p 1.24")) == nil)
        #expect(ScreenDifference.ofStyled(kept, screen(Style(Color(102, 120, 140), on: Color(10, 20, 30)))) != nil)
        #expect(ScreenDifference.ofStyled(kept, screen(Style(Color(100, 120, 140), on: Color(10, 20, 32)))) != nil)
        #expect(ScreenDifference.ofStyled(kept, screen(Style(Color(100, 120, 140)))) != nil)
        #expect(ScreenDifference.ofStyled(kept, screen(Style(Color(100, 120, 140), on: Color(10, 20, 30)).bold)) != nil)
        #expect(ScreenDifference.ofStyled(kept, screen(Style(Color(100, 120, 140), on: Color(10, 20, 30)), "q 1.25")) != nil)
    }
}
