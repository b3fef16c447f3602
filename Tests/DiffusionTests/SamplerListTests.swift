import Diffusion
import Testing

/// What is known of a sampler follows from its list of moves.
@Suite struct SamplerListTests {
    @Test func everySamplerIsFoundByItsName() {
        #expect(Sampler.all.map { Sampler(named: $0.name) } == Sampler.all)
        #expect(Set(Sampler.all.map(\.name)).count == Sampler.all.count)
        #expect(Set(Sampler.all.map(\.short)).count == Sampler.all.count)
        #expect(Sampler(named: "magic") == nil)
    }

    @Test func whatAStepTakesFollowsFromItsMoves() {
        let passes = Dictionary(uniqueKeysWithValues: Sampler.all.map { ($0.name, $0.evaluations) })
        #expect(passes.filter { $0.value != 1 } == ["heun": 2, "none": 0])
        #expect(Sampler.all.filter(\.drawsNoise) == [.ancestral, .analytic, .eulerMaruyama, .reverseDiffusion])
        #expect(Sampler.all.filter(\.takesChurn) == [.heun] && Sampler.all.filter(\.needsCorrector) == [.none])
    }
}
