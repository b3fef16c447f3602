import Diffusion
import Foundation
import Testing

/// Runs whose samples wait for each other: the batch's mean norms in the corrector.
@Suite struct LockStepTests {
    private static let batchwise = Method.all.filter { $0.corrector?.norm == .batch }

    private func models() throws -> Models {
        Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor())
    }

    private func settings(_ method: Method) -> RunSettings {
        method.settings(seed: 12, steps: 5, guidance: Guidance(tilts: ["baseline_accuracy": 1]))
    }

    /// The published algorithm over exactly the samples asked for, which neither begin nor end with a panel.
    @Test(arguments: batchwise) func followsItsFormulaOverTheBatch(method: Method) throws {
        let prior = GaussianDenoiser(mean: 0.4, deviation: 0.8)
        let settings = method.settings(seed: 4, schedule: NoiseSchedule(sigmaMax: 4, sigmaMin: 0.1), steps: 6)
        let run = try LockStepRun(13, from: 5, models: Models(denoiser: prior), settings: settings, threads: 2)
        let reference = ReferenceSampler(
            settings: settings, denoiser: { prior($0, $1) }, dimension: prior.layout.stateDimension, layout: prior.layout)
        let truth = reference.trajectories(samples: 5..<18)
        #expect(run.count == 6 && run.places == 5..<18)
        for step in 0...6 {
            #expect(run.step == step && run.isFinished == (step == 6))
            for (sample, place) in run.places.enumerated() {
                let offset = place % Panel.width * 100
                let state = run.states[place / Panel.width].x[offset..<offset + 100].map(Double.init)
                let scale = truth[sample][step].reduce(1) { max($0, abs($1)) }
                #expect(largestDifference(state, truth[sample][step]) < 1e-5 * scale, "step \(step), sample \(sample)")
            }
            run.advance()
        }
    }

    @Test(arguments: batchwise) func theSameBytesOnAnyThreads(method: Method) throws {
        let models = try models(), settings = settings(method)
        let one = try Generation.samples(37, from: 3, models: models, settings: settings, threads: 1)
        #expect(one.count == 37)
        for threads in [2, 3, 16] {
            #expect(try Generation.samples(37, from: 3, models: models, settings: settings, threads: threads) == one)
        }
    }

    /// A sample of a batch goes another way than alone; alone it is the batch of one that `SampleRun` is.
    @Test func aSampleDependsOnItsBatch() throws {
        let models = try models()
        let settings = settings(Method(sampler: .eulerMaruyama, corrector: Corrector(norm: .batch)))
        let batch = try Generation.samples(16, models: models, settings: settings, threads: 2)
        let alone = try Generation.samples(1, from: 9, models: models, settings: settings, threads: 2)
        #expect(alone[0] != batch[9])
        let run = Array(try SampleRun(models: models, settings: settings, sample: 9))
        #expect(run.last?.next == alone[0].state)
    }

    /// In step with each other but with norms of their own, samples are what they are anywhere.
    @Test(arguments: Method.independent.filter { $0.sde == .vp }) func withoutSharedNormsItIsTheSameRun(method: Method) throws {
        let models = try models(), settings = settings(method)
        let run = try LockStepRun(20, models: models, settings: settings, threads: 2)
        while !run.isFinished { run.advance() }
        let samples = try Generation.samples(20, models: models, settings: settings, threads: 2)
        for place in run.places {
            let offset = place % Panel.width * 66
            #expect(Array(run.states[place / Panel.width].x[offset..<offset + 66]) == samples[place].state)
        }
    }

    @Test func progressCountsTheSteps() throws {
        final class Log: @unchecked Sendable { var values: [[Int]] = [] }
        let log = Log()
        let settings = RunSettings(steps: 3, corrector: Corrector(norm: .batch))
        _ = try Generation.samples(
            9, models: Models(denoiser: GaussianDenoiser(mean: 0, deviation: 1)), settings: settings, threads: 2
        ) { log.values.append([$0, $1]) }
        #expect(log.values == [[1, 3], [2, 3], [3, 3]])
    }
}
