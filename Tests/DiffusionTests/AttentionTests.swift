import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

@Suite struct AttentionTests {
    private func attention(_ denoiser: LearnedDenoiser, _ states: [[Float]], sigma: Double) throws -> [AttentionMap] {
        let worker = try #require(denoiser.makeWorker() as? any AttentiveDenoiserWorker)
        let x = PanelValues(66), mean = PanelValues(66)
        for (slot, state) in states.enumerated() { x[slot] = state }
        worker.denoise(x.buffer, sigma: sigma, into: mean.buffer)
        return states.indices.map { worker.attention(slot: $0) }
    }

    @Test(arguments: [0.2, 1, 8]) func isTheSoftmaxOfQueriesAndKeys(sigma: Double) throws {
        let denoiser = LearnedModels.denoiser()
        let reference = try withTemporaryFolder { folder in
            try denoiser.write(to: folder + "/a")
            return try ReferenceAttention(file: try Safetensors(contentsOf: folder + "/a"))
        }
        var generator = PhiloxGenerator(seed: 12)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: sigma).state }
        for (state, map) in zip(states, try attention(denoiser, states, sigma: sigma)) {
            #expect(map.blocks == 3 && map.heads == 4 && map.nodes == 8)
            let truth = reference.weights(state.map(Double.init), sigma: sigma)
            #expect(largestDifference(map.weights.map(Double.init), truth) < 2e-5)
            // Not all the same: a wrong order would show.
            #expect((truth.max() ?? 0) - (truth.min() ?? 0) > 0.05)
        }
    }

    @Test func placesAndMeans() {
        let map = AttentionMap(blocks: 2, heads: 2, nodes: 3, weights: (0..<36).map(Float.init))
        #expect(map[1, 0, 2, 1] == 18 + 0 + 6 + 1)
        #expect(map.mean(block: 0, from: 1, to: 2) == (5 + 14) / 2.0)
    }
}
