import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

/// Log tilts and slopes of the learned and the exact predictor, against double precision.
@Suite struct PredictorPullbackTests {
    private let tilts: [[Float]] = [[1.5, 0], [0, -2], [1, 2]]
    private let coordinates = Array(stride(from: 2, to: 66, by: 7))

    private func columns() throws -> [BenchmarkTable.Column] {
        var gaps = try Figures.column("analog_accuracy").values
        for code in stride(from: 0, to: Cell.count, by: 9) { gaps[code] = .nan }
        return [try Figures.accuracy(), BenchmarkTable.Column(of: .nasbench201, name: "analog_accuracy", values: gaps)]
    }

    /// Scores as the exact predictor takes them: a missing figure is the middle.
    private func scores() throws -> [[Double]] {
        try columns().map { NormalScores.of($0.values) }
    }

    private func reference(_ predictor: LearnedPredictor) throws -> ReferencePredictor {
        try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/p")
            return try ReferencePredictor(file: Safetensors(contentsOf: folder + "/p"), count: 2)
        }
    }

    @Test(arguments: GuidanceOrder.allCases) func learnedLogTiltIsTheNetworks(order: GuidanceOrder) throws {
        let predictor = try LearnedModels.predictor(), reference = try reference(predictor)
        var generator = PhiloxGenerator(seed: 61)
        for sigma in [0.3, 1, 5] {
            let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: sigma), sigma: sigma)
            for tilt in tilts {
                for (slot, found) in probe.logTilt(tilt, order).enumerated() {
                    let truth = reference.logTilt(
                        probe.states[slot].map(Double.init), sigma: sigma, tilts: tilt, second: order == .second)
                    #expect(abs(found - truth) < 5e-5 * max(1, abs(truth)))
                }
            }
        }
    }

    @Test(arguments: GuidanceOrder.allCases) func exactLogTiltIsThePosteriors(order: GuidanceOrder) throws {
        let predictor = ExactPredictor(columns: try columns(), in: .nasbench201), scores = try scores()
        var generator = PhiloxGenerator(seed: 62)
        for sigma in [0.3, 1, 5] {
            let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: sigma), sigma: sigma)
            for tilt in tilts {
                let combined = combination(tilt, scores)
                let found = probe.logTilt(tilt, order)
                for slot in [0, 5] {
                    let moments = BruteForcePosterior(probe.states[slot].map(Double.init), sigma: sigma).moments(combined)
                    let truth = moments.mean + (order == .second ? moments.variance / 2 : 0)
                    #expect(abs(found[slot] - truth) < 2e-5 * max(1, abs(truth)))
                }
            }
        }
    }

    /// Along its own gradient a log tilt rises by the gradient's square: value and gradient are of one function.
    @Test(arguments: [false, true], GuidanceOrder.allCases)
    func logTiltAndItsGradientBelongTogether(exact: Bool, order: GuidanceOrder) throws {
        let predictor: any Predictor = exact ? ExactPredictor(columns: try columns(), in: .nasbench201) : try LearnedModels.predictor()
        var generator = PhiloxGenerator(seed: 63)
        let states = try generator.noisyCells(sigma: 1)
        for tilt in tilts {
            let gradients = PredictorProbe(predictor, states, sigma: 1).tiltGradient(tilt, order)
            func values(_ step: Double) -> [Double] {
                let moved = zip(states, gradients).map { state, gradient in
                    zip(state, gradient).map { $0 + Float(step / norm(gradient)) * Float($1) }
                }
                return PredictorProbe(predictor, moved, sigma: 1).logTilt(tilt, order)
            }
            for (slot, (up, down)) in zip(values(0.01), values(-0.01)).enumerated() {
                let slope = (up - down) / 0.02
                #expect(abs(slope - norm(gradients[slot])) < 3e-3 * norm(gradients[slot]) + 1e-4, "slot \(slot)")
            }
        }
    }

    /// ∇Σ(a_p·μ_p + b_p·v_p), with slopes of its own in every slot.
    @Test(arguments: [0.3, 1, 5]) func learnedPullbackIsTheSlope(sigma: Double) throws {
        let predictor = try LearnedModels.predictor(), reference = try reference(predictor)
        var generator = PhiloxGenerator(seed: 64)
        let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: sigma), sigma: sigma)
        let a = (0..<8).map { _ in generator.normals(2) }, b = (0..<8).map { _ in generator.normals(2) }
        let found = probe.pullback(means: a, variances: b)
        for slot in [0, 3, 7] {
            let truth = coordinates.map { i in
                slope(probe.states[slot].map(Double.init), i, step: 1e-5) { x in
                    let (mean, covariance) = reference(x, sigma: sigma)
                    return (0..<2).reduce(0) { $0 + Double(a[slot][$1]) * mean[$1] + Double(b[slot][$1]) * covariance[$1][$1] }
                }
            }
            #expect(largestDifference(coordinates.map { found[slot][$0] }, truth) < 2e-4 * norm(truth))
        }
    }

    @Test(arguments: [0.3, 1, 5]) func exactPullbackIsTheSlope(sigma: Double) throws {
        let predictor = ExactPredictor(columns: try columns(), in: .nasbench201), scores = try scores()
        var generator = PhiloxGenerator(seed: 65)
        let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: sigma), sigma: sigma)
        let a = (0..<8).map { _ in generator.normals(2) }, b = (0..<8).map { _ in generator.normals(2) }
        let found = probe.pullback(means: a, variances: b)
        for slot in [0, 6] {
            let truth = coordinates.map { i in
                slope(probe.states[slot].map(Double.init), i, step: 1e-4) { x in
                    let posterior = BruteForcePosterior(x, sigma: sigma)
                    return (0..<2).reduce(0) { sum, p in
                        let moments = posterior.moments(scores[p])
                        return sum + Double(a[slot][p]) * moments.mean + Double(b[slot][p]) * moments.variance
                    }
                }
            }
            #expect(largestDifference(coordinates.map { found[slot][$0] }, truth) < 2e-4 * max(norm(truth), 1e-3))
        }
    }

    /// The tilts' gradients are pullbacks: a = γ, and for one property b = ½γ².
    @Test(arguments: [false, true]) func aTiltIsAPullback(exact: Bool) throws {
        let predictor: any Predictor = exact ? ExactPredictor(columns: try columns(), in: .nasbench201) : try LearnedModels.predictor()
        var generator = PhiloxGenerator(seed: 66)
        let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: 0.8), sigma: 0.8)
        func all(_ values: [Float]) -> [[Float]] { [[Float]](repeating: values, count: 8) }
        // Of several tilts an exact predictor leaves out what lacks one of the figures, and of slopes each property what lacks its own.
        let first = probe.tiltGradient(exact ? [1, 0] : [1, -2], .first)
        for (found, truth) in zip(probe.pullback(means: all(exact ? [1, 0] : [1, -2]), variances: all([0, 0])), first) {
            #expect(largestDifference(found, truth) < 1e-5 * max(norm(truth), 0.02))
        }
        let second = probe.tiltGradient([0, 3], .second)
        for (found, truth) in zip(probe.pullback(means: all([0, 3]), variances: all([0, 4.5])), second) {
            // Sums of terms of the order of 1 that nearly cancel.
            #expect(largestDifference(found, truth) < 1e-5 * max(norm(truth), 0.02))
        }
    }
}
