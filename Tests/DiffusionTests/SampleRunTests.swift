import Architectures
import Diffusion
import Foundation
import Testing

/// One sample's run: the batch's bytes, recorded, and forkable at any step.
@Suite struct SampleRunTests {
    private func models() throws -> Models {
        Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor())
    }

    private func settings(_ method: Method) -> RunSettings {
        method.settings(seed: 31, steps: 7, guidance: Guidance(tilts: ["baseline_accuracy": 2]))
    }

    @Test(arguments: Method.independent) func isTheBatchesSampleBitForBit(method: Method) throws {
        let models = try models(), settings = settings(method)
        let batch = try Generation.samples(24, models: models, settings: settings, threads: 2)
        for sample in [0, 7, 8, 21] {
            let steps = Array(try SampleRun(models: models, settings: settings, sample: sample))
            #expect(steps.count == 7)
            #expect(steps.last?.next == batch[sample].state)
        }
    }

    /// Of a network all rows of V are choices, the first layer's and the last's too; of a cell all but its input and output.
    @Test(arguments: SearchSpace.builtIn) func entropyIsTheMeanOfAllThatIsChosen(space: SearchSpace) throws {
        let models = Models(denoiser: space.isListed ? ExactDenoiser(of: space) as any Denoiser : FactoredDenoiser(of: space))
        let settings = RunSettings(seed: 5, schedule: NoiseSchedule(of: space), steps: 3)
        let layout = space.layout, rows = space == .mobilenetv3 ? Array(0..<20) : space == .nasbench201 ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4]
        for step in try SampleRun(models: models, settings: settings, sample: 0) {
            var sum = 0.0
            for row in rows {
                for type in 0..<layout.typeCount {
                    let p = Double(step.denoised[row * layout.typeCount + type] + 1) / 2
                    if p > 0 { sum -= p * log(p) }
                }
            }
            #expect(abs(step.entropy - sum / Double(rows.count)) < 1e-9, "step \(step.index)")
        }
    }

    @Test(arguments: Method.all) func resumesAnywhereBitForBit(method: Method) throws {
        let models = try models(), settings = settings(method)
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 13))
        for k in steps.indices {
            let run = try SampleRun(models: models, settings: settings, sample: 13)
            run.resume(at: steps[k], after: k > 0 ? steps[k - 1] : nil)
            #expect(Array(run) == Array(steps[k...]), "from step \(k)")
        }
    }

    @Test func aForkWithOtherSettingsGoesElsewhereFromTheSameState() throws {
        let models = try models()
        let steps = Array(try SampleRun(models: models, settings: settings(Method(sampler: .dpmSolver)), sample: 2))
        var other = settings(Method(sampler: .dpmSolver))
        other.guidance.tilts = ["baseline_accuracy": -2]
        let fork = try SampleRun(models: models, settings: other, sample: 2)
        fork.resume(at: steps[3], after: steps[2])
        let futures = Array(fork)
        #expect(futures.first?.state == steps[3].state && futures.first?.denoised == steps[3].denoised)
        #expect(futures.count == 4 && futures.last?.next != steps.last?.next)
    }

    @Test func dpmSolverNeedsItsHistory() throws {
        let models = try models(), settings = settings(Method(sampler: .dpmSolver))
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 2))
        let run = try SampleRun(models: models, settings: settings, sample: 2)
        run.resume(at: steps[3], after: nil)
        #expect(run.next()?.next != steps[3].next)  // first order instead of second
    }

    @Test func stepsRecordWhatHappened() throws {
        let models = try models()
        var settings = settings(Method(sampler: .ancestral))
        settings.guidance.tilts["analog_accuracy"] = -1
        let steps = Array(try SampleRun(models: models, settings: settings, sample: 4))
        let levels = settings.levels
        for (k, step) in steps.enumerated() {
            #expect(step.index == k && step.level == levels[k] && step.nextSigma == (k < 6 ? levels[k + 1].sigma : 0))
            if k < 6 { #expect(step.next == steps[k + 1].state) } else { #expect(step.next == step.guided) }
            let score = zip(step.denoised, step.state).map { Double($0 - $1) / (step.sigma * step.sigma) }
            #expect(abs(step.scoreNorm / norm(score) - 1) < 1e-6)
            #expect(step.tiltShares.count == 2 && abs(step.tiltShares.reduce(0, +) - 1) < 1e-12)
            #expect(step.tiltShares.allSatisfy { $0 > 0 && $0 < 1 })
            var entropy = 0.0
            for i in 7..<49 {
                let p = (Double(step.denoised[i]) + 1) / 2
                if p > 0 { entropy -= p * log(p) / 6 }
            }
            #expect(abs(step.entropy - entropy) < 1e-9)
        }
    }

    /// Churn and corrector move the state before it is estimated: what is recorded of the estimate belongs to the moved state.
    @Test func estimatesBelongToTheMovedState() throws {
        let models = try models()
        let churned = Array(try SampleRun(models: models, settings: settings(Method(sampler: .heun, churn: 2.1)), sample: 1))
        for step in churned { #expect(abs(step.estimateSigma / step.sigma - 1.3) < 1e-12) }
        let corrected = settings(Method(sampler: .ancestral, corrector: Corrector()))
        let step = try #require(try SampleRun(models: models, settings: corrected, sample: 1).next())
        #expect(step.estimateSigma == step.sigma)
        #expect(step.denoised != denoise(models.denoiser, [[Float]](repeating: step.state, count: 2), sigma: step.sigma)[1])
    }

    @Test func predictionsAreThePredictorsOnStateAndEstimate() throws {
        let models = try models(), predictor = try #require(models.predictor)
        let run = try SampleRun(models: models, settings: RunSettings(seed: 1, steps: 3), sample: 0)
        for step in run {
            let onState = predict(predictor, [step.state], sigma: step.sigma)[0]
            let onEstimate = predict(predictor, [step.denoised], sigma: SampleRun.cleanSigma)[0]
            for p in 0..<2 {
                #expect(step.onState[p].mean == Double(onState.means[p]))
                #expect(step.onState[p].deviation == Double(onState.variances[p]).squareRoot())
                #expect(step.onEstimate[p].mean == Double(onEstimate.means[p]))
                #expect(step.onEstimate[p].deviation == Double(onEstimate.variances[p]).squareRoot())
            }
            #expect(step.guidanceNorm == 0 && step.tiltShares == [0, 0] && step.guided == step.denoised)
        }
    }
}
