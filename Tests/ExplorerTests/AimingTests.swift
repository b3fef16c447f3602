import Diffusion
import Explorer
import Terminal
import Testing

/// Aims, places, units and windows: on the keys, and on the screen.
@Suite struct AimingTests {
    private func scale(_ harness: Harness, _ property: String) throws -> PropertyScale { try #require(harness.catalog[property]).scale }

    @Test func aTiltBecomesAnAimAndATiltAgain() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.right, .right, .right)
        let step = try #require(harness.state.branch?.step(at: 4)?.step)
        try harness.type("A")
        // What is predicted of the noisy state, as it is shown.
        let predicted = try scale(harness, "cifar10_test").value(at: step.onState[0].mean)
        let aim = try #require(harness.state.branch?.settings.guidance.aims["cifar10_test"])
        #expect(abs(aim.target - predicted) <= 0.005 && aim.strength == 8)
        #expect(harness.state.tilt("cifar10_test") == 0)
        #expect(render(harness.state).text.contains("→ \(aim.target.fixed(2)) %"))
        #expect(render(harness.state).text.contains("◎"))
        try harness.type(".")
        // The message about it lies over the place for a while.
        harness.send(.tick(10))
        #expect(render(harness.state).text.contains("guidance aims at \(aim.target.fixed(2)) % cifar10_test"))
        try harness.type("A")
        #expect(harness.state.branch?.settings.guidance.aims == [:])
        #expect(harness.state.tilt("cifar10_test") == 0.75)
    }

    @Test func anAimMovesByStandardScores() throws {
        var harness = try Harness.ready()
        try harness.type(":aim cifar10_test 50")
        try harness.press(.enter)
        let scale = try scale(harness, "cifar10_test")
        try harness.press(.right)
        let target = try #require(harness.state.branch?.settings.guidance.aims["cifar10_test"]).target
        #expect(abs(target - scale.value(at: scale.score(of: 50) + 0.25)) <= 0.005)
        for _ in 0..<20 { try harness.press(.pageUp) }
        let last = try #require(harness.state.branch?.settings.guidance.aims["cifar10_test"]).target
        #expect(abs(last - scale.value(at: 3)) <= 0.005)
        // An aim is removed as a tilt is.
        try harness.type("x")
        #expect(harness.state.notice?.text.contains("being steered by") ?? false)
        try harness.type("0")
        #expect(!harness.state.isSteered)
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func itsSliderFollowsTheMouse(width: Int, height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        try harness.type(":aim cifar10_test 50")
        try harness.press(.enter)
        let track = harness.state.layout.aimTrack, row = harness.state.layout.properties.y + 1
        #expect(track.width >= 5)
        let scale = try scale(harness, "cifar10_test")
        for (x, score) in [(track.x, -3.0), (track.right - 1, 3.0)] {
            harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: row))))
            let target = try #require(harness.state.branch?.settings.guidance.aims["cifar10_test"]).target
            #expect(abs(target - scale.value(at: score)) <= 0.005)
            // The mark is where the mouse was.
            #expect(Array(render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)[row])[x] == "◎")
        }
    }

    /// Parameters have a few dozen values only: each press comes to another of them.
    @Test func arrowsLeaveValuesThatManyCellsShare() throws {
        var harness = try Harness.ready(Synthetic.exact, denoiser: .exact)
        while harness.state.selectedProperty != "params_m" { try harness.press(.down) }
        try harness.type("...A")
        var targets: [Double] = []
        for key in [Key.right, .right, .right, .left, .left, .left] {
            targets.append(try #require(harness.state.branch?.settings.guidance.aims["params_m"]).target)
            try harness.press(key)
        }
        targets.append(try #require(harness.state.branch?.settings.guidance.aims["params_m"]).target)
        for (before, after) in zip(targets.prefix(3), targets.dropFirst()) { #expect(before < after) }
        for (before, after) in zip(targets.dropFirst(3), targets.dropFirst(4)) { #expect(before > after) }
    }

    @Test func theWindowGoesRoundAndIsMarked() throws {
        var harness = try Harness.ready()
        try harness.type("..")
        try harness.press(.right)
        var seen: [ClosedRange<Double>] = []
        for _ in 0..<4 {
            try harness.type("W")
            seen.append(try #require(harness.state.branch).settings.guidance.window)
            let timeline = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)[harness.state.layout.timeline.y]
            #expect(timeline.contains("[") == (seen.last != 0...1) && timeline.contains("]") == (seen.last != 0...1))
        }
        #expect(seen == [0.5...1, 0.2...0.8, 0...0.5, 0...1])
        try harness.type("W")
        #expect(render(harness.state).text.contains("window 1.0..0.5"))
        // The steps inside the brackets are those that guidance acted at, from the fork on.
        let branch = try #require(harness.state.branch)
        let steered = branch.steps.filter { $0.guidanceNorm > 0 }.map(\.index)
        #expect(steered == Array(2...(try #require(branch.settings.steeredSteps).upperBound)))
    }

    @Test func thePlaceIsSaid() throws {
        var harness = try Harness.ready(Synthetic.exact, denoiser: .exact)
        try harness.press(.right)
        try harness.type("P")
        #expect(harness.state.branch?.settings.guidance.place == .estimate)
        #expect(render(harness.state).text.contains("at Â₀"))
        try harness.type("P")
        #expect(harness.state.branch?.settings.guidance.place == .state)
    }

    @Test func slidersKeepTheirPlacesInTheOtherUnit() throws {
        var harness = try Harness.ready()
        try harness.press(.pageUp, .pageUp, .pageUp, .pageUp)
        try harness.type(":unit published")
        try harness.press(.enter)
        #expect(harness.state.tilt("cifar10_test") == 10_000)
        #expect(render(harness.state).text.contains("+10000") && render(harness.state).text.contains("published k"))
        try harness.press(.right)
        #expect(harness.state.tilt("cifar10_test") == 10_625)
        try harness.type(":gamma cifar10_test 12345.5")
        try harness.press(.enter)
        #expect(harness.state.tilt("cifar10_test") == 12_345.5)
        let line = ReproductionLine.command(try #require(harness.state.branch).settings, sample: 0, denoiser: .learned)
        #expect(line.contains("--guide cifar10_test=12345.5") && line.contains("--unit published"))
    }

    @Test func theDiffusionsTimeIsSaid() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        let step = try #require(harness.state.branch?.step(at: 4)?.step)
        #expect(render(harness.state).text.contains("t \(step.t.fixed(2))"))
        #expect(!render(harness.state).text.contains("α "))
        try harness.type("D.")
        let other = try #require(harness.state.branch?.step(at: 5)?.step)
        #expect(other.alpha < 1)
        // The message about it lies over the place for a while.
        harness.send(.tick(10))
        #expect(render(harness.state).text.contains("α \(other.alpha.fixed(3))   t \(other.t.fixed(2))"))
    }

    @Test func aPublishedNetworkIsOneOfTheDenoisers() throws {
        var harness = try Harness.ready(Synthetic.withPublished, settings: RunSettings(seed: 7, steps: 16))
        try harness.type("....dd")
        let branch = try #require(harness.state.branch)
        // Its own noise levels, so from the start.
        #expect(branch.denoiser == .published && branch.settings.schedule == NoiseSchedule(sigmaMax: 5, sigmaMin: 0.1))
        #expect(harness.state.position == 0 && branch.isComplete)
        #expect(harness.state.notice?.text == "denoiser: published; σ 5 → 0.1")
        let text = render(harness.state).text
        #expect(text.contains("published") && text.contains("from V") && text.contains("knows V alone"))
        try harness.press(.right)
        #expect(harness.state.branch?.settings.guidance.tilts == ["cifar10_test": 0.25])
        // A gradient through it there is not.
        try harness.type("P")
        #expect(harness.state.branch?.settings.guidance.place == .state)
        #expect(harness.state.notice?.text == "\(GuidanceError.notDifferentiable)")
        try harness.type("d")
        #expect(harness.state.branch?.denoiser == .learned && harness.state.branch?.settings.schedule == NoiseSchedule())
        // Levels that were asked for stay.
        try harness.type(":sigma-max 7")
        try harness.press(.enter)
        try harness.type(":denoiser published")
        try harness.press(.enter)
        #expect(harness.state.branch?.settings.schedule.sigmaMax == 7)
    }
}
