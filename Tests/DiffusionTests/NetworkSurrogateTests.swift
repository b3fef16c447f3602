import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

@Suite struct NetworkSurrogateTests {
    /// The loss's slope against differences of itself.
    @Test func theGradientIsTheSlope() throws {
        let task = try NetworkSurrogates.task()
        var generator = PhiloxGenerator(seed: 4)
        let weights = task.layout.initialWeights(seed: 2).map { $0 + 0.1 * Float(generator.normal()) }
        func loss(_ weights: [Float]) -> (value: Double, gradient: [Float]) {
            var gradient = [Float](repeating: 0, count: weights.count)
            let worker = task.makeWorker()
            let value = (0..<task.shards).reduce(0.0) { $0 + worker.accumulate(step: 5, shard: $1, weights: weights, gradient: &gradient) }
            return (value, gradient)
        }
        let gradient = loss(weights).gradient
        for i in stride(from: 7, to: weights.count, by: 97) {
            var (up, down) = (weights, weights)
            up[i] += 0.02
            down[i] -= 0.02
            let difference = (loss(up).value - loss(down).value) / 0.04
            #expect(abs(difference - Double(gradient[i])) < 0.02 * abs(difference) + 2e-4, "weight \(i)")
        }
    }

    /// A product of two depths is beyond any sum over layers, and learned.
    @Test func whatIsNoSumIsLearned() throws {
        let task = try NetworkSurrogates.task(batch: 64, count: 4_000)
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 400, peakRate: 1e-2, validationEvery: 50),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 1)))
        while !trainer.isFinished { _ = trainer.step() }
        #expect(trainer.bestValidation < 0.1)
        var random = PhiloxGenerator(seed: 7)
        let figure = NetworkPosteriorTests.figure(&random, size: 0.4)
        let networks = RandomNetworks.draw(500, seed: 77)
        let truth = NetworkSurrogates.labels(networks, figure)
        #expect(Statistics.r2(task.surrogate(weights: trainer.bestWeights).labelled(networks), of: truth) > 0.99)
        #expect(Statistics.r2(networks.map { task.surrogate(weights: []).additive.value(of: $0) }, of: truth) < 0.985)
    }

    @Test func calibrationFindsTheLine() throws {
        let surrogate = try NetworkSurrogates.surrogate()
        let networks = RandomNetworks.draw(300, seed: 8), labels = surrogate.labelled(networks)
        let found = surrogate.calibrated(on: networks.map { Architecture($0) }, measured: labels.map { 3 + 0.9 * $0 }, ridge: 5)
        #expect(abs(found.calibration.slope - 0.9) < 1e-9)
        for (value, label) in zip(found.measured(networks), labels) { #expect(abs(value - 3 - 0.9 * label) < 1e-6) }
        // The part that is a sum over layers and the residual's share add up.
        for (network, (value, residual)) in zip(networks, zip(surrogate.measured(networks), surrogate.residuals(of: networks))) {
            let sum = surrogate.measuredAdditive.value(of: network) + surrogate.calibration.slope * residual
            #expect(abs(sum - value) < 1e-9)
        }
    }

    @Test func filesKeepTheSurrogate() throws {
        let surrogate = try NetworkSurrogates.surrogate(), networks = RandomNetworks.draw(300, seed: 3)
        try withTemporaryFolder { folder in
            try surrogate.write(to: folder + "/s")
            let read = try FactoredSurrogate(contentsOf: folder + "/s")
            #expect(read.measured(networks) == surrogate.measured(networks) && read.about["note"] == "random")
        }
        func error(_ change: (inout Safetensors) -> Void) throws -> String? {
            try errorOfChangedFile(change, of: surrogate.write(to:), read: { _ = try FactoredSurrogate(contentsOf: $0) })
        }
        #expect(try error { $0.metadata["format"] = "x" } == "PATH is not a dnag surrogate 1: its metadata 'format' is 'x', not 'dnag surrogate 1'")
        #expect(try error { $0.metadata["space"] = "nasbench201" } == "PATH: metadata 'space' must be a space of blocks, which has no list")
        #expect(try error { $0.metadata["configuration"] = "{\"width\":0}" } == "PATH: metadata 'configuration' describes no possible network")
        #expect(try error { $0.tensors["scales"] = Safetensors.Tensor([1, Double.nan], shape: [2]) } == "PATH: tensor 'scales' holds values that are not finite")
        #expect(try error { $0.tensors["out.weight"] = nil }?.contains("out.weight") == true)
    }

    @Test func tooFewLabelsAreRefused() {
        let networks = RandomNetworks.draw(200, seed: 1)
        let message = errorText {
            _ = try SurrogateTask(
                of: .mobilenetv3, architectures: networks.map { Architecture($0) }, property: "top1",
                labels: networks.indices.map { $0 < 99 ? 1 : .nan }, column: "top1", seed: 1)
        }
        #expect(message == "column 'top1' has 99 figures among the architectures trained on; a predictor needs at least 100: bring more, or leave the column out")
    }
}
