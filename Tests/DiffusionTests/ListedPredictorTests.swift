import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

/// The predictor of cells: its network in double precision, and moments and slopes against sums over all cells.
@Suite struct ListedPredictorTests {
    private let sigmas = [0.1, 0.3, 1, 3, 20]
    private let coordinates = Array(stride(from: 3, to: 66, by: 5))

    private func truth(_ predictor: ListedPredictor) -> [[Double]] { predictor.properties.indices.map(predictor.estimates) }

    @Test func estimatesAreTheNetworks() throws {
        let predictor = try LearnedModels.cells()
        let trunk = try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/c")
            return try ReferenceTrunk(file: Safetensors(contentsOf: folder + "/c"))
        }
        let estimates = truth(predictor)
        #expect(trunk.outputs(of: "out") == 3 && estimates.map(\.count) == [15_625, 15_625, 15_625])
        for code in stride(from: 11, to: Cell.count, by: 997) {
            let cell = try #require(Cell(code: code))
            let input = (0..<6).flatMap { edge in (0..<5).map { $0 == cell[edge].rawValue ? 1.0 : 0 } }
            let expected = trunk.linear("out", trunk(input))
            for p in 0..<3 { #expect(abs(estimates[p][code] - expected[p]) < 2e-5 * max(1, abs(expected[p]))) }
        }
        // No property says the same of all cells.
        for values in estimates { #expect(Set(values).count > 5_000) }
    }

    @Test func momentsAreThePosteriors() throws {
        let predictor = try LearnedModels.cells(), scores = truth(predictor)
        var generator = PhiloxGenerator(seed: 12)
        for sigma in sigmas {
            let states = try (0..<3).map { _ in try generator.noisyCell(sigma: sigma).state }
            for (state, found) in zip(states, predict(predictor, states, sigma: sigma)) {
                let posterior = BruteForcePosterior(state.map(Double.init), sigma: sigma)
                for p in 0..<3 {
                    let exact = posterior.moments(scores[p])
                    #expect(abs(Double(found.means[p]) - exact.mean) < 1e-5 * max(1, abs(exact.mean)))
                    #expect(abs(Double(found.variances[p]) - exact.variance) < 1e-5 * max(1, exact.variance))
                }
            }
        }
    }

    /// ∇γᵀμ and ∇(γᵀμ + ½γᵀΣγ), covariance included, and the log tilt itself.
    @Test(arguments: [[2, 0, 0], [0, -1.5, 0], [1, 0.7, -0.4]] as [[Float]], GuidanceOrder.allCases)
    func tiltsAndTheirSlopes(tilts: [Float], order: GuidanceOrder) throws {
        let predictor = try LearnedModels.cells(), scores = truth(predictor)
        let combined = (0..<Cell.count).map { code in (0..<3).reduce(0.0) { $0 + Double(tilts[$1]) * scores[$1][code] } }
        func logTilt(_ x: [Double], _ sigma: Double) -> Double {
            let moments = BruteForcePosterior(x, sigma: sigma).moments(combined)
            return moments.mean + (order == .second ? moments.variance / 2 : 0)
        }
        var generator = PhiloxGenerator(seed: 31)
        for sigma in [0.3, 1, 5] {
            let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: sigma), sigma: sigma)
            let values = probe.logTilt(tilts, order), gradients = probe.tiltGradient(tilts, order)
            for slot in [1, 6] {
                let x = probe.states[slot].map(Double.init), expected = logTilt(x, sigma)
                #expect(abs(values[slot] - expected) < 2e-5 * max(1, abs(expected)))
                let slopes = coordinates.map { slope(x, $0, step: 1e-4) { logTilt($0, sigma) } }
                #expect(largestDifference(coordinates.map { gradients[slot][$0] }, slopes) < 1e-4 * max(norm(slopes), 1e-3))
            }
        }
    }

    @Test(arguments: [0.3, 1, 5]) func pullbackIsTheSlope(sigma: Double) throws {
        let predictor = try LearnedModels.cells(), scores = truth(predictor)
        var generator = PhiloxGenerator(seed: 65)
        let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: sigma), sigma: sigma)
        var a = (0..<8).map { _ in generator.normals(3) }, b = (0..<8).map { _ in generator.normals(3) }
        for slot in 0..<8 { (a[slot][1], b[slot][1]) = (0, 0) }
        let found = probe.pullback(means: a, variances: b)
        for slot in [0, 6] {
            let slopes = coordinates.map { i in
                slope(probe.states[slot].map(Double.init), i, step: 1e-4) { x in
                    let posterior = BruteForcePosterior(x, sigma: sigma)
                    return [0, 2].reduce(0) { sum, p in
                        let moments = posterior.moments(scores[p])
                        return sum + Double(a[slot][p]) * moments.mean + Double(b[slot][p]) * moments.variance
                    }
                }
            }
            #expect(largestDifference(coordinates.map { found[slot][$0] }, slopes) < 2e-4 * max(norm(slopes), 1e-3))
        }
    }

    /// Neither what lies in the other slots nor the slot itself changes a bit.
    @Test func bitsDependOnTheStateAlone() throws {
        let predictor = try LearnedModels.cells(), tilts: [Float] = [1, -1, 0.5]
        var generator = PhiloxGenerator(seed: 23)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: 1).state }
        let together = predict(predictor, states, sigma: 1, tilts: tilts)
        let turned = predict(predictor, Array(states[3...] + states[..<3]), sigma: 1, tilts: tilts)
        for slot in 0..<Panel.width {
            let found = turned[(slot + 5) % 8], alone = predict(predictor, [states[slot]], sigma: 1, tilts: tilts)[0]
            for other in [found, alone] {
                #expect(other.means == together[slot].means && other.variances == together[slot].variances)
                #expect(other.gradient == together[slot].gradient)
            }
        }
    }

    @Test func severalTiltsFollowOnePrediction() throws {
        let predictor = try LearnedModels.cells()
        var generator = PhiloxGenerator(seed: 3)
        let probe = PredictorProbe(predictor, try generator.noisyCells(sigma: 0.5), sigma: 0.5)
        let first = probe.tiltGradient([1, 2, 0], .second), other = probe.tiltGradient([0, 1, 1], .first)
        #expect(first != other)
        _ = probe.logTilt([3, 0, 0], .second)
        #expect(probe.tiltGradient([1, 2, 0], .second) == first)
    }

    /// Guidance with it, on one thread and two.
    @Test func guidanceOfTheSameBytesOnAnyThreads() throws {
        let models = Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: try LearnedModels.cells())
        func samples(_ tilt: Double, threads: Int, count: Int = 30) throws -> [GeneratedSample] {
            let settings = RunSettings(
                seed: 5, steps: 8, guidance: Guidance(tilts: ["baseline_accuracy": tilt], order: .second))
            return try Generation.samples(count, models: models, settings: settings, threads: threads)
        }
        let guided = try samples(1.5, threads: 1)
        #expect(guided == (try samples(1.5, threads: 2)))
        #expect(guided[0] == (try samples(1.5, threads: 2, count: 1))[0])
        let estimates = try #require(models.predictor as? ListedPredictor).estimates(of: 0)
        func mean(_ samples: [GeneratedSample]) -> Double {
            let codes = samples.compactMap(\.place)
            return codes.reduce(0) { $0 + estimates[$1] } / Double(codes.count)
        }
        #expect(mean(guided) > mean(try samples(-1.5, threads: 2)) + 0.5)
    }

    /// Conditioned on tilts, it is the exact posterior under the prior that its own figures tilt.
    @Test func itsTiltsAreThePriorsOfItsFigures() throws {
        let predictor = try LearnedModels.cells(), names = predictor.properties.map(\.name)
        let tilts = [names[0]: 3.0, names[2]: -5.0]
        let (a, c) = (predictor.estimates(of: 0), predictor.estimates(of: 2))
        let truth = ExactDenoiser(of: .nasbench201, logPrior: (0..<Cell.count).map { 3 * a[$0] - 5 * c[$0] })
        var generator = PhiloxGenerator(seed: 9)
        let states = try generator.noisyCells(sigma: 1)
        #expect(denoise(try predictor.tilted(by: tilts), states, sigma: 1) == denoise(truth, states, sigma: 1))
        #expect(errorText { _ = try predictor.tilted(by: ["none": 1]) }?.contains("none") == true)
    }
}
