import Architectures
import Diffusion
import Tensors
import Testing

@Suite struct LearnedDenoiserTests {
    private static let sigmas = [0.03, 0.1, 0.5, 2, 10, 30]

    @Test(arguments: sigmas) func outputsAreProbabilities(sigma: Double) throws {
        var generator = PhiloxGenerator(seed: 5)
        var states = try (0..<6).map { _ in try generator.noisyCell(sigma: sigma).state }
        states.append([Float](repeating: 0, count: 66))
        states.append(generator.normals(66).map { $0 * 500 })
        for mean in denoise(LearnedModels.denoiser(), states, sigma: sigma) {
            let p = mean.map { (Double($0) + 1) / 2 }
            #expect(p.allSatisfy { $0 >= 0 && $0 <= 1 })
            for node in 0..<8 { #expect(abs(p[node * 7..<(node + 1) * 7].reduce(0, +) - 1) < 1e-5) }
        }
    }

    @Test(arguments: sigmas) func untrainedItIsThePosteriorOfIndependentEntries(sigma: Double) throws {
        let task = DenoiserTask(of: .nasbench201, seed: 1, batch: 8)
        let denoiser = task.denoiser(weights: task.layout.initialWeights(seed: 8))
        var generator = PhiloxGenerator(seed: 9)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: sigma).state }
        for (state, mean) in zip(states, denoise(denoiser, states, sigma: sigma)) {
            let truth = localPosterior(state.map(Double.init), sigma: sigma).map { 2 * $0 - 1 }
            // The evidence 2x/σ² reaches thousands at small σ, where it is rounded to single precision.
            #expect(largestDifference(mean.map(Double.init), truth) < 2e-5)
        }
    }

    @Test func bitsDoNotDependOnCompany() throws {
        let denoiser = LearnedModels.denoiser()
        var generator = PhiloxGenerator(seed: 10)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: 1).state }
        let together = denoise(denoiser, states, sigma: 1)
        for slot in 0..<Panel.width {
            let alone = states.enumerated().map { $0.offset == slot ? $0.element : [Float](repeating: -90, count: 66) }
            #expect(denoise(denoiser, alone, sigma: 1)[slot] == together[slot])
        }
        #expect(Set(together).count == Panel.width)
    }

    @Test func nodesAndEdgesInformEachOther() throws {
        let denoiser = LearnedModels.denoiser()
        var generator = PhiloxGenerator(seed: 11)
        let state = try generator.noisyCell(sigma: 1).state
        var edge = state, node = state
        edge[60] += 1
        node[10] += 1
        let means = denoise(denoiser, [state, edge, node], sigma: 1)
        #expect(means[0][..<56] != means[1][..<56])
        #expect(means[0][56...] != means[2][56...])
        #expect(means[0][14..<21] != means[2][14..<21])  // another node than the one that changed
    }
}
