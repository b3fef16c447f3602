import Diffusion
import Explorer
import Testing

/// What is left to the models follows what is steered, and a session keeps it.
@Suite struct OpenSettingsTests {
    private func open() throws -> Harness {
        try Harness.ready(settings: RunSettings(seed: 7, sampler: .auto, schedule: .fixed, steps: 8, guidance: Guidance(method: .auto)))
    }

    private func method(_ harness: Harness) -> GuidanceMethod? { harness.state.branch?.settings.guidance.method }

    @Test func theMethodFollowsTheSliders() throws {
        var harness = try open()
        #expect(method(harness) == .gradient && harness.state.branch?.settings.sampler == .ancestral)
        try harness.press(.right)
        #expect(method(harness) == .conditioned)
        // The network knows nothing of the latency.
        try harness.press(.down, .right)
        #expect(method(harness) == .gradient)
        try harness.press(.left)
        #expect(method(harness) == .conditioned)
        #expect(harness.state.open == OpenSettings(method: true, sampler: true))
    }

    @Test func theSamplerFollowsTheDenoiser() throws {
        var harness = try open()
        try harness.type("d")
        #expect(harness.state.branch?.denoiser == .exact && harness.state.branch?.settings.sampler == .joint)
        try harness.press(.right)
        #expect(method(harness) == .prior && harness.state.branch?.settings.sampler == .joint)
        while harness.state.branch?.denoiser != .learned { try harness.type("d") }
        #expect(harness.state.branch?.settings.sampler == .ancestral)
    }

    /// A sampler that was chosen stays as long as it can.
    @Test func aChosenSamplerGivesWayWhereItCannotBe() throws {
        var harness = try open()
        try harness.type("d:sampler joint")
        try harness.press(.enter)
        #expect(harness.state.branch?.settings.sampler == .joint && harness.state.open == OpenSettings(method: true, sampler: false))
        while harness.state.branch?.denoiser != .learned { try harness.type("d") }
        #expect(harness.state.branch?.settings.sampler == .ancestral)
        try harness.type(":sampler joint")
        try harness.press(.enter)
        guard case .prompt(let prompt) = harness.state.overlay else {
            Issue.record("a network's means were drawn from")
            return
        }
        #expect(prompt.fault?.description.contains("draws whole architectures") == true)
    }

    @Test func whatIsSaidStays() throws {
        var harness = try open()
        try harness.press(.right)
        try harness.type(":method gradient")
        try harness.press(.enter)
        #expect(method(harness) == .gradient && !harness.state.open.method)
        try harness.press(.right)
        #expect(method(harness) == .gradient)
        try harness.type(":method auto")
        try harness.press(.enter)
        #expect(method(harness) == .conditioned && harness.state.open.method)
    }

    @Test func aSessionKeepsIt() throws {
        var harness = try open()
        try harness.press(.right)
        try harness.type(":sampler heun")
        try harness.press(.enter)
        let session = try #require(harness.state.session)
        #expect(session.shown?.open == OpenSettings(method: true, sampler: false))
        let again = try SessionDocument(word: SessionDocument(session).word).session(from: "it")
        #expect(again.shown?.open == OpenSettings(method: true, sampler: false))
    }

    /// Beyond what the predicted variance bears the status line says so, and what other way there is.
    @Test func aGradientSaysHowFarItIsTrusted() throws {
        var harness = try Harness.ready(
            settings: RunSettings(seed: 7, schedule: .fixed, steps: 8, guidance: Guidance(tilts: ["cifar10_test": 50])), width: 160, height: 48)
        #expect(render(harness.state).text.contains("trusted to ±"))
        try harness.type("m")
        #expect(!render(harness.state).text.contains("trusted to ±"))
    }
}
