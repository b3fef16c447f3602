import Diffusion
import Testing

/// What is left open is chosen by what models can do.
@Suite struct AbilitiesTests {
    private let figures = TiltReach(.figures, properties: ["a", "b", "c"], takesAims: true)
    private let network = TiltReach(.network, properties: ["a", "b"], takesAims: false)

    private func settled(_ reaches: [TiltReach], _ guidance: Guidance, isPopulation: Bool = true, change: (inout RunSettings) -> Void = { _ in }) -> String {
        var settings = RunSettings(sampler: .auto, guidance: guidance)
        settings.guidance.method = .auto
        change(&settings)
        let abilities = Abilities(reaches: reaches, drawsArchitectures: false, hasPredictor: true)
        let settled = abilities.settled(settings, isPopulation: isPopulation)
        let actor = abilities.actor(for: settled.guidance).map { $0 == .figures ? " by figures" : " by a network" } ?? ""
        return "\(settled.guidance.method.rawValue)\(actor), \(settled.sampler.name)"
    }

    @Test func whatIsKnownIsConditioned() {
        #expect(settled([network, figures], Guidance(tilts: ["a": 4, "b": -4])) == "prior by figures, joint")
        #expect(settled([network], Guidance(tilts: ["a": 4, "b": -4])) == "conditioned by a network, sde-dpm-solver++")
        #expect(settled([network, figures], Guidance(tilts: ["a": 4, "c": 1])) == "prior by figures, joint")
        #expect(settled([network, figures], Guidance(tilts: ["a": 4], aims: ["b": Aim(target: 1)])) == "prior by figures, joint")
        #expect(settled([network], Guidance(aims: ["b": Aim(target: 1)])) == "gradient, sde-dpm-solver++")
        // What does not steer does not count.
        #expect(settled([network], Guidance(tilts: ["a": 1, "z": 0], aims: ["y": Aim(target: 1, strength: 0)])) == "conditioned by a network, sde-dpm-solver++")
    }

    @Test func whatIsNotIsBentAsFarAsThatIsRightAndWeighedBeyond() {
        #expect(settled([], Guidance(tilts: ["z": 2])) == "gradient, sde-dpm-solver++")
        #expect(settled([], Guidance(tilts: ["z": -2.25])) == "twisted, ancestral")
        #expect(settled([], Guidance(tilts: ["z": 1.5, "a": 1.5])) == "twisted, ancestral")
        #expect(settled([], Guidance(tilts: ["z": 1.25], order: .first)) == "twisted, ancestral")
        #expect(settled([], Guidance(tilts: ["z": 8]), isPopulation: false) == "gradient, sde-dpm-solver++")
        #expect(settled([], Guidance(tilts: ["z": 8])) { $0.sampler = .heun } == "gradient, heun")
        #expect(settled([], Guidance(tilts: ["z": 8])) { $0.corrector = Corrector() } == "gradient, sde-dpm-solver++")
        #expect(settled([figures], Guidance(tilts: ["a": 10_000], unit: .published)) == "gradient, sde-dpm-solver++")
    }

    /// Few steps take the method of second order, many the plain one.
    @Test func stepsChooseTheSampler() {
        #expect(settled([network], Guidance(tilts: ["a": 1])) { $0.steps = 39 } == "conditioned by a network, sde-dpm-solver++")
        #expect(settled([network], Guidance(tilts: ["a": 1])) { $0.steps = 40 } == "conditioned by a network, ancestral")
        #expect(settled([figures], Guidance(tilts: ["a": 1])) { $0.steps = 100 } == "prior by figures, joint")
        #expect(settled([network], Guidance(tilts: ["a": 1])) { $0.schedule.sigmaMax = 8 } == "conditioned by a network, ancestral")
    }

    /// Outside the window the plain denoiser acts, which draws nothing here.
    @Test func aWindowNeedsBothToDraw() {
        #expect(settled([figures], Guidance(tilts: ["a": 1], window: 0.2...0.8)) == "prior by figures, sde-dpm-solver++")
        #expect(settled([figures], Guidance()) == "gradient, sde-dpm-solver++")
    }

    @Test func whatIsSaidStays() {
        #expect(settled([figures], Guidance(tilts: ["a": 9])) { $0.guidance.method = .gradient } == "gradient, sde-dpm-solver++")
        #expect(settled([figures], Guidance(tilts: ["a": 9])) { $0.sampler = .dpmSolver } == "prior by figures, dpm-solver++")
    }
}
