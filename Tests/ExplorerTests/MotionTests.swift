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
            calm.send(.tick(10 + Double(step)))
            harness.send(.tick(10 + Double(step)))
            try harness.type(".")
            try calm.type(".")
            let (lively, still) = (render(harness.state), render(calm.state))
            #expect(lively.text == still.text)
            if lively != still { differing += 1 }
        }
        #expect(differing > 4)
    }

    /// After a step that changed a choice and at rest: brighter at first, as everything else within 0.6 s, and then nothing moves.
    @Test func whatChangedFadesByTime() throws {
        var harness = try Harness.ready(Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact)
        try harness.press(.home)
        harness.send(.tick(10))
        #expect(!harness.state.isGlowing)
        var glowing = 0
        for step in 1..<24 {
            let time = 10 + Double(step) * 10
            harness.send(.tick(time))
            try harness.type(".")
            let changes = try harness.types(step) != harness.types(step - 1)
            #expect(harness.state.isGlowing == changes)
            guard changes else { continue }
            glowing += 1
            var frames = [render(harness.state)]
            for tick in 1...20 {
                harness.send(.tick(time + Double(tick) / 30))
                frames.append(render(harness.state))
            }
            #expect(harness.state.position == step)
            #expect(frames[0] != frames[20] && Set(frames).count == 7 && Set(frames.map(\.text)).count == 1)
            #expect(frames[19] == frames[20] && !harness.state.isGlowing)
        }
        #expect(glowing > 4)
        // Of steps taken in one moment only the last one's choices glow.
        harness.send(.tick(1000))
        try harness.press(.home)
        harness.send(.tick(1010))
        try harness.type("............")
        #expect(try harness.state.isGlowing == (harness.types(12) != harness.types(11)))
        // Another page shows nothing of it, and another run is not a change of this one.
        try harness.type("p")
        #expect(!harness.state.isGlowing)
        try harness.type("1R")
        #expect(!harness.state.isGlowing)
    }
}

extension Harness {
    /// The type chosen for each node at a position.
    fileprivate func types(_ position: Int) throws -> [Int] { try #require(state.branch?.snapshot(at: position)).decoded.types }
}
