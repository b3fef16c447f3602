import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

/// Properties that are drawn to a value: the prior times exp(−½k(y − y*)²).
@Suite struct AimTests {
    private let sigma = 1.2

    private func columns() throws -> [BenchmarkTable.Column] {
        [try Figures.accuracy(), try Figures.column("analog_accuracy")]
    }

    private func models() throws -> Models {
        Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: try columns(), in: .nasbench201))
    }

    /// The natural value of a standard score.
    private func value(_ score: Double, _ p: Int = 0) throws -> Double {
        PropertyScale(of: try columns()[p].values).value(at: score)
    }

    /// The gradient is that of the integral over y ~ N(μ, v), or of its integrand at μ.
    @Test(arguments: GuidanceOrder.allCases, [(0.8, 0.5), (-1, 8), (2, 60)])
    func gradientIsThatOfTheIntegral(order: GuidanceOrder, aim: (score: Double, strength: Double)) throws {
        let target = try value(aim.score), name = "baseline_accuracy"
        let guidance = Guidance(aims: [name: Aim(target: target, strength: aim.strength)], order: order)
        let wanted = PropertyScale(of: try columns()[0].values).score(of: target)
        let scores = NormalScores.of(try columns()[0].values)
        var generator = PhiloxGenerator(seed: 81)
        let states = try generator.noisyCells(sigma: sigma)
        let found = try GuidedPanel(try models(), guidance, states, sigma: sigma).gradient
        let coordinates = Array(stride(from: 2, to: 66, by: 9))
        for slot in [1, 6] {
            let truth = coordinates.map { i in
                slope(states[slot].map(Double.init), i, step: 1e-4) { x in
                    let moments = BruteForcePosterior(x, sigma: sigma).moments(scores)
                    func weight(_ y: Double) -> Double { -0.5 * aim.strength * (y - wanted) * (y - wanted) }
                    return order == .first
                        ? weight(moments.mean) : logExpectation(mean: moments.mean, variance: moments.variance, weight)
                }
            }
            #expect(largestDifference(coordinates.map { found[slot][$0] }, truth) < 3e-4 * norm(truth))
        }
    }

    /// Aims and tilts add up.
    @Test(arguments: GuidanceOrder.allCases) func aimsAddToTilts(order: GuidanceOrder) throws {
        let aims = ["analog_accuracy": Aim(target: try value(1, 1), strength: 3)], tilts = ["baseline_accuracy": -1.5]
        var generator = PhiloxGenerator(seed: 82)
        let states = try generator.noisyCells(sigma: sigma)
        func gradient(_ guidance: Guidance) throws -> [Double] {
            try GuidedPanel(models(), guidance, states, sigma: sigma).gradient.flatMap { $0 }
        }
        let both = try gradient(Guidance(tilts: tilts, aims: aims, order: order))
        let apart = zip(
            try gradient(Guidance(tilts: tilts, order: order)), try gradient(Guidance(aims: aims, order: order))
        ).map { $0 + $1 }
        #expect(norm(both) > 0.1 && largestDifference(both, apart) < 1e-5 * norm(both))
        #expect(try gradient(Guidance(aims: ["analog_accuracy": Aim(target: 50, strength: 0)])).allSatisfy { $0 == 0 })
    }

    /// The value enters the weights of particles: after one estimate they are worth (Σψ)²/Σψ², ψ the integral.
    @Test(arguments: GuidanceOrder.allCases) func weightsAreTheIntegral(order: GuidanceOrder) throws {
        let target = try value(1), k = 6.0
        let guidance = Guidance(
            aims: ["baseline_accuracy": Aim(target: target, strength: k)], order: order, method: .twisted)
        let settings = RunSettings(seed: 5, schedule: NoiseSchedule(sigmaMax: 1.5, sigmaMin: 0.5), steps: 2, guidance: guidance)
        let run = try LockStepRun(16, models: try models(), settings: settings, threads: 1)
        let predictor = ExactPredictor(columns: try columns(), in: .nasbench201)
        let wanted = predictor.scales[0].score(of: target)
        let logs = try run.states.flatMap { state -> [Double] in
            let states = (0..<Panel.width).map { Array(state.x[$0 * 66..<($0 + 1) * 66]) }
            return predict(predictor, states, sigma: try #require(settings.levels.first).sigma).map { found in
                let (mean, variance) = (Double(found.means[0]), Double(found.variances[0]))
                func weight(_ y: Double) -> Double { -0.5 * k * (y - wanted) * (y - wanted) }
                return order == .first ? weight(mean) : logExpectation(mean: mean, variance: variance, weight)
            }
        }
        run.advance()
        let sum = logs.reduce(0) { $0 + exp($1) }, squares = logs.reduce(0) { $0 + exp(2 * $1) }
        let size = sum * sum / squares
        #expect(size > 1.5 && size < 15.5)
        #expect(abs(run.effectiveSizes[0] / size - 1) < 1e-4)
    }

    /// A gentle aim gives the exactly tilted distribution's mean.
    @Test func samplesComeFromTheTiltedDistribution() throws {
        let column = try Figures.accuracy(), scores = NormalScores.of(column.values)
        let predictor = ExactPredictor(columns: [column], in: .nasbench201)
        let target = predictor.scales[0].value(at: 1.5), k = 0.7
        let wanted = predictor.scales[0].score(of: target)
        let weights = scores.map { exp(-0.5 * k * ($0 - wanted) * ($0 - wanted)) }
        let truth = zip(weights, scores).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        func mean(_ models: Models, _ guidance: Guidance) throws -> Double {
            let samples = try Generation.samples(
                512, models: models, settings: RunSettings(seed: 3, steps: 20, guidance: guidance), threads: 2)
            let codes = samples.compactMap(\.place)
            return codes.reduce(0) { $0 + scores[$1] } / Double(codes.count)
        }
        let aimed = try mean(
            Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: predictor),
            Guidance(aims: [column.name: Aim(target: target, strength: k)]))
        let exact = try mean(
            Models(denoiser: ExactDenoiser(of: .nasbench201, logPrior: scores.map { -0.5 * k * ($0 - wanted) * ($0 - wanted) })), Guidance())
        // Deviation 0.77 over 512 draws: 0.034.
        #expect(truth > 0.4)
        #expect(abs(aimed - truth) < 0.13 && abs(exact - truth) < 0.13)
    }

    @Test func anUnknownPropertyIsNamed() throws {
        let settings = RunSettings(guidance: Guidance(aims: ["speed": Aim(target: 3)]))
        #expect(
            errorText { _ = try Generation.samples(1, models: try models(), settings: settings, threads: 1) }
                == "unknown property 'speed'; the predictor knows: baseline_accuracy, analog_accuracy")
        #expect(
            errorText {
                _ = try Generation.samples(1, models: Models(denoiser: ExactDenoiser(of: .nasbench201)), settings: settings, threads: 1)
            } == "property 'speed' cannot be steered: there is no predictor")
    }

    /// Each property's share of the gradient is its own part, whether tilted or aimed.
    @Test func sharesCountAims() throws {
        let guidance = Guidance(
            tilts: ["baseline_accuracy": 1], aims: ["analog_accuracy": Aim(target: try value(1, 1), strength: 4)])
        let run = try SampleRun(models: try models(), settings: RunSettings(seed: 1, guidance: guidance), sample: 2)
        let step = try #require(run.next())
        var states = [[Float]](repeating: [Float](repeating: 0, count: 66), count: 8)
        states[2] = step.state
        func part(_ guidance: Guidance) throws -> Double {
            norm(try GuidedPanel(models(), guidance, states, sigma: step.sigma).gradient[2])
        }
        // A property's own part of the tilt is its mean's: first order.
        let tilt = try part(Guidance(tilts: guidance.tilts, order: .first)), aim = try part(Guidance(aims: guidance.aims))
        #expect(abs(step.tiltShares[0] - tilt / (tilt + aim)) < 1e-4)
        #expect(abs(step.tiltShares[1] - aim / (tilt + aim)) < 1e-4)
    }
}
