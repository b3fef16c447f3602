import Architectures
import Diffusion
import TestSupport
import Testing

/// Guidance whose tilt is an input of the denoiser.
@Suite struct ConditionedTests {
    private let tilts = ["baseline_accuracy": 1.5, "analog_accuracy": -0.75]

    private func columns() throws -> [BenchmarkTable.Column] {
        var gaps = try Figures.column("analog_accuracy").values
        for code in stride(from: 0, to: Cell.count, by: 9) { gaps[code] = .nan }
        return [try Figures.accuracy(), BenchmarkTable.Column(of: .nasbench201, name: "analog_accuracy", values: gaps)]
    }

    /// γᵀy by code; a cell without a figure that is steered by is left out.
    private func logPrior() throws -> [Double] {
        var sum = [Double](repeating: 0, count: Cell.count)
        for (gamma, column) in zip([1.5, -0.75], try columns()) {
            for (code, score) in NormalScores.of(column.values).enumerated() { sum[code] += gamma * score }
        }
        return sum.map { $0.isNaN ? -.infinity : $0 }
    }

    private func models() throws -> Models {
        Models(
            denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: try columns(), in: .nasbench201),
            tiltable: ExactTilts(columns: try columns(), in: .nasbench201))
    }

    private var conditioned: Guidance { Guidance(tilts: tilts, method: .conditioned) }

    @Test(arguments: [Method(sampler: .ancestral), Method(sampler: .heun), Method(sampler: .dpmSolver, sde: .subVP)])
    func exactTiltsAreAPrior(method: Method) throws {
        let settings = method.settings(seed: 3, steps: 8, guidance: conditioned)
        let found = try Generation.samples(16, models: try models(), settings: settings, threads: 2)
        let plain = method.settings(seed: 3, steps: 8)
        let truth = try Generation.samples(
            16, models: Models(denoiser: ExactDenoiser(of: .nasbench201, logPrior: try logPrior())), settings: plain, threads: 1)
        #expect(found == truth)
        #expect(try Generation.samples(16, models: try models(), settings: plain, threads: 1) != truth)
    }

    @Test func whatIsTiltedIsNamed() throws {
        #expect(ExactTilts(columns: try columns(), in: .nasbench201).properties.map(\.name) == ["baseline_accuracy", "analog_accuracy"])
    }

    /// A watched run shows both estimates, and their difference as the guidance.
    @Test func stepsShowBothEstimates() throws {
        let models = try models()
        let run = try SampleRun(models: models, settings: RunSettings(seed: 5, steps: 6, guidance: conditioned), sample: 3)
        let tilted = ExactDenoiser(of: .nasbench201, logPrior: try logPrior())
        for step in run {
            let states = [[Float]](repeating: step.state, count: 4)
            #expect(step.denoised == denoise(models.denoiser, states, sigma: step.sigma)[3])
            #expect(step.guided == denoise(tilted, states, sigma: step.sigma)[3])
            let difference = norm(zip(step.guided, step.denoised).map { Double($0) - Double($1) })
            let length = difference / (step.sigma * step.sigma)
            #expect(abs(step.guidanceNorm - length) <= 1e-5 * length)
            #expect(step.tiltShares.allSatisfy { $0 >= 0 } && step.onState.count == 2)
        }
    }

    /// Outside the window the plain denoiser runs.
    @Test func theWindowHolds() throws {
        let models = try models(), tilted = ExactDenoiser(of: .nasbench201, logPrior: try logPrior())
        var guidance = conditioned
        guidance.window = 0.3...0.75
        let settings = RunSettings(seed: 5, steps: 7, guidance: guidance)
        let (first, last) = (settings.levels[0].t, settings.levels[6].t)
        for step in try SampleRun(models: models, settings: settings, sample: 1) {
            let isInside = guidance.window.contains((step.t - last) / (first - last))
            let estimate = denoise(isInside ? tilted : models.denoiser, [step.state, step.state], sigma: step.sigma)[1]
            #expect(step.guided == estimate && (step.guidanceNorm > 0) == isInside, "step \(step.index)")
        }
    }

    @Test(arguments: [0...1, 0.3...0.75] as [ClosedRange<Double>])
    func theWatchedRunIsTheBatchsSample(window: ClosedRange<Double>) throws {
        var guidance = conditioned
        guidance.window = window
        let models = try models(), settings = RunSettings(seed: 5, steps: 6, guidance: guidance)
        let batch = try Generation.samples(10, models: models, settings: settings, threads: 2)
        #expect(Array(try SampleRun(models: models, settings: settings, sample: 9)).last?.next == batch[9].state)
    }

    /// The tilt needs no predictor; without one there is nothing to be told of it.
    @Test func noPredictorIsNeeded() throws {
        var models = try models()
        let settings = RunSettings(seed: 5, steps: 6, guidance: conditioned)
        let batch = try Generation.samples(4, models: models, settings: settings, threads: 1)
        models.predictor = nil
        #expect(try Generation.samples(4, models: models, settings: settings, threads: 1) == batch)
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 2))
        #expect(steps.last?.next == batch[2].state)
        #expect(steps.allSatisfy { $0.tiltShares.isEmpty && $0.onState.isEmpty })
    }

    @Test func whatCannotBeConditionedIsRefused() throws {
        func text(_ guidance: Guidance, tiltable: Bool = true) throws -> String? {
            var models = try models()
            if !tiltable { models.tiltable = nil }
            return errorText { _ = try models.denoiser(for: guidance) }
        }
        #expect(try text(conditioned) == nil)
        #expect(
            try text(conditioned, tiltable: false)
                == "there is no denoiser here that takes tilts; use method gradient, or name one by --tilted-file")
        #expect(try text(Guidance(aims: ["baseline_accuracy": Aim(target: 90)], method: .prior)) == nil)
        #expect(
            try text(Guidance(tilts: tilts, method: .prior, unit: .published))
                == "the published unit is a scale of a gradient; use --method gradient with it, or give tilts in nats")
        #expect(
            try text(Guidance(tilts: ["speed": 1], method: .conditioned))
                == "the tilt-conditioned denoiser does not know 'speed'; it knows: baseline_accuracy, analog_accuracy; --method gradient takes what the predictor knows")
    }

    /// Without tilts, or by another method, the plain denoiser runs.
    @Test func thePlainDenoiserRunsWhereNothingIsTilted() throws {
        var models = try models()
        models.tiltable = nil
        let plain = try Generation.samples(8, models: models, settings: RunSettings(seed: 2, steps: 5), threads: 1)
        let zero = RunSettings(seed: 2, steps: 5, guidance: Guidance(tilts: ["baseline_accuracy": 0], method: .conditioned))
        #expect(try Generation.samples(8, models: models, settings: zero, threads: 1) == plain)
        #expect(errorText { _ = try models.denoiser(for: Guidance(tilts: tilts)) } == nil)
    }
}
