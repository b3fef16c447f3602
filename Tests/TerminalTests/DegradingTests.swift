import Terminal
import TestSupport
import Testing

@Suite struct DegradingTests {
    @Test func keepsEveryColumnAndUsesOnlyASCII() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var canvas = Canvas(width: 30, height: 2)
            for _ in 0..<30 {
                let scalar = Unicode.Scalar(UInt32.random(in: 0x20...0x4FFF, using: &random)) ?? " "
                canvas[.random(in: 0..<30, using: &random), .random(in: 0..<2, using: &random)] = Glyph(scalar)
            }
            let plain = canvas.degraded(to: .ascii)
            for (before, after) in zip(canvas.cells, plain.cells) {
                #expect(after.text.utf8.count == 1 && after.text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
                // A sign of two characters brings its own ink.
                #expect(after.style.background == before.style.background)
            }
            #expect(canvas.degraded(to: .unicode) == canvas)
        }
    }

    @Test(arguments: [
        ("σ₁ γ=−1.5 x²", "s1 g=-1.5 x2"), ("┌─┬╮", "+-++"), ("│ ╰┘", "| ++"), ("→←↑↓", "><^v"),
        ("━●─┄", "=*-."), ("深a", "? a"), ("⣿⠁⢀", "#'."), ("█░▒▓", "#.:%"), ("é…—·", "e~-."), ("≤≥≈", "<>~="), ("93.1 ±0.5", "93.1+-0.5"), ("x ± sd", "x +-sd"), ("≥ 3", ">=3"),
        ("x≤ 3", "x<=3"), ("≠none", "!none"), ("a±b", "a~b"), ("½x ŷ", "hx y"),
    ])
    func saysTheSameInASCII(text: String, ascii: String) {
        var canvas = Canvas(width: 20, height: 1)
        canvas.put(text, at: 0, 0)
        #expect(canvas.degraded(to: .ascii).text == ascii)
    }
}
