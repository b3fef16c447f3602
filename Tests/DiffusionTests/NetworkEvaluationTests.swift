import Architectures
import Diffusion
import Platform
import Tensors
import TestSupport
import Testing

@Suite struct NetworkEvaluationTests {
    /// Against networks of the space weighted by the tilt itself.
    @Test(arguments: [["params_m": 1], ["imagenet_top1": 1], ["imagenet_top1": 0.8, "macs_m": -0.6]] as [[String: Double]])
    func tiltsAreTheWeightedSpace(weights: [String: Double]) throws { try check(try NetworkSurrogates.targets(), weights: weights) }

    /// The same where what is no sum has a good part in the figure.
    @Test func tiltsWeighWhatIsNoSum() throws {
        try check(FactoredTargets(try NetworkSurrogates.aligned(), additive: try FactoredProperty.analytic()), weights: ["imagenet_top1": 1])
    }

    private func check(_ targets: FactoredTargets, weights: [String: Double]) throws {
        let tilt = try NetworkTilt(targets, weights: weights, gamma: 0.9)
        let networks = RandomNetworks.draw(40_000, seed: 55)
        let residuals = targets.surrogate.residuals(of: networks)
        let values = networks.indices.map { n in
            targets.properties.map { $0.figure.value(of: networks[n]) + $0.rest(of: Architecture(networks[n]), residual: residuals[n]) }
        }
        let directions = values.map { row in
            zip(row, targets.properties).reduce(0.0) { $0 + (weights[$1.1.info.name] ?? 0) * ($1.0 - $1.1.mean) / $1.1.deviation }
        }
        let shares = directions.map { exp(0.9 * $0) }, total = shares.reduce(0, +)
        #expect(abs(zip(shares, directions).reduce(0) { $0 + $1.0 * $1.1 } / total - tilt.score) < 0.06)
        for (p, property) in targets.properties.enumerated() {
            let mean = zip(shares, values).reduce(0) { $0 + $1.0 * $1.1[p] } / total
            #expect(abs(mean - tilt.means[p]) < 0.06 * property.deviation, "\(property.info.name)")
        }
        #expect((tilt.effectiveDraws == nil) == (weights["imagenet_top1"] == nil))
        #expect(errorText { _ = try NetworkTilt(targets, weights: ["speed": 1], gamma: 1) }?.contains("speed") == true)
    }

    /// A tilt of sums has means that are the slope of its log partition function: here by differences of the means' own integral.
    @Test func noTiltIsTheSpace() throws {
        let targets = try NetworkSurrogates.targets()
        let tilt = try NetworkTilt(targets, weights: ["macs_m": 1], gamma: 0)
        #expect(abs(tilt.score) < 1e-9)
        #expect(zip(tilt.means[2...], targets.properties[2...]).allSatisfy { abs($0 - $1.mean) < 1e-6 * $1.mean })
    }

    /// No network beats those of the front in the sum it was found for.
    @Test func frontsAreBestInTheirSums() throws {
        let properties = try FactoredProperty.analytic()
        var random = PhiloxGenerator(seed: 3)
        let gain = FactoredProperty(.named("y"), NetworkPosteriorTests.figure(&random, size: 1)), cost = properties[1]
        let front = AdditiveFront.architectures(gain: gain, cost: cost, count: 5).compactMap(\.network)
        #expect(front.count == 5)
        let others = RandomNetworks.draw(2_000, seed: 4)
        for (n, network) in front.enumerated() {
            let angle = 0.5 * Double.pi * Double(n) / 4
            func value(_ network: MobileNet) -> Double {
                cos(angle) * gain.score.value(of: network) - sin(angle) * cost.score.value(of: network)
            }
            #expect(others.allSatisfy { value($0) < value(network) })
            #expect(front.allSatisfy { value($0) <= value(network) + 1e-9 })
        }
        #expect(front.last.map { cost.figure.value(of: $0) } == cost.figure.value(of: .smallest))
    }

    @Test func noisyPredictionsAreThePredictors() throws {
        let predictor = FactoredPredictor(try FactoredProperty.analytic(), in: .mobilenetv3)
        let networks = RandomNetworks.draw(21, seed: 6), states = networks.map(\.state)
        let one = NoisyPredictions(predictor, states: states, sigma: 1, level: 0, seed: 2, threads: 1)
        let three = NoisyPredictions(predictor, states: states, sigma: 1, level: 0, seed: 2, threads: 3)
        #expect(one.means == three.means && one.variances == three.variances && one.means.count == 21)
        let other = NoisyPredictions(predictor, states: states, sigma: 1, level: 1, seed: 2, threads: 1)
        #expect(one.means != other.means)
        // All but without noise, a network's score is its own.
        let clean = NoisyPredictions(predictor, states: states, sigma: 0.05, level: 0, seed: 2, threads: 2)
        for (row, network) in zip(clean.means, networks) {
            for (score, property) in zip(row, try FactoredProperty.analytic()) {
                #expect(abs(Double(score) - property.score.value(of: network)) < 1e-4)
            }
        }
    }

    @Test func theExactPredictorHasNoError() throws {
        let exact = try FactoredProperty.analytic()
        let networks = RandomNetworks.draw(400, seed: 12)
        let parameters = networks.map { exact[0].figure.value(of: $0) }
        let table = BenchmarkTable(
            name: "t", of: .mobilenetv3, architectures: networks.map { Architecture($0) },
            columns: [.init(of: .mobilenetv3, name: "params", values: parameters.enumerated().map { $0.offset == 3 ? .nan : 1e6 * $0.element })])
        let reports = FactoredPredictorReport.make(
            FactoredPredictor(exact, in: .mobilenetv3), table: table, rows: Array(0..<300), exact: exact, sigmas: [0.05, 2], seed: 1, threads: 2)
        #expect(reports.count == 1 && reports[0].property == "params_m" && reports[0].count == 299)
        let (clean, noisy) = (reports[0].rows[0], reports[0].rows[1])
        #expect(try #require(clean.spearman) > 0.99999 && #require(clean.error) < 1e-4 && clean.exactR2 == 1 && clean.varianceR2 == nil)
        #expect(try #require(noisy.spearman) < 0.9 && #require(noisy.error) > 0.1 && noisy.exactR2 == 1 && noisy.varianceR2 == 1)
        // A predictor of something else is held against the figures, with no exact moments.
        let mirrored = FactoredPredictorReport.make(
            FactoredPredictor([FactoredProperty(.named("params_m"), -1 * exact[0].figure)], in: .mobilenetv3), table: table, rows: Array(0..<300),
            exact: [exact[1]], sigmas: [0.05], seed: 1, threads: 1)
        #expect(try #require(mirrored[0].rows[0].spearman) < -0.99999 && mirrored[0].rows[0].exactR2 == nil)
        let few = FactoredPredictorReport.make(
            FactoredPredictor(exact, in: .mobilenetv3), table: table, rows: Array(10..<39), exact: exact, sigmas: [2], seed: 1, threads: 1)
        #expect(few[0].count == 29 && few[0].rows[0] == .init(sigma: 2, spearman: nil, error: nil, exactR2: nil, varianceR2: nil))
    }
}
