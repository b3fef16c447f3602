import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

/// The sampler that draws whole architectures.
@Suite struct JointSamplerTests {
    private func models(_ logPrior: [Double]? = nil) -> Models { Models(denoiser: ExactDenoiser(of: .nasbench201, logPrior: logPrior)) }

    private func cells(_ models: Models, _ sampler: Sampler, steps: Int, count: Int) throws -> [GeneratedSample] {
        try Generation.samples(count, models: models, settings: RunSettings(seed: 11, sampler: sampler, steps: steps), threads: 2)
    }

    /// A fifth of all cells has `none` on 0→3, which is bound up with everything else. Five steps with means are far off, with draws they are not.
    @Test func fiveStepsHaveNoBias() throws {
        let count = 4096, error = (0.2 * 0.8 / Double(count)).squareRoot()
        func share(_ sampler: Sampler) throws -> Double {
            let samples = try cells(models(), sampler, steps: 5, count: count)
            let none = samples.compactMap { $0.architecture?.cell }.filter { $0.operations[3] == .none }.count
            return Double(none) / Double(count)
        }
        #expect(abs(try share(.joint) - 0.2) < 3 * error)
        #expect(abs(try share(.ancestral) - 0.2) > 4 * error)
    }

    @Test func aTiltComesOutInFiveSteps() throws {
        let tilted = TiltedDistribution(column: try Figures.accuracy(), gamma: 2)
        let places = try cells(models(tilted.logPrior), .joint, steps: 5, count: 2048).compactMap(\.place)
        let mean = places.reduce(0) { $0 + tilted.scores[$1] } / Double(places.count)
        #expect(abs(mean - tilted.meanScore) < 4 * tilted.scoreDeviation / 2048.0.squareRoot())
        #expect(tilted.totalVariation(places) < tilted.floor(draws: places.count).upper * 1.3)
    }

    /// The end is an architecture's own state, valid by itself.
    @Test func theEndIsAnArchitecture() throws {
        for sample in try cells(models(), .joint, steps: 2, count: 24) {
            #expect(sample.isValid && sample.state.allSatisfy { abs($0) == 1 })
            #expect(sample.state == sample.architecture?.state)
        }
    }

    @Test func aSampleIsItsOwn() throws {
        let all = try cells(models(), .joint, steps: 4, count: 20)
        let settings = RunSettings(seed: 11, sampler: .joint, steps: 4)
        let alone = try Generation.samples(1, from: 17, models: models(), settings: settings, threads: 1)
        #expect(alone == [all[17]])
        let watched = try SampleRun(models: models(), settings: settings, sample: 17)
        #expect(watched.reversed().first?.next == all[17].state)
    }

    /// Draws at evenly spaced shares reproduce the posterior's own probabilities, each to one draw.
    @Test func drawsAreThePosteriors() throws {
        var generator = PhiloxGenerator(seed: 3)
        let state = try generator.noisyCell(sigma: 0.9).state
        let worker = try #require(ExactDenoiser(of: .nasbench201).makeWorker() as? any DrawingDenoiserWorker)
        let x = PanelValues(66), mean = PanelValues(66)
        x[5] = state
        worker.denoise(x.buffer, sigma: 0.9, into: mean.buffer)
        let count = 2000
        var shares = [Double](repeating: 0, count: Cell.count), drawn = [Float](repeating: 0, count: 66)
        for n in 0..<count {
            drawn.withUnsafeMutableBufferPointer { buffer in
                if let state = buffer.baseAddress { worker.draw(5, into: state) { _ in (Double(n) + 0.5) / Double(count) } }
            }
            let place = try #require(GeneratedSample(drawn, of: .nasbench201).place)
            shares[place] += 1 / Double(count)
        }
        let truth = BruteForcePosterior(state.map(Double.init), sigma: 0.9).probabilities
        for (found, exact) in zip(shares, truth) { #expect(abs(found - exact) <= 1.01 / Double(count)) }
    }

    /// Of a space that cannot be listed: the mean number of parameters under a tilt, in closed form.
    @Test func blocksAreDrawnToo() throws {
        let parameters = try #require(try FactoredProperty.analytic().first { $0.info.name == "params_m" })
        let tilts = FactoredTilts([parameters], in: .mobilenetv3)
        let models = Models(denoiser: FactoredDenoiser(of: .mobilenetv3), tiltable: tilts)
        let guidance = Guidance(tilts: ["params_m": 2], method: .auto)
        let samples = try Generation.samples(1024, models: models, settings: RunSettings(seed: 2, sampler: .auto, steps: 5, guidance: guidance), threads: 2)
        let truth = FactoredDistribution(of: .mobilenetv3, [(property: parameters, gamma: 2)]).moments(parameters.score)
        let scores = samples.filter(\.isValid).compactMap { $0.architecture.flatMap { parameters.score.value(of: $0) } }
        #expect(scores.count == 1024)
        #expect(abs(scores.reduce(0, +) / 1024 - truth.mean) < 4 * truth.deviation / 32)
    }

    /// A gradient shifts the draw as far as it shifts the mean.
    @Test func aGradientShiftsTheDraw() throws {
        let models = Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: [try Figures.accuracy()], in: .nasbench201))
        func run(_ guidance: Guidance) throws -> PanelRun {
            let run = try PanelRun(
                models: models, settings: RunSettings(seed: 5, sampler: .joint, schedule: NoiseSchedule(sigmaMax: 1.2, sigmaMin: 0.6), steps: 1, guidance: guidance),
                panel: 0)
            run.advance()
            return run
        }
        let plain = try run(Guidance()), bent = try run(Guidance(tilts: ["baseline_accuracy": 2], method: .gradient))
        let estimate = bent.state.estimate
        var largest: Float = 0
        for i in 0..<plain.x.count {
            #expect(abs(plain.x[i]) == 1)
            #expect(abs(bent.x[i] - plain.x[i] - (estimate.guided[i] - estimate.denoised[i])) < 1e-5)
            largest = max(largest, abs(bent.x[i] - plain.x[i]))
        }
        #expect(largest > 0.1)
    }

    @Test func meansAloneCannotBeDrawnFrom() throws {
        let settings = RunSettings(sampler: .joint, steps: 3)
        #expect(
            errorText { _ = try Generation.samples(1, models: Models(denoiser: LearnedModels.denoiser()), settings: settings, threads: 1) }
                == "the sampler 'joint' draws whole architectures, and this denoiser gives nothing but means; use ancestral, or --denoiser exact")
    }

    /// The page writes down what the run adds up.
    @Test func theMovesAddUp() throws {
        let settings = RunSettings(seed: 1, sampler: .joint, steps: 4)
        let steps = Array(try SampleRun(models: models(), settings: settings, sample: 2))
        let inspector = try StepInspector(models: models(), settings: settings, sample: 2)
        for (index, step) in steps.enumerated() {
            let anatomy = inspector.anatomy(of: step, after: index > 0 ? steps[index - 1] : nil)
            let move = try #require(anatomy.moves.last)
            #expect(move.result == step.next)
            for i in 0..<66 {
                let sum = move.terms.reduce(0) { $0 + $1.contribution(i) }
                #expect(abs(sum - Double(step.next[i])) < 1e-4 * max(1, abs(sum)))
            }
        }
    }
}
