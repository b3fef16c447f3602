import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

/// Where the predictor is asked, and when.
@Suite struct GuidancePlaceTests {
    private func models() throws -> Models {
        Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor())
    }

    /// Guidance at the clean estimate climbs x ↦ ln tilt(D(x)): here D exact and the predictor's network in double precision.
    @Test(arguments: GuidanceOrder.allCases, [0.6, 2])
    func theEstimatesGradientIsCarriedBack(order: GuidanceOrder, sigma: Double) throws {
        let predictor = try LearnedModels.predictor()
        let reference = try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/p")
            return try ReferencePredictor(file: Safetensors(contentsOf: folder + "/p"), count: 2)
        }
        let tilts: [Float] = [1.5, -1]
        let guidance = Guidance(
            tilts: ["baseline_accuracy": 1.5, "analog_accuracy": -1], order: order, place: .estimate)
        var generator = PhiloxGenerator(seed: 101)
        let states = try generator.noisyCells(sigma: sigma)
        let models = Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: predictor)
        let found = try GuidedPanel(models, guidance, states, sigma: sigma)
        let coordinates = Array(stride(from: 2, to: 66, by: 9))
        for slot in [0, 3] {
            let truth = coordinates.map { i in
                slope(states[slot].map(Double.init), i, step: 1e-5) { x in
                    reference.logTilt(
                        BruteForcePosterior(x, sigma: sigma).mean, sigma: SampleRun.cleanSigma, tilts: tilts,
                        second: order == .second)
                }
            }
            #expect(norm(truth) > 1e-4)
            #expect(largestDifference(coordinates.map { found.gradient[slot][$0] }, truth) < 2e-3 * norm(found.gradient[slot]))
            for i in 0..<66 {
                let guided = found.denoised[slot][i] + Float(sigma * sigma) * Float(found.gradient[slot][i])
                #expect(found.guided[slot][i] == guided)
            }
        }
    }

    /// Aims are asked at the estimate too.
    @Test func aimsFollowThePlace() throws {
        let models = try models(), predictor = try #require(models.predictor)
        let aim = Guidance(
            aims: ["analog_accuracy": Aim(target: predictor.scales[1].value(at: 1), strength: 3)], place: .estimate)
        var generator = PhiloxGenerator(seed: 102)
        let states = try generator.noisyCells(sigma: 1)
        let found = try GuidedPanel(models, aim, states, sigma: 1)
        let wanted = predictor.scales[1].score(of: predictor.scales[1].value(at: 1))
        // Along its gradient the log of the aim at the estimate rises by the gradient's norm.
        let directions = found.gradient.map { gradient in gradient.map { Float($0 / norm(gradient)) } }
        func values(_ step: Float) -> [Double] {
            let moved = zip(states, directions).map { zip($0, $1).map { $0 + step * $1 } }
            return predict(predictor, denoise(models.denoiser, moved, sigma: 1), sigma: SampleRun.cleanSigma).map {
                let spread = 1 + 3 * Double($0.variances[1]), distance = Double($0.means[1]) - wanted
                return -0.5 * (3 * distance * distance / spread + log(spread))
            }
        }
        for (slot, (up, down)) in zip(values(0.01), values(-0.01)).enumerated() {
            let length = norm(found.gradient[slot])
            #expect(abs((up - down) / 0.02 - length) < 0.01 * length + 1e-4, "slot \(slot)")
        }
    }

    @Test func aDenoiserWithoutGradientsIsRefused() throws {
        let models = Models(denoiser: GaussianDenoiser(mean: 0, deviation: 1), predictor: try LearnedModels.predictor())
        var settings = RunSettings(guidance: Guidance(tilts: ["baseline_accuracy": 1], place: .estimate))
        #expect(
            errorText { _ = try PanelRun(models: models, settings: settings, panel: 0) }
                == "guidance at the clean estimate needs a denoiser that gradients can be carried through, and this one is none; ask at the noisy state (place state)")
        settings.guidance.tilts = [:]  // nothing to carry
        #expect(errorText { _ = try PanelRun(models: models, settings: settings, panel: 0) } == nil)
    }

    /// Outside its window guidance does nothing at all; inside, a step is what it is without a window.
    @Test(arguments: [Method(sampler: .ancestral), Method(sampler: .heun), Method(sampler: .dpmSolver, sde: .vp)])
    func theWindowIsInTheRunsTime(method: Method) throws {
        let models = try models()
        var guidance = Guidance(tilts: ["baseline_accuracy": 2], window: 0.3...0.75)
        let settings = method.settings(seed: 6, steps: 9, guidance: guidance)
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 5))
        guidance.window = 0...1
        let open = method.settings(seed: 6, steps: 9, guidance: guidance)
        let (first, last) = (try #require(settings.levels.first).t, try #require(settings.levels.last).t)
        var inside = 0
        for (k, step) in steps.enumerated() {
            if (0.3...0.75).contains((step.t - last) / (first - last)) {
                inside += 1
                let run = try SampleRun(models: models, settings: open, sample: 5)
                run.resume(at: step, after: k > 0 ? steps[k - 1] : nil)
                #expect(run.next() == step)
                #expect(step.guided != step.denoised && step.guidanceNorm > 0)
            } else {
                #expect(step.guided == step.denoised && step.guidanceNorm == 0)
            }
        }
        #expect(inside > 0 && inside < 9)
    }

    /// The ends belong to the window: the first step is at 1, the last at 0.
    @Test(arguments: [(1.0...1, 0), (0.0...0, 6)]) func theEndsBelongToTheWindow(window: ClosedRange<Double>, only: Int) throws {
        let settings = RunSettings(seed: 4, steps: 7, guidance: Guidance(tilts: ["baseline_accuracy": 2], window: window))
        let steps = Array(try SampleRun(models: try models(), settings: settings, sample: 0))
        for step in steps { #expect((step.guided != step.denoised) == (step.index == only)) }
    }

    @Test func aWindowThatHoldsAllChangesNothing() throws {
        let models = try models()
        func samples(_ guidance: Guidance) throws -> [GeneratedSample] {
            try Generation.samples(8, models: models, settings: RunSettings(seed: 8, steps: 6, guidance: guidance), threads: 1)
        }
        func windowed(_ window: ClosedRange<Double>) throws -> [GeneratedSample] {
            try samples(Guidance(tilts: ["baseline_accuracy": 2], window: window))
        }
        let plain = try samples(Guidance(tilts: ["baseline_accuracy": 2])), unguided = try samples(Guidance())
        #expect(try windowed(-1...2) == plain && windowed(0...1) == plain)
        #expect(try windowed(2...3) == unguided && unguided != plain)
    }
}
