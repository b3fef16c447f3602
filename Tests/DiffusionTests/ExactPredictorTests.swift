import Architectures
import Diffusion
import Tensors
import Testing

@Suite struct ExactPredictorTests {
    private let sigmas = [0.1, 0.3, 1, 3, 20]

    private func columns() throws -> [BenchmarkTable.Column] {
        var drift = try Figures.column("analog_drift_2592000").values
        for code in stride(from: 0, to: Cell.count, by: 9) { drift[code] = .nan }
        return [try Figures.accuracy(), BenchmarkTable.Column(of: .nasbench201, name: "drift", values: drift)]
    }

    /// Scores as the predictor takes them: what has no figure is left out.
    private func scores() throws -> [[Double]] {
        try columns().map { NormalScores.of($0.values) }
    }

    @Test func momentsAreThePosteriors() throws {
        let predictor = ExactPredictor(columns: try columns(), in: .nasbench201), scores = try scores()
        #expect(predictor.properties.map(\.name) == ["baseline_accuracy", "drift"])
        var generator = PhiloxGenerator(seed: 12)
        for sigma in sigmas {
            let states = try (0..<3).map { _ in try generator.noisyCell(sigma: sigma).state }
            for (state, found) in zip(states, predict(predictor, states, sigma: sigma)) {
                let truth = BruteForcePosterior(state.map(Double.init), sigma: sigma)
                // Where hardly anything that the state may be has a figure, single precision does not tell what is left.
                for p in 0..<2 where zip(truth.probabilities, scores[p]).reduce(0, { $1.1.isNaN ? $0 : $0 + $1.0 }) > 0.01 {
                    let exact = truth.moments(scores[p])
                    #expect(abs(Double(found.means[p]) - exact.mean) < 1e-5)
                    #expect(abs(Double(found.variances[p]) - exact.variance) < 1e-5)
                }
            }
        }
    }

    /// ∇γᵀμ and ∇(γᵀμ + ½γᵀΣγ) against central differences of the brute-force moments of γᵀy.
    @Test(arguments: [[2, 0], [0, -1.5], [1, 0.7]] as [[Float]], GuidanceOrder.allCases)
    func tiltGradientIsTheSlopeOfTheMoments(tilts: [Float], order: GuidanceOrder) throws {
        let predictor = ExactPredictor(columns: try columns(), in: .nasbench201), scores = try scores()
        let combined = combination(tilts, scores)
        var generator = PhiloxGenerator(seed: 31)
        for sigma in [0.3, 1, 5] {
            let state = try generator.noisyCell(sigma: sigma).state
            let found = try #require(predict(predictor, [state], sigma: sigma, tilts: tilts, order: order).first)
            let truth = stride(from: 3, to: 66, by: 5).map { i in
                slope(state.map(Double.init), i, step: 1e-4) { x in
                    let moments = BruteForcePosterior(x, sigma: sigma).moments(combined)
                    return moments.mean + (order == .second ? moments.variance / 2 : 0)
                }
            }
            let gradient = stride(from: 3, to: 66, by: 5).map { Double(found.gradient[$0]) }
            #expect(largestDifference(gradient, truth) < 1e-4 * max(norm(truth), 1e-3))
        }
    }

    @Test func severalTiltsFollowOnePrediction() throws {
        let predictor = ExactPredictor(columns: try columns(), in: .nasbench201)
        var generator = PhiloxGenerator(seed: 6)
        let state = try generator.noisyCell(sigma: 1).state
        let worker = predictor.makeWorker()
        let x = PanelValues(66), gradient = PanelValues(66), means = PanelValues(2), variances = PanelValues(2)
        x[4] = state
        worker.predict(x.buffer, sigma: 1, means: means.buffer, variances: variances.buffer)
        x[4] = [Float](repeating: 0, count: 66)  // the caller may reuse its buffer
        for tilts in [[1, 0], [0, 1], [1, 0]] as [[Float]] {
            worker.tiltGradient(tilts, order: .second, into: gradient.buffer)
            #expect(gradient[4] == predict(predictor, [state], sigma: 1, tilts: tilts)[0].gradient)
        }
    }
}
