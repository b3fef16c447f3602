import Diffusion
import Explorer
import Terminal
import TestSupport
import Testing

/// Lines at random, of words that mean something and of words that do not.
@Suite struct RandomPromptTests {
    private static let words =
        CommandTable.entries.map(\.name) + RandomRuns.properties
        + Sampler.all.map(\.name) + [
            "vp", "none", "langevin", "max", "end", "all", "exact", "published", "estimate", "0.8..0.2", "1", "-3", "0.5",
            "99999999999999999999", "1e400", "-", "", "é", "\u{202E}", "👩‍👩‍👧", "dnag", "generate", "--steps", "--guide", "cifar10_test=1", "--=", "--", "'", "\\", "#",
        ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func nothingBreaks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = try Harness.ready(settings: RunSettings(seed: seed, schedule: .fixed, steps: 6), width: 80, height: 24)
        let keys: [Key] = [
            .tab, .backtab, .up, .down, .left, .right, .home, .end, .backspace, .delete, .ctrl("w"), .ctrl("u"), .ctrl("k"), .ctrl("a"),
            .ctrl("e"), .enter, .enter, .char(" "), .char("x"), .char("\u{301}"), .function(2),
        ]
        let sizes = [(80, 24), (120, 36), (160, 48), (60, 18), (59, 17), (0, 0), (61, 100)]
        for round in 0..<1_500 {
            if case .prompt = harness.state.overlay {
            } else {
                harness.send(.input(.key(.escape)))
                harness.send(.input(.key(.char(Bool.random(using: &random) ? ":" : "="))))
            }
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                for character in Self.words[Int.random(in: 0..<Self.words.count, using: &random)] + " " {
                    harness.send(.input(.key(.char(character))))
                }
            case 5: harness.send(.input(.paste(Self.words.shuffled(using: &random).prefix(8).joined(separator: " "))))
            case 6:
                let x = Int.random(in: -1...harness.state.width, using: &random), y = Int.random(in: -1...harness.state.height, using: &random)
                harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
            default: harness.send(.input(.key(keys[Int.random(in: 0..<keys.count, using: &random)])))
            }
            if round % 50 == 0 {
                let size = sizes[Int.random(in: 0..<sizes.count, using: &random)]
                harness.send(.input(.resize(width: size.0, height: size.1)))
            }
            if harness.state.branch?.settings.steps ?? 0 > 200 { harness.send(.input(.resize(width: 80, height: 24))) }
            harness.pending = []
            let canvas = render(harness.state)
            #expect(canvas.width == harness.state.width && canvas.height == harness.state.height)
            if case .prompt(let prompt) = harness.state.overlay {
                #expect((0...prompt.text.count).contains(prompt.cursor))
                if let range = prompt.fault?.range { #expect(range.upperBound <= prompt.text.count && range.lowerBound >= 0) }
            }
            // Whatever is running could be asked of the command line too.
            if let settings = harness.state.branch?.settings { #expect(settings.fault() == nil) }
        }
    }
}
