import Architectures
import Diffusion
import Tensors
import Testing

/// What a step is said to be made of makes the step.
@Suite struct StepInspectorTests {
    private func models() throws -> Models {
        Models(
            denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor(),
            tiltable: ExactTilts(columns: [try Figures.accuracy()], in: .nasbench201))
    }

    private func sum(_ move: StepMove) -> [Double] {
        (0..<66).map { index in move.terms.reduce(0) { $0 + $1.contribution(index) } }
    }

    private func check(_ settings: RunSettings, _ models: Models) throws {
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 13))
        let inspector = try StepInspector(models: models, settings: settings, sample: 13)
        // In any order: nothing is left over from the step inspected before.
        for k in [3, 6, 0, 5, 1, 2, 4] {
            let step = steps[k], anatomy = inspector.anatomy(of: step, after: k > 0 ? steps[k - 1] : nil)
            #expect(anatomy.moves.last?.result == step.next, "step \(k)")
            #expect(anatomy.clean == step.denoised && anatomy.guided == step.guided && anatomy.estimateSigma == step.estimateSigma)
            var state = step.state
            for move in anatomy.moves {
                let scale = move.result.reduce(1) { max($0, abs(Double($1))) }
                #expect(largestDifference(sum(move), move.result.map(Double.init)) < 1e-5 * scale, "\(move.kind) of step \(k)")
                // Each move starts from the state that the ones before left.
                if let found = move.terms.first(where: { $0.quantity == .state }) { #expect(found.values == state, "\(move.kind)") }
                if case .correction = move.kind { state = move.result }
                if move.kind == .churn { state = move.result }
            }
            #expect(anatomy.base == state)
            let norm = norm((0..<66).map { anatomy.score(anatomy.clean, $0) })
            #expect(abs(norm / step.scoreNorm - 1) < 1e-5)
        }
    }

    @Test(arguments: Method.all) func termsAddUpToTheStep(method: Method) throws {
        let models = try models()
        try check(method.settings(seed: 31, steps: 7), models)
        try check(method.settings(seed: 31, steps: 7, guidance: Guidance(tilts: ["baseline_accuracy": 2])), models)
    }

    @Test(arguments: [
        Guidance(tilts: ["baseline_accuracy": 2], order: .first),
        Guidance(tilts: ["baseline_accuracy": 2], place: .estimate),
        Guidance(tilts: ["baseline_accuracy": 3], method: .conditioned),
        Guidance(tilts: ["baseline_accuracy": 3], method: .conditioned, window: 0.2...0.6),
        Guidance(tilts: ["baseline_accuracy": 500], unit: .published),
        Guidance(aims: ["baseline_accuracy": Aim(target: 90, strength: 4)]),
        Guidance(tilts: ["baseline_accuracy": 2], window: 0.2...0.6),
    ]) func everyGuidanceAddsUp(guidance: Guidance) throws {
        try check(RunSettings(seed: 5, steps: 7, guidance: guidance), try models())
        try check(RunSettings(seed: 5, sampler: .heun, sde: .vp, steps: 7, guidance: guidance), try models())
    }

    /// The draws are the run's own, at their addresses.
    @Test func noiseIsTheRunsOwn() throws {
        let settings = RunSettings(seed: 9, steps: 5, corrector: Corrector(steps: 2))
        let models = try models()
        let step = try #require(try SampleRun(models: models, settings: settings, sample: 3).next())
        let anatomy = try StepInspector(models: models, settings: settings, sample: 3).anatomy(of: step, after: nil)
        let reference = ReferenceSampler(settings: settings, denoiser: { _, _ in 0 }, dimension: 66)
        let draws = anatomy.moves.compactMap { move in move.terms.first { $0.quantity == .noise }?.values.map(Double.init) }
        #expect(draws == [2, 2 + 256, 1].map { reference.noise(3, step: 0, stage: $0) })
    }

    @Test func theTruthIsTheExactPosterior() throws {
        let models = try models(), accuracy = try Figures.accuracy()
        let guidance = Guidance(tilts: ["baseline_accuracy": 2])
        let settings = RunSettings(seed: 4, sampler: .heun, steps: 6, guidance: guidance, churn: 2)
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 2))
        let tilted = try ExactTilts(columns: [accuracy], in: .nasbench201).tilted(by: guidance.tilts)
        let inspector = try StepInspector(
            models: models, settings: settings, sample: 2, exact: ExactDenoiser(of: .nasbench201), exactTilted: tilted)
        for step in steps {
            let anatomy = inspector.anatomy(of: step, after: nil)
            let (plain, bent) = (try #require(anatomy.exactClean), try #require(anatomy.exactGuided))
            #expect(plain == denoise(ExactDenoiser(of: .nasbench201), [anatomy.base], sigma: anatomy.estimateSigma)[0])
            #expect(bent == denoise(tilted, [anatomy.base], sigma: anatomy.estimateSigma)[0])
            #expect(plain != bent && anatomy.estimateSigma > step.sigma)
        }
    }

    @Test func attentionIsOfTheStateThatWasEstimated() throws {
        let models = try models()
        let settings = RunSettings(seed: 4, steps: 6, corrector: Corrector())
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 2))
        let anatomy = try StepInspector(models: models, settings: settings, sample: 2).anatomy(of: steps[2], after: steps[1])
        let worker = try #require(models.denoiser.makeWorker() as? any AttentiveDenoiserWorker)
        let x = PanelValues(66), mean = PanelValues(66)
        x[5] = anatomy.base
        worker.denoise(x.buffer, sigma: steps[2].sigma, into: mean.buffer)
        #expect(anatomy.attention == worker.attention(slot: 5))
        let exact = try StepInspector(models: Models(denoiser: ExactDenoiser(of: .nasbench201)), settings: settings, sample: 2)
        #expect(exact.anatomy(of: steps[2], after: steps[1]).attention == nil)
    }

    /// The whole state of the run to be inspected is in two of its records.
    @Test func outsideItsWindowGuidanceIsNothing() throws {
        let guidance = Guidance(tilts: ["baseline_accuracy": 4], window: 0.4...0.6)
        let models = try models(), settings = RunSettings(seed: 2, steps: 11, guidance: guidance)
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 0))
        let inspector = try StepInspector(models: models, settings: settings, sample: 0)
        let steered = steps.indices.filter { inspector.anatomy(of: steps[$0], after: $0 > 0 ? steps[$0 - 1] : nil).isSteered }
        #expect(!steered.isEmpty && steered.count < 6)
        for k in steps.indices { #expect((steps[k].guided != steps[k].denoised) == steered.contains(k)) }
    }

    /// Printed, not asserted: machines differ.
    @Test func timeOfAnAnswer() throws {
        let models = try models(), guidance = Guidance(tilts: ["baseline_accuracy": 2])
        let settings = RunSettings(seed: 4, guidance: guidance)
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 0))
        let tilted = try ExactTilts(columns: [try Figures.accuracy()], in: .nasbench201).tilted(by: guidance.tilts)
        let start = ContinuousClock.now
        let inspector = try StepInspector(models: models, settings: settings, sample: 0, exact: ExactDenoiser(of: .nasbench201), exactTilted: tilted)
        let made = ContinuousClock.now
        let moves = steps.indices.dropFirst().map { inspector.anatomy(of: steps[$0], after: steps[$0 - 1]).moves.count }
        let each = (ContinuousClock.now - made) / .milliseconds(moves.count)
        print("inspector made in \((made - start) / .milliseconds(1)) ms; a step taken apart in \(each) ms")
        #expect(moves.allSatisfy { $0 == 2 })
    }
}
