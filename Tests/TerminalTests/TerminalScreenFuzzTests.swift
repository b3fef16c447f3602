import Terminal
import TestSupport
import Testing

/// Whatever is written to it, a screen stands, takes little time, and can be brought back to where it was.
@Suite struct TerminalScreenFuzzTests {
    private static let parts: [String] = [
        "\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}(0", "\u{1B}7", "\u{1B}8", "\u{1B}c", "\u{1B}M", "\u{1B}[?1049h", "\u{1B}[?1049l",
        "\u{1B}[?69h", "\u{1B}[2;4r", "\u{1B}[2;3s", "\u{1B}[?6h", "\u{1B}[4h", "\u{1B}[20h", "\u{1B}#6", "\u{1B}#8", "\u{1B}[9999b", "\u{1B}[!p",
        "\u{1B}[3;3H", "\u{1B}[99L", "\u{1B}[99M", "\u{1B}[99@", "\u{1B}[99P", "\u{1B}[99X", "\u{1B}[99I", "\u{1B}[99Z", "\u{1B}[99S", "\u{1B}[99T",
        ";", ":", "?", "!", "0", "1", "38", "99999999999999999999", "-1", "m", "H", "J", "K", "r", "h", "l", "b", "x", "深", "\u{301}",
        "\u{1F7E2}", "\n", "\r", "\t", "\u{08}", "\u{0E}", "\u{18}", "\u{9B}",
    ]

    private static func input(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < 200 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.append(.random(in: 0...255, using: &random))
            // A character that is cut in the middle.
            case 1: bytes += Array("深🟢é".utf8).prefix(.random(in: 1...9, using: &random))
            default: bytes += Array((parts.randomElement(using: &random) ?? "").utf8)
            }
        }
        return bytes
    }

    @Test func anythingMayComeInCutAnywhere() {
        var random = SeededGenerator(seed: 4)
        let end = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < end {
            let (width, height) = (Int.random(in: 0...12, using: &random), Int.random(in: 0...6, using: &random))
            let whole = TerminalScreen(width: width, height: height)
            let cut = TerminalScreen(width: width, height: height)
            for _ in 0..<8 {
                let bytes = Self.input(&random)
                whole.write(bytes[...])
                for byte in bytes { cut.write([byte]) }
                #expect(whole.canvas.text == cut.canvas.text && whole.canvas == cut.canvas, "\(bytes)")
                let sides = (Int.random(in: 0...14, using: &random), Int.random(in: 0...8, using: &random))
                if Bool.random(using: &random) {
                    whole.resize(width: sides.0, height: sides.1)
                    cut.resize(width: sides.0, height: sides.1)
                }
            }
            #expect(whole.canvas.cells.count == whole.width * whole.height)
        }
    }

    @Test func aScreenComesBackAsItWas() {
        var random = SeededGenerator(seed: 7)
        let end = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < end {
            let screen = TerminalScreen(width: 9, height: 4)
            screen.write(Self.input(&random)[...])
            let snapshot = screen.snapshot()
            let before = screen.canvas
            let next = (0..<3).map { _ in Self.input(&random) }
            func goOn() -> Canvas {
                for bytes in next {
                    screen.write(bytes[...])
                    screen.resize(width: 5 + bytes.count % 7, height: 1 + bytes.count % 5)
                }
                return screen.canvas
            }
            let after = goOn()
            screen.restore(snapshot)
            #expect(screen.canvas == before)
            #expect(goOn() == after)
            screen.restore(snapshot)
            #expect(screen.canvas == before)
        }
    }
}
