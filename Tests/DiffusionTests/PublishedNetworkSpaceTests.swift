import Architectures
import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// The published score network on MobileNetV3: nine types a layer, no column for its absence.
@Suite struct PublishedNetworkSpaceTests {
    private static let size = PublishedScoreConfiguration(nodes: 20, ops: 9, layers: 1, width: 8, heads: 2, ff: 8, period: 4)
    private static let dimension = MobileNet.layout.stateDimension

    private func task(_ mask: PublishedDenoiser.Mask = .lineGraph) -> PublishedDenoiserTask {
        PublishedDenoiserTask(configuration: Self.size, networksWithSeed: 4, mask: mask, batch: 8, dropout: 0)
    }

    private func weights(_ factor: Float) -> [Float] { task().layout.initialWeights(seed: 3).map { factor * $0 } }

    private func states(sigma: Double) -> [[Float]] {
        var random = PhiloxGenerator(seed: 6)
        return (0..<Panel.width).map { _ in NetworkPosteriorTests.state(&random, sigma: sigma) }
    }

    /// A network that says nothing leaves clean networks what they are, absent layers and E included.
    @Test func cleanNetworksStay() {
        var random = PhiloxGenerator(seed: 2)
        let clean = (0..<Panel.width).map { _ in FactoredPosterior.any(&random).state }
        let silent = task().denoiser(weights: weights(0))
        for (found, state) in zip(denoise(silent, clean, sigma: 0.1), clean) {
            #expect(zip(found, state).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }

    /// Tweedie's estimate from the reference network; shares by bisection on their threshold; links by going through all presences.
    @Test(arguments: PublishedDenoiser.Mask.allCases) func theEstimateIsWhatItSays(mask: PublishedDenoiser.Mask) {
        let sigma = 0.6, states = states(sigma: sigma)
        let layout = task().layout, weights = weights(2)
        let found = denoise(task(mask).denoiser(weights: weights), states, sigma: sigma)
        var named: [String: PublishedReference.Weight] = [:]
        for entry in layout.entries {
            let values = weights[entry.offset..<entry.offset + entry.count].map { Double($0) }
            named[entry.name] = PublishedReference.Weight(shape: entry.shape, values: values)
        }
        let reference = PublishedReference(weights: named)
        let matrix = PublishedReference.matrix(mask.matrix(of: .mobilenetv3).map(Double.init), columns: 20)
        for (state, mean) in zip(states, found) {
            var rows: [Double] = []
            for node in 0..<20 { for c in 1...9 { rows.append(Double(state[node * 10 + c])) } }
            let score = reference.score(
                PublishedReference.matrix(rows, columns: 9), tau: sigma, mask: matrix, layers: 1, width: 8, heads: 2, period: 4)
            let probabilities = mean.map { (Double($0) + 1) / 2 }
            var present: [Double] = []
            for node in 0..<20 {
                var estimate: [Double] = []
                for c in 0..<9 { estimate.append((rows[node * 9 + c] + sigma * sigma * score[node][c] + 1) / 2) }
                let shares = nearestShares(estimate), sum = shares.reduce(0, +)
                for c in 0..<9 { #expect(abs(probabilities[node * 10 + 1 + c] - shares[c]) < 1e-5) }
                #expect(abs(probabilities[node * 10] - (1 - sum)) < 1e-5)
                present.append(sum)
            }
            for (slot, probability) in links(present).enumerated() {
                #expect(abs(probabilities[200 + slot] - probability) < 1e-5, "slot \(slot)")
            }
        }
    }

    /// The nearest point with non-negative entries that sum to one at most.
    private func nearestShares(_ row: [Double]) -> [Double] {
        func sum(_ threshold: Double) -> Double { row.reduce(0) { $0 + max(0, $1 - threshold) } }
        var (low, high) = (0.0, max(row.max() ?? 0, 0))
        guard sum(0) > 1 else { return row.map { max(0, $0) } }
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if sum(middle) > 1 { low = middle } else { high = middle }
        }
        return row.map { max(0, $0 - low) }
    }

    /// Each slot's probability over all presences of a stage's layers and the next one's first.
    private func links(_ present: [Double]) -> [Double] {
        MobileNet.layout.slots.map { slot in
            let stage = slot.from / 4
            let nodes = Array(4 * stage..<min(20, 4 * stage + 5))
            return (0..<(1 << nodes.count)).reduce(0) { sum, pattern in
                let isThere = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, pattern >> $0 & 1 == 1) })
                let probability = nodes.reduce(1.0) { $0 * (isThere[$1] == true ? present[$1] : 1 - present[$1]) }
                let next = slot.from + 1
                let follows = slot.to == next || next / 4 != stage || isThere[next] == false
                return sum + (isThere[slot.from] == true && isThere[slot.to] == true && follows ? probability : 0)
            }
        }
    }

    @Test func masksOfLayersInARow() {
        let chain = PublishedDenoiser.Mask.published.matrix(of: .mobilenetv3)
        let closure = PublishedDenoiser.Mask.publishedClosure.matrix(of: .mobilenetv3)
        let slots = PublishedDenoiser.Mask.lineGraph.matrix(of: .mobilenetv3)
        for i in 0..<20 {
            for j in 0..<20 {
                #expect(chain[i * 20 + j] == (j == i + 1 ? 1 : 0) && closure[i * 20 + j] == (j > i ? 1 : 0))
                #expect((slots[i * 20 + j] == 1) == MobileNet.layout.slots.contains(GraphLayout.Slot(from: i, to: j)))
            }
        }
    }

    /// Rows it is trained on are one-hot for a layer that is there and all −1 for one that is not.
    @Test func trainedItIsReadBackAndGenerates() throws {
        let task = task()
        let trainer = Trainer(
            task, settings: .published(steps: 3, rate: 1e-4, threads: 1, validationEvery: 3),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 1)))
        var losses: [Double] = []
        while !trainer.isFinished { losses.append(trainer.step().loss) }
        #expect(losses.allSatisfy { $0.isFinite && $0 > 0 })
        try withTemporaryFolder { folder in
            let denoiser = task.denoiser(weights: trainer.optimizer.weights)
            #expect(denoiser.sigmas == 0.1...1)
            try denoiser.write(to: folder + "/a")
            let read = try PublishedDenoiser(contentsOf: folder + "/a")
            #expect(read.layout == MobileNet.layout && read.sigmas == 0.1...1)
            let settings = RunSettings(schedule: NoiseSchedule(sigmaMax: 1, sigmaMin: 0.1), steps: 4)
            let drawn = try [denoiser, read].map {
                try Generation.samples(3, models: Models(denoiser: $0), settings: settings, threads: 1)
            }
            #expect(drawn[0] == drawn[1] && drawn[0].count == 3)
        }
    }

    @Test func thePublishedShape() {
        #expect(PublishedDenoiserTask(networksWithSeed: 1).configuration == .mobilenetv3)
        #expect(PublishedDenoiserTask(networksWithSeed: 1).sigmas == 0.1...1)
    }
}
