import Architectures
import Diffusion
import Tensors
import Testing

/// The fast posterior against a sum over all 15,625 cells in double precision.
@Suite struct ListedPosteriorTests {
    static let sigmas = [0.05, 0.1, 0.3, 1, 2, 5, 30]

    /// Noisy cells, and states no forward process would make.
    private func states(sigma: Double) throws -> [[Float]] {
        var generator = PhiloxGenerator(seed: UInt64(sigma * 1000))
        var states = try (0..<3).map { _ in try generator.noisyCell(sigma: sigma).state }
        states.append([Float](repeating: 0, count: 66))
        states.append(generator.normals(66).map { $0 * 300 })
        // All operations say 3×3 convolution, all edges say absent: no cell is near.
        var torn = try #require(Cell(code: 15_624 / 4 * 3)).state
        for slot in 56..<66 { torn[slot] = -torn[slot] }
        states.append(torn)
        return states
    }

    private func check(_ logPrior: [Double]?, sigma: Double) throws {
        let accuracy = try Figures.accuracy().values
        var partial = accuracy
        for code in stride(from: 0, to: Cell.count, by: 3) { partial[code] = .nan }
        let posterior = ListedPosterior(of: .nasbench201, logPrior: logPrior)
        for (index, state) in try states(sigma: sigma).enumerated() {
            let truth = BruteForcePosterior(state.map(Double.init), sigma: sigma, logPrior: logPrior)
            posterior.load(index, state, sigma: sigma)
            posterior.compute()
            #expect(largestDifference(posterior.probabilities(index), truth.probabilities) < 1e-5, "state \(index)")
            let mean = denoise(ExactDenoiser(of: .nasbench201, logPrior: logPrior), [state], sigma: sigma)[0]
            #expect(largestDifference(mean.map(Double.init), truth.mean) < 1e-5, "state \(index)")
            let moments = posterior.moments(index, accuracy), exact = truth.moments(accuracy)
            #expect(abs(moments.mean - exact.mean) < 1e-5 * 100, "state \(index)")  // accuracies run to 100
            #expect(abs(moments.variance - exact.variance) < 1e-5 * 100 * 100, "state \(index)")
        }
        // With figures missing, where the posterior is broad enough for some to remain.
        let state = try #require(try states(sigma: sigma).first)
        let truth = BruteForcePosterior(state.map(Double.init), sigma: sigma, logPrior: logPrior)
        posterior.load(0, state, sigma: sigma)
        posterior.compute()
        let scores = NormalScores.of(partial)
        let moments = posterior.moments(0, scores), exact = truth.moments(scores)
        if sigma > 0.2 {
            #expect(abs(moments.mean - exact.mean) < 1e-5)
            #expect(abs(moments.variance - exact.variance) < 1e-5)
        }
    }

    @Test(arguments: sigmas) func uniformPrior(sigma: Double) throws { try check(nil, sigma: sigma) }

    @Test(arguments: sigmas, [2, -3]) func tiltedPrior(sigma: Double, gamma: Double) throws {
        try check(NormalScores.of(try Figures.accuracy().values).map { gamma * $0 }, sigma: sigma)
    }

    @Test(arguments: sigmas) func priorOverAFewCells(sigma: Double) throws {
        var prior = [Double](repeating: -.infinity, count: Cell.count)
        for code in stride(from: 5, to: Cell.count, by: 101) { prior[code] = Double(code % 7) }
        try check(prior, sigma: sigma)
    }

    @Test func aFigureThatNoLikelyCellHasIsNotANumber() throws {
        var values = [Double](repeating: 1, count: Cell.count)
        let code = 4321
        values[code] = .nan
        let posterior = ListedPosterior(of: .nasbench201)
        posterior.load(3, try #require(Cell(code: code)).state, sigma: 0.05)
        posterior.compute()
        let (mean, variance) = posterior.moments(3, values)
        #expect(mean.isNaN && variance.isNaN)
    }

    @Test(arguments: [0.05, 1, 30]) func denoiserIsThePosteriorMean(sigma: Double) throws {
        var generator = PhiloxGenerator(seed: 3)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: sigma).state }
        let prior = (0..<Cell.count).map { Double($0 % 11) / 4 }
        for (state, mean) in zip(states, denoise(ExactDenoiser(of: .nasbench201, logPrior: prior), states, sigma: sigma)) {
            let truth = BruteForcePosterior(state.map(Double.init), sigma: sigma, logPrior: prior).mean
            #expect(largestDifference(mean.map(Double.init), truth) < 1e-5)
        }
    }
}
