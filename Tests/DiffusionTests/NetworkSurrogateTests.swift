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
        let found = surrogate.calibrated(on: networks.map { Architecture($0) }, measured: labels.map { 3 + 0.9 * $0 })
        #expect(abs(found.calibration.slope - 0.9) < 1e-6)
        for (value, label) in zip(found.measured(networks), labels) { #expect(abs(value - 3 - 0.9 * label) < 1e-6) }
        // The part that is a sum over layers and the residual's share add up.
        let pairs = try #require(surrogate.calibration.pairs)
        for (network, (value, residual)) in zip(networks, zip(surrogate.measured(networks), surrogate.residuals(of: networks))) {
            let rest = try surrogate.calibration.slope * residual + #require(pairs.value(of: Architecture(network)))
            #expect(abs(surrogate.measuredAdditive.value(of: network) + rest - value) < 1e-9)
        }
    }

    /// Universal kriging by its formula: μ = h·β + k·K⁻¹(y − H·β), with β = (HᵀK⁻¹H)⁻¹HᵀK⁻¹y.
    @Test func calibrationIsKriging() throws {
        let surrogate = try NetworkSurrogates.surrogate(), networks = RandomNetworks.draw(90, seed: 8)
        let known = Array(networks[..<70]), asked = Array(networks[70...])
        let y = known.enumerated().map { 70 + Double($1.depths[0] * $1.depths[1]) + 0.1 * Double($0 % 7) }
        let expected = FactoredSurrogate.Expectation(types: 0.4, pairs: 0.3, noise: 0.01)
        let mean = y.reduce(0, +) / 70, variance = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 70
        func kernel(_ a: MobileNet, _ b: MobileNet) -> Double {
            let common = Double(zip(Architecture(a).nodeTypes, Architecture(b).nodeTypes).count { $0 == $1 }) / 20
            return variance * (0.4 * common + 0.3 * common * common)
        }
        let matrix = known.map { a in known.map { kernel(a, $0) + (a == $0 ? 0.01 * variance : 0) } }
        let labels = surrogate.labelled(known), basis = labels.map { [1, $0] }
        let inverseY = solve(matrix, y), inverse = [0, 1].map { k in solve(matrix, basis.map { $0[k] }) }
        let normal = [0, 1].map { a in [0, 1].map { b in zip(basis, inverse[b]).reduce(0) { $0 + $1.0[a] * $1.1 } } }
        let beta = solve(normal, [0, 1].map { a in zip(basis, inverseY).reduce(0) { $0 + $1.0[a] * $1.1 } })
        let weights = solve(matrix, zip(y, labels).map { $0 - beta[0] - beta[1] * $1 })
        let truth = zip(asked, surrogate.labelled(asked)).map { network, label in
            beta[0] + beta[1] * label + zip(known, weights).reduce(0) { $0 + kernel(network, $1.0) * $1.1 }
        }
        let found = surrogate.calibrated(on: known.map { Architecture($0) }, measured: y, expecting: expected)
        #expect(Set(known).count == 70 && abs(found.calibration.slope - beta[1]) < 1e-5)
        for (value, truth) in zip(found.measured(asked), truth) { #expect(abs(value - truth) < 1e-4, "\(value) \(truth)") }
    }

    /// Gaussian elimination with pivots.
    private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var rows = zip(matrix, right).map { $0 + [$1] }
        for k in rows.indices {
            let pivot = (k..<rows.count).max { abs(rows[$0][k]) < abs(rows[$1][k]) } ?? k
            rows.swapAt(k, pivot)
            for row in rows.indices where row != k {
                let factor = rows[row][k] / rows[k][k]
                for column in k...rows.count { rows[row][column] -= factor * rows[k][column] }
            }
        }
        return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
    }

    /// Over the space's own distribution pairs keep nothing that a sum could say.
    @Test func pairsHaveNoSumLeft() throws {
        let surrogate = try NetworkSurrogates.surrogate(), pairs = try #require(surrogate.calibration.pairs)
        let networks = RandomNetworks.draw(10_000, seed: 77), values = networks.map { pairs.value(of: Architecture($0)) ?? .nan }
        let sum = FactoredFigure(fitting: networks, to: values)
        #expect(Statistics.r2(networks.map { sum.value(of: $0) }, of: values) < 0.05)
    }

    /// A product of two depths is in no sum and in no label; cross-validation finds it in pairs, and says nothing of a fold from the fold itself.
    @Test func foldsAreNotSeen() throws {
        let surrogate = try NetworkSurrogates.surrogate()
        let networks = RandomNetworks.draw(400, seed: 21).map { Architecture($0) }
        var random = PhiloxGenerator(seed: 3)
        let noise = networks.map { _ in random.normal() }
        let nothing = try CalibrationReport(surrogate, on: networks, measured: noise, folds: 4, seed: 1)
        #expect(nothing.parts.map(\.name) == ["all", "best quarter", "far"] && nothing.parts.map(\.rows)[..<2] == [400, 100])
        // Noise cannot be known of what was not seen.
        #expect(abs(try #require(nothing.parts[0].spearman)) < 0.15)
        #expect(try #require(nothing.parts[0].error) > 0.95)
        let labels = surrogate.labelled(networks)
        let known = try CalibrationReport(surrogate, on: networks, measured: zip(labels, noise).map { $0 + 0.01 * $1 }, folds: 4, seed: 1)
        #expect(try #require(known.parts[0].error) < 0.05)
        #expect(try #require(known.parts[0].spearman) > 0.99)
        #expect(known.parts[2].rows > 300)
        let message = errorText { _ = try CalibrationReport(surrogate, on: Array(networks[..<99]), measured: Array(labels[..<99]), folds: 4, seed: 1) }
        #expect(message?.contains("'imagenet_top1' has 99 figures") == true)
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
