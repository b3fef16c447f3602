import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct MotionTests {
    /// Seconds at which the position changed while playing, at 30 ticks a second.
    private func changes(_ harness: inout Harness, seconds: Double) -> [(at: Double, position: Int)] {
        var changes: [(Double, Int)] = []
        for tick in 0...Int(seconds * 30) {
            let before = harness.state.position
            harness.send(.tick(Double(tick) / 30))
            if harness.state.position != before { changes.append((Double(tick) / 30, harness.state.position)) }
        }
        return changes
    }

    @Test func reducedMotionChangesTheScreenTwiceASecondAtMost() throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 48))
        try harness.type("M")
        #expect(harness.state.reducesMotion)
        let calm = changes(&harness, seconds: 4)
        #expect(zip(calm, calm.dropFirst()).allSatisfy { $1.at - $0.at >= 0.5 - 1e-9 })
        #expect((6...9).contains(calm.count))
        // The run takes no longer for it: eight steps a second.
        let last = try #require(calm.last)
        #expect(abs(Double(last.position) - 8 * last.at) <= 2)
    }

    @Test func fullMotionShowsEveryStep() throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 48))
        try harness.type("MM")
        #expect(!harness.state.reducesMotion)
        let steps = changes(&harness, seconds: 4).map(\.position)
        #expect(steps == Array(1...steps.count) && steps.count > 28)
    }

    /// A step by hand is answered at once, whatever the motion.
    @Test func stepsByHandAreNotHeldBack() throws {
        var harness = try Harness.ready()
        try harness.type("M.....")
        #expect(harness.state.position == 5)
    }

    @Test func nothingGlowsWithReducedMotion() throws {
        var harness = try Harness.ready(Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact)
        var calm = harness
        try calm.type("M")
        // The message about it goes by itself.
        for time in [0, 10.0] {
            harness.send(.tick(time))
            calm.send(.tick(time))
        }
        try harness.press(.home)
        try calm.press(.home)
        var differing = 0
        for step in 0..<24 {
            try harness.type(".")
            try calm.type(".")
            calm.send(.tick(10 + Double(step)))
            harness.send(.tick(10 + Double(step)))
            let (lively, still) = (render(harness.state), render(calm.state))
            #expect(lively.text == still.text)
            if lively != still { differing += 1 }
        }
        #expect(differing > 4)
    }
}
