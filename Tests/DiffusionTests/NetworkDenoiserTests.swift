import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

@Suite struct NetworkDenoiserTests {
    private static func settings(seed: UInt64) -> RunSettings {
        let sigmas = SearchSpace.mobilenetv3.sigmas
        return RunSettings(seed: seed, schedule: NoiseSchedule(sigmaMax: sigmas.upperBound, sigmaMin: sigmas.lowerBound))
    }

    /// The embedded denoiser's divergence from the exact posterior, as its card says.
    @Test func theEmbeddedDenoiserIsNearThePosterior() throws {
        let path = try AssetLocator().path(of: "denoiser-mobilenetv3.safetensors")
        let denoiser = try LearnedDenoiser(contentsOf: path)
        var random = PhiloxGenerator(seed: 77)
        var (error, count) = (0.0, 0)
        for sigma in [0.3, 1, 3] {
            for _ in 0..<4 {
                let states = (0..<Panel.width).map { _ in NetworkPosteriorTests.state(&random, sigma: sigma) }
                let (learned, exact) = (denoise(denoiser, states, sigma: sigma), denoise(FactoredDenoiser(of: .mobilenetv3), states, sigma: sigma))
                for (a, b) in zip(learned.joined(), exact.joined()) {
                    error += Double((a - b) * (a - b))
                    count += 1
                }
            }
        }
        #expect((error / Double(count)).squareRoot() < 0.01)
    }

    /// Exact denoising generates the space's own distribution: every sample valid, depths and choices as they should be.
    @Test func exactSamplesAreTheSpaces() throws {
        let samples = try Generation.samples(
            4_096, models: Models(denoiser: FactoredDenoiser(of: .mobilenetv3)), settings: Self.settings(seed: 5), threads: 2)
        let report = QualityReport(samples, of: .mobilenetv3)
        #expect(report.validity > 0.999 && report.uniqueness == 1)
        #expect(report.maxEdgeDeviation < 0.03)
        #expect(report.maxShareDeviation < 0.03)
    }

    /// An exactly tilted denoiser moves a property to the mean of the tilted distribution, in closed form the tilted prior's.
    @Test(arguments: [-4.0, 2]) func exactTiltsMoveAFigureToItsTiltedMean(gamma: Double) throws {
        let properties = try FactoredProperty.analytic()
        let name = try #require(properties.first?.info.name), score = try #require(properties.first?.score)
        let models = Models(denoiser: FactoredDenoiser(of: .mobilenetv3), tiltable: FactoredTilts(properties, in: .mobilenetv3))
        var settings = Self.settings(seed: 3)
        settings.guidance = Guidance(tilts: [name: gamma], method: .conditioned)
        let samples = try Generation.samples(1_024, models: models, settings: settings, threads: 2)
        let values = samples.compactMap(\.architecture?.network).map(score.value)
        let tilted = FactoredPosterior(prior: SearchSpace.mobilenetv3.logPrior + gamma * score)
        tilted.condition(on: [Float](repeating: 0, count: MobileNet.layout.stateDimension), sigma: 1)
        let expected = tilted.moments(score)
        let mean = values.reduce(0, +) / Double(values.count)
        #expect(values.count > 1_020)
        #expect(abs(mean - expected.mean) < 4 * (expected.variance / 1_024).squareRoot() + 0.03)
        #expect(abs(expected.mean) > 1)
    }

    @Test func theTrainingLossFallsAndItsGradientIsItsSlope() throws {
        let task = DenoiserTask(of: .mobilenetv3, seed: 5, batch: 8, sigmaRange: 0.4...3)
        var random = PhiloxGenerator(seed: 8)
        let weights = task.layout.initialWeights(seed: 8).map { $0 + 0.05 * Float(random.normal()) }
        func measure(_ weights: [Float]) -> (loss: Double, gradient: [Float]) {
            let worker = task.makeWorker()
            var gradient = [Float](repeating: 0, count: task.layout.count)
            let loss = (0..<task.shards).reduce(0) {
                $0 + worker.accumulate(step: 2, shard: $1, weights: weights, gradient: &gradient)
            }
            return (loss, gradient)
        }
        let (loss, gradient) = measure(weights)
        let length = gradient.reduce(0) { $0 + Double($1 * $1) }.squareRoot()
        #expect(loss > 0.1 && length > 0.01)
        func moved(_ step: Double) -> Double {
            measure(zip(weights, gradient).map { $0 + Float(step * Double($1) / length) }).loss
        }
        #expect(abs((moved(0.02) - moved(-0.02)) / 0.04 / length - 1) < 5e-3)
        #expect(moved(-0.05) < loss)
    }

    /// A file says what space it is for; it is read back for that space, and one that names none is refused.
    @Test func filesKeepTheirSpace() throws {
        try withTemporaryFolder { folder in
            let task = DenoiserTask(of: .mobilenetv3, seed: 1)
            let denoiser = task.denoiser(weights: task.layout.initialWeights(seed: 1))
            try denoiser.write(to: "\(folder)/networks.safetensors")
            let read = try LearnedDenoiser(contentsOf: "\(folder)/networks.safetensors")
            #expect(read.layout == MobileNet.layout)
            var random = PhiloxGenerator(seed: 2)
            let x = NetworkPosteriorTests.state(&random, sigma: 1)
            #expect(denoise(read, [x], sigma: 1) == denoise(denoiser, [x], sigma: 1))
        }
    }
}
