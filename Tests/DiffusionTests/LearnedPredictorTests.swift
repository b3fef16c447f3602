import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

/// The learned predictor against its network written out in double precision.
@Suite struct LearnedPredictorTests {
    private func reference(_ predictor: LearnedPredictor) throws -> ReferencePredictor {
        try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/p")
            return try ReferencePredictor(
                file: Safetensors(contentsOf: folder + "/p"), count: predictor.properties.count)
        }
    }

    @Test(arguments: [0.1, 0.5, 1, 4, 25]) func momentsAreTheNetworks(sigma: Double) throws {
        let predictor = try LearnedModels.predictor(), reference = try reference(predictor)
        #expect(reference.rank > 0 && reference.count == 2)
        var generator = PhiloxGenerator(seed: 4)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: sigma).state }
        for (state, found) in zip(states, predict(predictor, states, sigma: sigma)) {
            let truth = reference(state.map(Double.init), sigma: sigma)
            for p in 0..<2 {
                #expect(abs(Double(found.means[p]) - truth.mean[p]) < 2e-5)
                #expect(abs(Double(found.variances[p]) / truth.covariance[p][p] - 1) < 1e-4)
            }
        }
    }

    /// ∇(γᵀμ) and ∇(γᵀμ + ½γᵀΣγ), covariance included, against central differences in double precision.
    @Test(arguments: [[1.5, 0], [0, -2], [1, 2], [-0.5, 3]] as [[Float]], GuidanceOrder.allCases)
    func tiltGradientIsTheSlope(tilts: [Float], order: GuidanceOrder) throws {
        let predictor = try LearnedModels.predictor(), reference = try reference(predictor)
        var generator = PhiloxGenerator(seed: 17)
        for sigma in [0.3, 1, 5] {
            let state = try generator.noisyCell(sigma: sigma).state
            let found = predict(predictor, [state], sigma: sigma, tilts: tilts, order: order)[0].gradient
            let coordinates = Array(stride(from: 1, to: 66, by: 4))
            let truth = coordinates.map { i in
                slope(state.map(Double.init), i, step: 1e-5) {
                    reference.logTilt($0, sigma: sigma, tilts: tilts, second: order == .second)
                }
            }
            #expect(largestDifference(coordinates.map { Double(found[$0]) }, truth) < 1e-4 * norm(truth))
        }
    }

    @Test func covarianceMattersToTheGradient() throws {
        let predictor = try LearnedModels.predictor()
        var generator = PhiloxGenerator(seed: 2)
        let state = try generator.noisyCell(sigma: 1).state
        func curvature(_ tilts: [Float]) -> [Float] {
            let second = predict(predictor, [state], sigma: 1, tilts: tilts, order: .second)[0].gradient
            let first = predict(predictor, [state], sigma: 1, tilts: tilts, order: .first)[0].gradient
            return zip(second, first).map { $0 - $1 }
        }
        let both = curvature([1, 1]), apart = zip(curvature([1, 0]), curvature([0, 1])).map { $0 + $1 }
        #expect(norm(zip(both, apart).map { Double($0 - $1) }) > 0.05 * norm(both.map(Double.init)))
    }

    @Test func bitsDoNotDependOnCompany() throws {
        let predictor = try LearnedModels.predictor()
        var generator = PhiloxGenerator(seed: 23)
        let states = try (0..<Panel.width).map { _ in try generator.noisyCell(sigma: 1).state }
        let together = predict(predictor, states, sigma: 1, tilts: [1, -1])
        for slot in 0..<Panel.width {
            let alone = states.enumerated().map { $0.offset == slot ? $0.element : [Float](repeating: 7, count: 66) }
            let found = predict(predictor, alone, sigma: 1, tilts: [1, -1])[slot]
            #expect(found.means == together[slot].means && found.variances == together[slot].variances)
            #expect(found.gradient == together[slot].gradient)
        }
    }

    @Test func severalTiltsFollowOnePrediction() throws {
        let predictor = try LearnedModels.predictor()
        var generator = PhiloxGenerator(seed: 3)
        let state = try generator.noisyCell(sigma: 0.5).state
        let worker = predictor.makeWorker()
        let x = PanelValues(66), gradient = PanelValues(66), means = PanelValues(2), variances = PanelValues(2)
        x[0] = state
        worker.predict(x.buffer, sigma: 0.5, means: means.buffer, variances: variances.buffer)
        for tilts in [[1, 2], [0, 1], [1, 2]] as [[Float]] {
            for order in GuidanceOrder.allCases {
                worker.tiltGradient(tilts, order: order, into: gradient.buffer)
                #expect(gradient[0] == predict(predictor, [state], sigma: 0.5, tilts: tilts, order: order)[0].gradient)
            }
        }
    }
}
