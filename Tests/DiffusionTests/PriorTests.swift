import Architectures
import Diffusion
import TestSupport
import Testing

/// Tilts and aims as a prior, against the distribution that they stand for.
@Suite struct PriorTests {
    private func columns() throws -> [BenchmarkTable.Column] {
        var gaps = try Figures.column("analog_accuracy").values
        for code in stride(from: 0, to: Cell.count, by: 9) { gaps[code] = .nan }
        return [try Figures.accuracy(), BenchmarkTable.Column(of: .nasbench201, name: "analog_accuracy", values: gaps)]
    }

    /// At a noise level that says nothing the posterior mean is the distribution's: E[a] of all cells, weighed.
    @Test func theMeanIsTheDistributions() throws {
        let columns = try columns(), scores = columns.map { NormalScores.of($0.values) }
        let scale = PropertyScale(of: columns[1].values)
        let guidance = Guidance(
            tilts: ["baseline_accuracy": 1.5], aims: ["analog_accuracy": Aim(target: scale.value(at: 0.5), strength: 3)], method: .conditioned)
        let denoiser = try ExactTilts(columns: columns, in: .nasbench201).tilted(by: guidance)
        let distribution = GuidedDistribution(
            [.init(scores: scores[0], tilt: 1.5), .init(scores: scores[1], aim: (scale.score(of: scale.value(at: 0.5)), 3))], count: Cell.count)
        var truth = [Double](repeating: 0, count: 66)
        for (p, state) in zip(distribution.probabilities, BruteForcePosterior.states) where p > 0 {
            for i in 0..<66 { truth[i] += p * state[i] }
        }
        let found = try #require(denoise(denoiser, [[Float](repeating: 0, count: 66)], sigma: 1000).first)
        #expect(zip(found, truth).allSatisfy { abs(Double($0) - $1) < 1e-4 })
    }

    @Test func sourcesAreTakenInOrder() throws {
        let accuracy = try Figures.accuracy(), other = BenchmarkTable.Column(of: .nasbench201, name: "mine_ms", values: accuracy.values.map { -$0 })
        let first = ExactTilts(columns: [accuracy], in: .nasbench201), second = ExactTilts(columns: [accuracy, other], in: .nasbench201)
        let both = try #require(FirstTiltable([first, second]))
        #expect(both.properties.map(\.name) == ["baseline_accuracy", "mine_ms"])
        let state = [[Float](repeating: 0.1, count: 66)]
        #expect(
            denoise(try both.tilted(by: ["baseline_accuracy": 1, "mine_ms": 1]), state, sigma: 2)
                == denoise(
                    try second.tilted(by: ["baseline_accuracy": 1, "mine_ms": 1]), state, sigma: 2))
        #expect(both.actor(for: Guidance(tilts: ["speed": 1])) == nil)
        #expect(errorText { _ = try both.tilted(by: ["speed": 1]) }?.contains("speed") == true)
        #expect(FirstTiltable([]) == nil)
    }

    @Test func figuresThatNoCellHasTogetherAreAnError() throws {
        let half = (0..<Cell.count).map { $0 % 2 == 0 ? Double($0) : .nan }, rest = (0..<Cell.count).map { $0 % 2 == 1 ? Double($0) : .nan }
        let tilts = ExactTilts(
            columns: [.init(of: .nasbench201, name: "a", values: half), .init(of: .nasbench201, name: "b", values: rest)], in: .nasbench201)
        #expect(
            errorText { _ = try tilts.tilted(by: ["a": 1, "b": 1]) }
                == "no cells have figures of all that is steered (a, b); steer by fewer, or import a table that has them together")
        #expect(
            errorText { _ = try tilts.tilted(by: Guidance(tilts: ["a": 1], unit: .published)) }
                == "the published unit is a scale of a gradient; use --method gradient with it, or give tilts in nats")
    }

    @Test func aSumHasNoAims() throws {
        let parameters = try FactoredProperty.analytic()
        #expect(
            errorText { _ = try FactoredTilts(parameters, in: .mobilenetv3).tilted(by: Guidance(aims: ["params_m": Aim(target: 4)])) }
                == "what tilts here takes tilts alone, and no aims; --method gradient takes aims")
    }
}
