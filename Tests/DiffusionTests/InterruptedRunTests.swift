import Diffusion
import Testing

/// A step that is taken in parts, and a run that is watched, go the same way.
@Suite struct InterruptedRunTests {
    @Test(
        arguments: [
            Method(sampler: .ancestral), Method(sampler: .heun, corrector: Corrector(steps: 2)),
            Method(sampler: .eulerMaruyama, corrector: Corrector(norm: .batch)),
        ], [GuidanceMethod.gradient, .twisted])
    func interruptionsLeaveNoTrace(method: Method, guidance: GuidanceMethod) throws {
        let models = Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor())
        let settings = method.settings(
            seed: 3, steps: 5, guidance: Guidance(tilts: ["baseline_accuracy": 2], method: guidance))
        guard guidance == .gradient || (method.corrector == nil && method.sampler == .ancestral) else { return }
        let straight = try LockStepRun(75, from: 2, models: models, settings: settings, threads: 1)
        let broken = try LockStepRun(75, from: 2, models: models, settings: settings, threads: 2, observes: true)
        var pauses = 0
        for step in 1...5 {
            straight.advance()
            var asked = 0
            while !broken.advance(until: {
                asked += 1
                return asked % 2 == 1
            }) { pauses += 1 }
            #expect(broken.step == step && straight.step == step)
            for (one, other) in zip(straight.states, broken.states) { #expect(Array(one.x) == Array(other.x)) }
        }
        #expect(pauses >= 5)
        #expect(broken.isFinished && broken.advance { true })
        #expect(broken.effectiveSizes == straight.effectiveSizes)
        #expect(broken.effectiveSizes.isEmpty == (guidance != .twisted))
    }

    @Test func predictionsAreThereWithoutGuidance() throws {
        let models = Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor())
        let run = try LockStepRun(8, models: models, settings: RunSettings(steps: 3), threads: 1, observes: true)
        run.advance()
        let sample = try SampleRun(models: models, settings: RunSettings(steps: 3), sample: 5)
        let step = try #require(sample.next())
        let count = step.onState.count
        #expect(step.onState.map(\.mean) == (0..<count).map { Double(run.states[0].estimate.means[5 * count + $0]) })
    }
}
