import Architectures
import Diffusion
import TestSupport
import Testing

/// Twisted guidance of cells, and what it refuses.
@Suite struct TwistedExactTests {
    private func models() throws -> Models {
        Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: [try Figures.accuracy()], in: .nasbench201))
    }

    private func guidance(_ order: GuidanceOrder = .second, unit: TiltUnit = .tilt) -> Guidance {
        Guidance(tilts: ["baseline_accuracy": 2], order: order, method: .twisted, unit: unit)
    }

    @Test(arguments: GuidanceOrder.allCases) func theMeanIsTheTilts(order: GuidanceOrder) throws {
        let tilted = TiltedDistribution(column: try Figures.accuracy(), gamma: 2)
        let samples = try Generation.samples(
            512, models: models(), settings: RunSettings(seed: 1, steps: 24, guidance: guidance(order)), threads: 2)
        let codes = samples.filter(\.isValid).compactMap(\.place)
        #expect(codes.count > 507)
        let mean = codes.reduce(0) { $0 + tilted.scores[$1] } / Double(codes.count)
        // One run of 2,048 particles is within 0.06; a quarter of them, within twice that.
        #expect(abs(mean - tilted.meanScore) < 0.15)
    }

    @Test(
        arguments: [
            (Sampler.heun, nil), (.probabilityFlow, nil), (.dpmSolver, nil), (.ancestral, Corrector()),
        ] as [(Sampler, Corrector?)])
    func stepsWithoutNoiseAreRefused(sampler: Sampler, corrector: Corrector?) throws {
        let settings = RunSettings(sampler: sampler, guidance: guidance(), corrector: corrector)
        #expect(
            errorText { _ = try Generation.samples(8, models: try models(), settings: settings, threads: 1) }
                == "twisted guidance weighs the noise of each step, and the sampler '\(sampler.name)' has none; "
                + "use ancestral, analytic, euler-maruyama or reverse-diffusion, without a corrector")
    }

    @Test func oneSampleHasNoPopulation() throws {
        #expect(
            errorText { _ = try SampleRun(models: try models(), settings: RunSettings(guidance: guidance()), sample: 0) }
                == "twisted guidance works on a population; one sample alone has nothing to be weighed against (method gradient takes one)")
    }

    @Test func thePublishedUnitNamesNoDistribution() throws {
        let settings = RunSettings(guidance: guidance(unit: .published))
        #expect(
            errorText { _ = try Generation.samples(8, models: try models(), settings: settings, threads: 1) }
                == "twisted guidance weighs a distribution, and the published unit names none; give tilts in nats")
    }
}
