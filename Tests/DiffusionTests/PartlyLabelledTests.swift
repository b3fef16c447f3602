import Architectures
import Diffusion
import Tensors
import Testing

/// Posterior moments of a property that not all architectures have a figure of, as training takes them, against sums over all cells in double precision.
@Suite struct PartlyLabelledTests {
    private static let space = SearchSpace.nasbench201
    /// Two cells of three are trained on.
    private static let support = (0..<Cell.count).filter { $0 % 3 != 0 }

    private func moments(_ scores: [[Double]], _ states: [[Float]], sigma: Double) -> [[(mean: Float, variance: Float)?]] {
        let found = PosteriorMoments(of: Self.space, scores: scores, support: Self.support, samples: states.count, directionCount: 0)
        let buffers = states.map { state in
            let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: state.count)
            _ = buffer.initialize(from: state)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        for (index, buffer) in buffers.enumerated() {
            if let x = buffer.baseAddress { found.condition(index, on: x, sigma: sigma, step: 0, sample: index) }
        }
        found.compute()
        return states.indices.map { index in scores.indices.map { found.moments(index, property: $0) } }
    }

    private static let prior = (0..<Cell.count).map { $0 % 3 != 0 ? 0 : -Double.infinity }

    /// E[y | x, there is a figure] and its variance: sums over the labelled, by the labelled's share.
    @Test(arguments: [0.5, 1.2, 4]) func theMeanIsOverTheLabelled(sigma: Double) throws {
        let whole = NormalScores.of(try Figures.accuracy().values)
        // Figures are missing where they are low, so that what is left out moves the mean.
        let partial = whole.enumerated().map { $0.element < 0.3 && $0.offset % 5 != 0 ? .nan : $0.element }
        var generator = PhiloxGenerator(seed: 7)
        let states = try (0..<11).map { _ in try generator.noisyCell(sigma: sigma).state }
        let found = moments([whole, partial], states, sigma: sigma)
        var moved = 0.0, compared = 0
        for (state, own) in zip(states, found) {
            let truth = BruteForcePosterior(state.map(Double.init), sigma: sigma, logPrior: Self.prior)
            for (values, moments) in zip([whole, partial], own) {
                // What hardly any likely cell has a figure of is left out.
                let share = zip(truth.probabilities, values).reduce(0) { $1.1.isNaN ? $0 : $0 + $1.0 }
                guard share > 2e-3 else { continue }
                compared += 1
                let exact = truth.moments(values), moments = try #require(moments)
                #expect(abs(Double(moments.mean) - exact.mean) < 1e-4)
                #expect(abs(Double(moments.variance) - exact.variance) < 2e-4)
            }
            moved = max(moved, abs(truth.moments(partial).mean - truth.moments(whole).mean))
        }
        #expect(moved > 0.1 && compared >= 18)
    }

    /// Of a cell that is less likely than one in a thousand nothing is learned; of a likelier one its figure, whatever its share.
    @Test func aThousandthIsTheLeastShare() throws {
        var generator = PhiloxGenerator(seed: 8)
        let sigma = 1.0, state = try generator.noisyCell(sigma: sigma).state
        let shares = BruteForcePosterior(state.map(Double.init), sigma: sigma, logPrior: Self.prior).probabilities
        let likelier = try #require(shares.indices.filter { shares[$0] > 1.05e-3 }.min { shares[$0] < shares[$1] })
        let rarer = try #require(shares.indices.filter { shares[$0] < 0.95e-3 }.max { shares[$0] < shares[$1] })
        #expect(shares[likelier] < 2e-3 && shares[rarer] > 5e-4)
        func only(_ code: Int) -> [Double] { (0..<Cell.count).map { $0 == code ? 1.5 : .nan } }
        let found = moments([only(likelier), only(rarer)], [state], sigma: sigma)[0]
        let kept = try #require(found[0])
        #expect(abs(kept.mean - 1.5) < 1e-3 && kept.variance < 1e-3 && found[1] == nil)
    }
}
