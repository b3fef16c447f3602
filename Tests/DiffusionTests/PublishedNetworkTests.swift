import Diffusion
import Foundation
import Published
import Tensors
import Testing

@Suite struct PublishedNetworkTests {
    private let tiny = PublishedScoreConfiguration(nodes: 4, ops: 3, layers: 2, width: 8, heads: 2, ff: 6)

    @Test func theSizeThatThePaperGives() {
        #expect(PublishedScoreNetwork.layout(.nasbench201).count == 3_989_575)
        let head = PublishedScoreNetwork.layout(.nasbench201).entries.filter { $0.name.hasPrefix("head") }
        #expect(abs(Double(head.reduce(0) { $0 + $1.count }) / 3_989_575 - 0.89) < 0.005)
    }

    /// A sample's score is the same in a batch as alone, to rounding.
    @Test func samplesDoNotSeeEachOther() {
        var generator = PhiloxGenerator(seed: 1)
        let weights = PublishedScoreNetwork.layout(tiny).initialWeights(seed: 1)
        let x = generator.normals(3 * 12), tau: [Float] = [0.3, 1, 4]
        let mask: [Float] = (0..<16).map { $0 / 4 < $0 % 4 ? 1 : 0 }
        let batch = scores(3, x, tau, (0..<3).flatMap { _ in mask }, weights)
        for sample in 0..<3 {
            let alone = scores(1, Array(x[sample * 12..<(sample + 1) * 12]), [tau[sample]], mask, weights)
            #expect(largestDifference(alone, Array(batch[sample * 12..<(sample + 1) * 12])) < 1e-5)
        }
    }

    /// One noise level read once is the same as read by every sample, forward and back.
    @Test func aSharedTimeIsEverySamplesOwn() {
        var generator = PhiloxGenerator(seed: 6)
        let x = generator.normals(3 * 12), mask: [Float] = (0..<36 + 12).map { $0 % 16 / 4 < $0 % 4 ? 1 : 0 }
        let weights = PublishedScoreNetwork.layout(tiny).initialWeights(seed: 1)
        let shared = PublishedScoreNetwork(configuration: tiny, samples: 3, sharesTime: true)
        shared.load(x: x, tau: CollectionOfOne(1.7))
        shared.load(mask: mask)
        shared.forward(weights: weights)
        #expect(largestDifference(shared.score.map(Double.init), scores(3, x, [1.7, 1.7, 1.7], mask, weights)) < 1e-6)

        let size = PublishedPredictorConfiguration(nodes: 4, ops: 3, hidden: 16, layers: 2, out: 8)
        let own = PublishedPredictor.layout(size).initialWeights(seed: 2)
        let results = [true, false].map { shares in
            let network = PublishedPredictor(configuration: size, samples: 3, sharesTime: shares)
            network.load(x: x, tau: [Float](repeating: 1.7, count: shares ? 1 : 3))
            network.load(adjacency: mask)
            network.forward(weights: own)
            return network.prediction.map(Double.init) + network.inputGradient(weights: own).map(Double.init)
        }
        #expect(largestDifference(results[0], results[1]) < 1e-6)
        #expect(results[0].contains { abs($0) > 1e-3 })
    }

    /// Packed, the networks of published size say the same of other states: the score, and its gradient and the predictor's.
    @Test func packedNetworksSayTheSame() {
        let size = PublishedScoreConfiguration.nasbench201, shape = PublishedPredictorConfiguration()
        var generator = PhiloxGenerator(seed: 8)
        let x = generator.normals(3 * 56), tau: [Float] = [0.2, 1, 4]
        let mask = (0..<3).flatMap { _ in PublishedDenoiser.Mask.lineGraph.matrix() }
        let scoreWeights = PublishedScoreNetwork.layout(size).initialWeights(seed: 1)
        let predictorWeights = PublishedPredictor.layout(shape).initialWeights(seed: 2)
        let results = [false, true].map { packs -> [[Double]] in
            let network = PublishedScoreNetwork(configuration: size, samples: 3), guide = PublishedPredictor(configuration: shape, samples: 3)
            network.load(x: x, tau: tau)
            network.load(mask: mask)
            guide.load(x: x, tau: tau)
            guide.load(adjacency: mask)
            if packs {
                network.plan.packed = PublishedScoreNetwork.packed(scoreWeights, size)
                guide.pack(weights: predictorWeights)
            }
            network.forward(weights: scoreWeights)
            guide.forward(weights: predictorWeights)
            return [
                network.score.map(Double.init), network.inputGradient(cotangent: x, weights: scoreWeights).map(Double.init),
                guide.prediction.map(Double.init), guide.inputGradient(weights: predictorWeights).map(Double.init),
            ]
        }
        for (plain, packed) in zip(results[0], results[1]) {
            let scale = plain.map(abs).max() ?? 0
            #expect(scale > 1e-3 && largestDifference(plain, packed) < 1e-5 * scale)
        }
        #expect(PlanBuilder.hasPackedKernels == (results[0] != results[1]))
    }

    /// A packed network that keeps what it read of a noise level says the same as one that reads it for this run alone: when states change,
    /// when the level changes and comes back, and when it is packed with other weights.
    @Test func aNoiseLevelIsKeptNoLongerThanItLasts() {
        let size = PublishedPredictorConfiguration(nodes: 4, ops: 3, hidden: 16, layers: 2, out: 8)
        var generator = PhiloxGenerator(seed: 6)
        let adjacency: [Float] = (0..<48).map { $0 % 16 / 4 < $0 % 4 ? 1 : 0 }
        let weights = (1...2).map { PublishedPredictor.layout(size).initialWeights(seed: $0) }
        func network() -> PublishedPredictor {
            let network = PublishedPredictor(configuration: size, samples: 3, sharesTime: true)
            network.load(adjacency: adjacency)
            return network
        }
        func run(_ network: PublishedPredictor, _ x: [Float], _ tau: Float, _ weights: [Float]) -> [Float] {
            network.load(x: x, tau: CollectionOfOne(tau))
            network.forward(weights: weights)
            return Array(network.prediction) + Array(network.inputGradient(weights: weights))
        }
        let kept = network()
        var before: [Float] = []
        for (tau, own) in [(1.7, 0), (1.7, 0), (0.3, 0), (1.7, 0), (1.7, 1), (1.7, 1)] as [(Float, Int)] {
            let x = generator.normals(3 * 12), alone = network()
            if before.isEmpty || own == 1 { kept.pack(weights: weights[own]) }
            alone.pack(weights: weights[own])
            let found = run(kept, x, tau, weights[own])
            #expect(found == run(alone, x, tau, weights[own]) && found != before)
            before = found
        }
    }

    private func scores(_ samples: Int, _ x: [Float], _ tau: [Float], _ mask: [Float], _ weights: [Float]) -> [Double] {
        let network = PublishedScoreNetwork(configuration: tiny, samples: samples)
        network.load(x: x, tau: tau)
        network.load(mask: mask)
        network.forward(weights: weights)
        return network.score.map(Double.init)
    }

    /// The denoising loss falls under its own gradient, with dropout too; each step is a function of its address.
    @Test(arguments: [nil, 3] as [UInt64?]) func learns(dropoutSeed: UInt64?) {
        var generator = PhiloxGenerator(seed: 2)
        let samples = 16, count = samples * 12
        let network = PublishedScoreNetwork(configuration: tiny, samples: samples)
        network.load(mask: (0..<samples).flatMap { _ in (0..<16).map { $0 / 4 < $0 % 4 ? Float(1) : 0 } })
        let layout = network.plan.layout
        var optimizer = Optimizer(weights: layout.initialWeights(seed: 3))
        var losses: [Double] = []
        for step in 0..<300 {
            // One clean state for all: the score is known, and can be learned.
            let clean = (0..<count).map { $0 % 3 == 0 ? Float(1) : -1 }
            let sigma = (0..<samples).map { _ in Float(0.3 + 2 * generator.uniform()) }
            network.plan.dropout = dropoutSeed.map { Dropout(seed: $0, step: UInt32(step)) }
            var gradient = [Float](repeating: 0, count: layout.count)
            losses.append(
                network.denoisingLoss(
                    clean: clean, z: generator.normals(count), sigma: sigma, weights: optimizer.weights,
                    weightGradients: &gradient))
            optimizer.update(gradient: gradient, rate: 3e-3)
        }
        let (before, after) = (losses.prefix(20).reduce(0, +) / 20, losses.suffix(20).reduce(0, +) / 20)
        #expect(after < 0.6 * before, "\(before) → \(after)")
    }

    @Test func dropoutChangesTrainingAlone() {
        var generator = PhiloxGenerator(seed: 4)
        let weights = PublishedScoreNetwork.layout(tiny).initialWeights(seed: 1)
        let network = PublishedScoreNetwork(configuration: tiny, samples: 2)
        network.load(x: generator.normals(24), tau: [0.5, 2])
        network.load(mask: [Float](repeating: 1, count: 32))
        func run(_ dropout: Dropout?) -> [Float] {
            network.plan.dropout = dropout
            network.forward(weights: weights)
            return Array(network.score)
        }
        let usual = run(nil)
        #expect(run(Dropout(seed: 1, step: 0)) != usual)
        #expect(run(Dropout(seed: 1, step: 0)) == run(Dropout(seed: 1, step: 0)))
        #expect(run(nil) == usual)
    }

    /// The squared loss's gradient for every weight of the conditioned predictor, and through the code for every weight of the
    /// dataset's encoder, against central differences in double precision.
    @Test func conditionedPredictorsLossGradient() throws {
        let dataset = PublishedPredictorConfiguration.Dataset(features: 3, code: 4, hidden: 3)
        let size = PublishedPredictorConfiguration(nodes: 3, ops: 2, hidden: 4, layers: 2, out: 3, dataset: dataset)
        let (layout, encoderLayout) = (PublishedPredictor.layout(size), PublishedDatasetEncoder.layout(dataset))
        var generator = PhiloxGenerator(seed: 8)
        // Small enough that tanh lets gradients through.
        let weights = generator.normals(layout.count).map { $0 / 2 }
        let encoderWeights = generator.normals(encoderLayout.count).map { $0 / 3 }
        let x = generator.normals(12), images = generator.normals(2 * 3 * 3)
        let adjacency: [Float] = [0, 1, 1, 0, 0, 1, 0, 0, 0]
        let tau: [Float] = [0.4, 2], targets: [Float] = [0.3, -1]

        let encoder = PublishedDatasetEncoder(dataset, classes: 2, perClass: 3)
        let network = PublishedPredictor(configuration: size, samples: 2)
        network.load(x: x, tau: tau)
        network.load(adjacency: adjacency + adjacency)
        network.load(code: encoder.encode(images, weights: encoderWeights))
        network.forward(weights: weights)
        var gradient = [Float](repeating: 0, count: layout.count)
        var encoderGradient = [Float](repeating: 0, count: encoderLayout.count)
        var codeGradient = [Float](repeating: 0, count: dataset.code)
        let loss = network.squaredLoss(
            targets: targets, weights: weights, weightGradients: &gradient, codeGradient: &codeGradient)
        encoder.backward(codeGradient: codeGradient, weights: encoderWeights, weightGradients: &encoderGradient)

        var reference = PublishedReference(weights: [:])
        let parts = [(layout, weights, gradient), (encoderLayout, encoderWeights, encoderGradient)]
        for (layout, weights, _) in parts {
            for entry in layout.entries {
                reference.weights[entry.name] = .init(
                    shape: entry.shape, values: weights[entry.offset..<entry.offset + entry.count].map(Double.init))
            }
        }
        let rows = PublishedReference.matrix(images.map(Double.init), columns: 3)
        let truth: (PublishedReference) -> Double = { reference in
            let code = reference.code([Array(rows[..<3]), Array(rows[3...])])
            return (0..<2).reduce(0) { sum, sample in
                let prediction = reference.prediction(
                    PublishedReference.matrix(x[sample * 6..<(sample + 1) * 6].map(Double.init), columns: 2),
                    tau: Double(tau[sample]),
                    adjacency: PublishedReference.matrix(adjacency.map(Double.init), columns: 3), layers: 2, hidden: 4,
                    code: code)
                return sum + pow(prediction - Double(targets[sample]), 2) / 2
            }
        }
        #expect(abs(loss - truth(reference)) < 1e-5 * (1 + loss))
        let slopes = reference.gradients(step: 1e-6, truth)
        for (layout, _, gradient) in parts {
            for entry in layout.entries {
                let found = gradient[entry.offset..<entry.offset + entry.count].map(Double.init)
                let expected = try #require(slopes[entry.name])
                let scale = 1 + (expected.map(abs).max() ?? 0)
                #expect(largestDifference(found, expected) < 1e-4 * scale, "\(entry.name)")
            }
        }
        // The encoder does learn through the code.
        #expect(encoderGradient.contains { abs($0) > 1e-3 })
    }
}
