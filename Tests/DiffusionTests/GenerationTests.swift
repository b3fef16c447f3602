import Architectures
import Diffusion
import Foundation
import Testing

/// A sample is the same bytes wherever, whenever and with whomever it runs.
@Suite struct GenerationTests {
    private func models() throws -> Models {
        Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor())
    }

    private func settings(_ method: Method = Method(sampler: .ancestral), seed: UInt64 = 9) -> RunSettings {
        method.settings(
            seed: seed, steps: 6, guidance: Guidance(tilts: ["baseline_accuracy": 1.5, "analog_accuracy": -0.5]))
    }

    @Test(arguments: Method.independent) func aloneInABatchAndOnThreads(method: Method) throws {
        let models = try models(), settings = settings(method)
        let batch = try Generation.samples(64, models: models, settings: settings, threads: 2)
        #expect(batch.count == 64)
        #expect(try Generation.samples(1, from: 17, models: models, settings: settings, threads: 1) == [batch[17]])
        #expect(try Generation.samples(30, from: 5, models: models, settings: settings, threads: 1) == Array(batch[5..<35]))
        let one = try Generation.samples(64, models: models, settings: settings, threads: 1)
        #expect(one == Array(batch[..<64]))
        #expect(Set(batch.map(\.state)).count == 64)
        let other = try Generation.samples(
            64, models: models, settings: self.settings(method, seed: 10), threads: 2)
        #expect(zip(one, other).allSatisfy { $0.state != $1.state })
    }

    @Test func samplesSayWhatTheyAre() throws {
        let samples = try Generation.samples(
            64, models: Models(denoiser: LearnedModels.denoiser()), settings: RunSettings(seed: 2, steps: 5), threads: 2)
        for sample in samples {
            let decoded = Cell.decode(sample.state)
            #expect(sample.place == decoded.cell?.code)
            #expect(sample.isValid == decoded.isValid)
        }
        let none = try Generation.samples(
            0, models: Models(denoiser: ExactDenoiser(of: .nasbench201)), settings: RunSettings(), threads: 2)
        #expect(none.isEmpty)
    }

    @Test func progressCountsEveryPanel() throws {
        final class Log: @unchecked Sendable {
            private let lock = NSLock()
            private var values: [Int] = []
            func append(_ value: Int) { lock.withLock { values.append(value) } }
            var all: [Int] { lock.withLock { values } }
        }
        let log = Log()
        _ = try Generation.samples(
            33, models: Models(denoiser: GaussianDenoiser(mean: 0, deviation: 1)), settings: RunSettings(steps: 2),
            threads: 2
        ) { done, total in if total == 5 { log.append(done) } }
        #expect(log.all.sorted() == [1, 2, 3, 4, 5])
    }

    @Test func guidanceMovesTheEstimateAlongTheTilt() throws {
        let models = try models(), settings = settings()
        let step = try #require(try SampleRun(models: models, settings: settings, sample: 3).next())
        let predictor = try #require(models.predictor)
        var states = [[Float]](repeating: [Float](repeating: 0, count: 66), count: 8)
        states[3] = step.state
        let gradient = predict(predictor, states, sigma: step.sigma, tilts: [1.5, -0.5])[3].gradient
        for i in 0..<66 {
            #expect(step.guided[i] == step.denoised[i] + Float(step.sigma * step.sigma) * gradient[i])
        }
        #expect(abs(step.guidanceNorm / norm(gradient.map(Double.init)) - 1) < 1e-6)
    }
}
