import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

@Suite struct NetworkPosteriorTests {
    private static let dimension = MobileNet.layout.stateDimension

    /// A noisy state of a random network.
    static func state(_ random: inout PhiloxGenerator, sigma: Double) -> [Float] {
        let clean = FactoredPosterior(of: .mobilenetv3).network(&random).state
        return clean.map { $0 + Float(sigma * random.normal()) }
    }

    /// Any figure that is a sum over layers and depths.
    static func figure(_ random: inout PhiloxGenerator, size: Double) -> FactoredFigure {
        FactoredFigure(
            of: .mobilenetv3, constant: 3, types: (0..<200).map { _ in size * random.normal() }, patterns: (0..<15).map { _ in size * random.normal() })
    }

    private static func mean(_ denoiser: some Denoiser, _ x: [Float], sigma: Double) -> [Float] {
        denoise(denoiser, [x], sigma: sigma)[0]
    }

    /// Against all 7,371 possibilities of every stage, one by one, from the formula.
    @Test(arguments: [0.3, 1, 3]) func theClosedFormIsTheSumOverAllStages(sigma: Double) {
        var random = PhiloxGenerator(seed: 4, stream: UInt32(sigma * 10))
        let tilt = Self.figure(&random, size: 0.7)
        let x = Self.state(&random, sigma: sigma)
        let prior = SearchSpace.mobilenetv3.logPrior + tilt
        let closed = FactoredPosterior(prior: prior)
        closed.condition(on: x, sigma: sigma)
        var found = [Float](repeating: 0, count: Self.dimension)
        closed.probabilities(into: &found)
        let y = Self.figure(&random, size: 1)
        var (mean, variance) = (y.constant, 0.0)
        for stage in 0..<MobileNet.stageCount {
            let reference = StageReference(stage: stage, x: x, sigma: sigma, logPrior: prior.values(ofStage: stage))
            for (i, p) in reference.probabilities { #expect(abs(Double(found[i]) - p) < 1e-6, "entry \(i)") }
            let part = reference.moments(y.values(ofStage: stage))
            mean += part.mean
            variance += part.variance
        }
        let moments = closed.moments(y)
        #expect(abs(moments.mean - mean) < 1e-6 && abs(moments.variance - variance) < 1e-6)
    }

    /// ∇(E + ½Var) of combined figures, and of each figure's moments, against differences of themselves.
    @Test(arguments: GuidanceOrder.allCases) func slopesAreTheSlopes(order: GuidanceOrder) {
        var random = PhiloxGenerator(seed: 12)
        let sigma = 0.9
        let properties = ["y", "z"].map { FactoredProperty(.named($0), Self.figure(&random, size: 0.8)) }
        let predictor = FactoredPredictor(properties, in: .mobilenetv3)
        let tilts: [Float] = [1.5, -0.7]
        let states = (0..<Panel.width).map { _ in Self.state(&random, sigma: sigma) }
        let probe = PredictorProbe(predictor, states, sigma: sigma)
        let gradient = probe.tiltGradient(tilts, order)
        for i in stride(from: 0, to: Self.dimension, by: 3) {
            func value(_ offset: Float) -> [Double] {
                let moved = states.map { state in
                    var state = state
                    state[i] += offset
                    return state
                }
                return PredictorProbe(predictor, moved, sigma: sigma).logTilt(tilts, order)
            }
            for (slot, (up, down)) in zip(value(0.03), value(-0.03)).enumerated() {
                let difference = (up - down) / 0.06
                #expect(abs(difference - gradient[slot][i]) < 0.01 * abs(difference) + 1e-3, "entry \(i)")
            }
        }
    }

    @Test func theMeansPullbackIsItsSlope() throws {
        var random = PhiloxGenerator(seed: 13)
        let sigma = 1.1
        let denoiser = FactoredDenoiser(prior: SearchSpace.mobilenetv3.logPrior + Self.figure(&random, size: 0.5))
        let worker = try #require(denoiser.makeWorker() as? any DifferentiableDenoiserWorker)
        let x = PanelValues(Self.dimension), mean = PanelValues(Self.dimension), gradient = PanelValues(Self.dimension)
        let cotangent = PanelValues(Self.dimension)
        let direction = (0..<Self.dimension).map { _ in Float(random.normal()) }
        let state = Self.state(&random, sigma: sigma)
        (x[0], cotangent[0]) = (state, direction)
        worker.denoise(x.buffer, sigma: sigma, into: mean.buffer)
        worker.pullback(cotangent.buffer, into: gradient.buffer)
        for i in 0..<Self.dimension {
            func product(_ offset: Float) -> Double {
                var state = state
                state[i] += offset
                return zip(denoise(denoiser, [state], sigma: sigma)[0], direction).reduce(0) { $0 + Double($1.0 * $1.1) }
            }
            let difference = (product(0.02) - product(-0.02)) / 0.04
            #expect(abs(difference - Double(gradient[0][i])) < 0.01 * abs(difference) + 2e-3, "entry \(i)")
        }
    }

    /// Standard scores have mean 0 and deviation 1 over networks drawn from the space.
    @Test func scoresAreStandard() throws {
        let cost = try MobileNetCost()
        let property = FactoredProperty(.named("params_m"), try #require(cost.parameterFigure))
        var random = PhiloxGenerator(seed: 31)
        let scores = (0..<4_000).map { _ in property.score.value(of: FactoredPosterior.any(&random)) }
        let mean = scores.reduce(0, +) / 4_000, square = scores.reduce(0) { $0 + $1 * $1 } / 4_000
        #expect(abs(mean) < 0.06 && abs(square - 1) < 0.1)
        #expect(abs(property.scale.value(at: 1) - property.mean - property.deviation) < 1e-6 * property.mean)
    }

    @Test func drawsFollowThePosterior() {
        var random = PhiloxGenerator(seed: 3)
        let x = Self.state(&random, sigma: 1.5)
        let posterior = FactoredPosterior(of: .mobilenetv3)
        posterior.condition(on: x, sigma: 1.5)
        var expected = [Float](repeating: 0, count: Self.dimension)
        posterior.probabilities(into: &expected)
        var counts = [Double](repeating: 0, count: Self.dimension)
        let draws = 20_000
        for _ in 0..<draws { for (i, a) in posterior.network(&random).state.enumerated() where a > 0 { counts[i] += 1 } }
        for i in counts.indices {
            let p = Double(expected[i])
            #expect(abs(counts[i] - p * Double(draws)) < 5 * (p * (1 - p) * Double(draws)).squareRoot() + 1, "entry \(i)")
        }
    }

    @Test func costsAreSumsOverLayers() throws {
        let cost = try MobileNetCost(width: .oneAndAFifth, resolution: 192)
        let parameters = try #require(cost.parameterFigure), adds = try #require(cost.multiplyAddFigure)
        var random = PhiloxGenerator(seed: 21)
        for _ in 0..<200 {
            let network = FactoredPosterior.any(&random)
            #expect(parameters.value(of: network) == Double(cost.total(network).parameters))
            #expect(adds.value(of: network) == Double(cost.total(network).multiplyAdds))
        }
        var values = (0..<5).map { parameters.values(ofStage: $0) }
        values[1][5_000] += 3
        #expect(FactoredFigure(stages: values, tolerance: 1) == nil)
        #expect(FactoredFigure(stages: [], tolerance: 1) == nil)
    }
}

extension FactoredPosterior {
    /// A network of the posterior last computed.
    func network(_ random: inout PhiloxGenerator) -> MobileNet {
        let uniforms = (0..<25).map { _ in random.uniform() }
        return drawNetwork { uniforms[$0] }
    }

    /// A network of the space: its prior is its posterior where the state says nothing.
    static func any(_ random: inout PhiloxGenerator) -> MobileNet {
        let posterior = FactoredPosterior(of: .mobilenetv3)
        posterior.condition(on: [Float](repeating: 0, count: MobileNet.layout.stateDimension), sigma: 1)
        return posterior.network(&random)
    }
}

/// One stage by the formula: exp(prior − ‖x − a‖²/2σ²) over every possibility.
struct StageReference {
    /// Probabilities of the state's entries that are the stage's.
    let probabilities: [(Int, Double)]
    private let weights: [Double]

    init(stage: Int, x: [Float], sigma: Double, logPrior: [Double]) {
        var exponents: [Double] = [], presences: [[Double]] = []
        let slots = MobileNet.layout.slots
        let entries = (40 * stage..<40 * (stage + 1)).map { $0 } + slots.indices.filter { slots[$0].from / 4 == stage }.map { 200 + $0 }
        for choice in MobileNet.Stage.all {
            var network = MobileNet.smallest
            network[stage] = choice
            let a = network.state
            let distance = entries.reduce(0.0) { $0 + Double((x[$1] - a[$1]) * (x[$1] - a[$1])) }
            exponents.append(logPrior[choice.code] - distance / (2 * sigma * sigma))
            presences.append(entries.map { a[$0] > 0 ? 1 : 0 })
        }
        let top = exponents.max() ?? 0
        let raw = exponents.map { exp($0 - top) }
        let total = raw.reduce(0, +)
        weights = raw.map { $0 / total }
        let shares = weights
        probabilities = entries.indices.map { i in
            (entries[i], zip(shares, presences).reduce(0) { $0 + $1.0 * $1.1[i] })
        }
    }

    func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
        let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
        return (mean, zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) })
    }
}
