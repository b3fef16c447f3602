import Architectures
import Diffusion
import Explorer
import Testing

/// What the engine computes for the population page.
@Suite struct PopulationEngineTests {
    private func request(_ settings: RunSettings, _ kind: DenoiserKind = .learned, count: Int = 64) -> PopulationRequest {
        PopulationRequest(
            ticket: 3, settings: settings, denoiser: kind, count: count,
            properties: ["cifar10_test", "params_m", "only_figures"])
    }

    /// Sample n of a population is sample n of the run: so diving into it shows the course that led to its point.
    @Test(arguments: [
        Guidance(), Guidance(tilts: ["cifar10_test": 1.5, "params_m": -1]),
        Guidance(tilts: ["cifar10_test": 0.5], method: .conditioned),
        Guidance(tilts: ["cifar10_test": 0.5], method: .conditioned, window: 0.2...0.7),
    ])
    func aSampleIsTheSampleRun(guidance: Guidance) throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        let settings = RunSettings(seed: 9, schedule: .fixed, steps: 10, guidance: guidance)
        let steps = PopulationEngine.steps(engine.answer(request(settings, count: 100)))
        #expect(steps.map(\.index) == Array(0..<10))
        let models = try #require(Synthetic.models.learned)
        for sample in [0, 7, 8, 41, 99] {
            let course = Array(try SampleRun(models: models, settings: settings, sample: sample))
            for (found, expected) in zip(steps, course) {
                let decoded = Cell.decode(expected.index == 9 ? expected.next : expected.guided)
                #expect(found.architectures[sample] == decoded.cell.map { Architecture($0) })
                #expect(found.isValid[sample] == decoded.isValid)
                #expect(found.scores[sample * 3] == Float(expected.onState[0].mean))
                #expect(found.scores[sample * 3 + 1] == Float(expected.onState[2].mean))
                #expect(found.scores[sample * 3 + 2].isNaN)
                #expect(found.effectiveSize == nil)
            }
        }
        // What is said of all samples, counted by hand.
        let last = try #require(steps.last)
        let valid = zip(last.architectures, last.isValid).compactMap { $1 ? $0 : nil }
        #expect(last.diversity.count == valid.count && last.diversity.distinct == Set(valid).count)
        let scale = models.predictor?.scales[0]
        let natural = (0..<100).compactMap { scale?.value(at: Double(last.scores[$0 * 3])) }
        let mean = natural.reduce(0, +) / 100
        #expect(abs(last.predicted[0].mean - mean) < 1e-9)
        let variance = natural.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100
        #expect(abs(last.predicted[0].deviation - variance.squareRoot()) < 1e-9)
    }

    /// The exact curve over the bins, against all cells counted one by one.
    @Test func theTruthIsTheTiltOverAllCells() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        let guidance = Guidance(tilts: ["cifar10_test": 1, "only_figures": -0.5])
        let events = engine.answer(request(RunSettings(steps: 2, guidance: guidance), .exact))
        guard case .population(3, .truth(let truth)) = try #require(events.first) else {
            Issue.record("the truth did not come first")
            return
        }
        #expect(truth.obstacle == nil && truth.properties["params_m"] == nil)
        let (a, b) = (NormalScores.of(Synthetic.models.figures[0].values), NormalScores.of(Synthetic.models.figures[1].values))
        var sums = [Double](repeating: 0, count: 28), total = 0.0, mean = 0.0
        for code in 0..<Cell.count {
            let weight = _exp(a[code] - 0.5 * b[code])
            sums[min(max(Int((a[code] + 3.5) * 4), 0), 27)] += weight
            mean += weight * Synthetic.models.figures[0].values[code]
            total += weight
        }
        let property = try #require(truth.properties["cifar10_test"])
        let exact = try #require(property.exact)
        for (one, sum) in zip(exact, sums) { #expect(abs(one - sum / total) < 1e-6) }
        #expect(abs(try #require(property.moments).mean - mean / total) < 1e-4)
        #expect(abs(property.prior.reduce(0, +) - 1) < 1e-9)
        #expect(property.scores == a)
    }

    /// e^x by its series: independent of what is tested.
    private func _exp(_ x: Double) -> Double {
        var term = 1.0, sum = 1.0
        for k in 1..<60 {
            term *= x / Double(k)
            sum += term
        }
        return sum
    }

    @Test func withoutFiguresThereIsNoExactCurve() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        func obstacle(_ guidance: Guidance) throws -> String? {
            let events = engine.answer(request(RunSettings(steps: 2, guidance: guidance)))
            guard case .population(_, .truth(let truth)) = try #require(events.first) else { return nil }
            #expect(truth.properties["cifar10_test"]?.exact == nil && truth.expectedUniqueness == nil)
            return truth.obstacle
        }
        #expect(try obstacle(Guidance(tilts: ["params_m": 1])) == "params_m is not measured, so the exact tilt is not known")
    }

    @Test func thePublishedUnitNamesNoDistribution() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        let guidance = Guidance(tilts: ["cifar10_test": 100], unit: .published)
        let events = engine.answer(request(RunSettings(steps: 2, guidance: guidance)))
        guard case .population(_, .truth(let truth)) = try #require(events.first) else {
            Issue.record("no truth")
            return
        }
        #expect(truth.obstacle == "the published unit names no distribution to compare with")
    }

    @Test func twistedParticlesAreCounted() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        let settings = RunSettings(
            seed: 2, schedule: .fixed, steps: 8, guidance: Guidance(tilts: ["cifar10_test": 1], method: .twisted))
        let steps = PopulationEngine.steps(engine.answer(request(settings)))
        let run = try LockStepRun(64, models: try #require(Synthetic.models.learned), settings: settings, threads: 1)
        while !run.isFinished { run.advance() }
        let sizes = steps.map(\.effectiveSize)
        #expect(sizes.count == 8)
        // At its last step the run weighs twice: before the move, and the cells themselves.
        #expect(sizes.dropLast() == ArraySlice(run.effectiveSizes.prefix(7).map { $0 }))
        #expect(sizes.last == run.effectiveSizes.last)
    }

    @Test func whatCannotRunIsReported() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        let settings = RunSettings(
            sampler: .heun, steps: 8, guidance: Guidance(tilts: ["cifar10_test": 1], method: .twisted))
        guard case .failed(3, let reason) = try #require(engine.answer(request(settings)).last) else {
            Issue.record("twisted guidance without noise was accepted")
            return
        }
        #expect(reason == "\(GuidanceError.needsNoise(sampler: "heun"))")
    }
}
