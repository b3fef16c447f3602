import Diffusion
import Foundation
import Testing

/// How fast the deterministic samplers near the solution of their ODE, which a Gaussian prior has in closed form:
/// x(σ) = m + (x₀ − m)·√((s² + σ²)/(s² + σ₀²)).
@Suite struct SamplerOrderTests {
    private static let prior = GaussianDenoiser(mean: 0.3, deviation: 0.7)

    /// The largest error at the last level, before the state is replaced by its estimate.
    private func error(_ sampler: Sampler, _ sde: SDE.Kind, steps: Int) throws -> Double {
        let schedule = NoiseSchedule(spacing: .linear, sigmaMax: 5, sigmaMin: 0.2)
        let settings = RunSettings(seed: 2, sampler: sampler, sde: sde, schedule: schedule, steps: steps)
        let run = try PanelRun(models: Models(denoiser: Self.prior), settings: settings, panel: 0)
        let start = run.x.map(Double.init)
        while run.step < steps - 1 { run.advance() }
        let (mean, variance) = (Self.prior.mean, Self.prior.deviation * Self.prior.deviation)
        let shrink = ((variance + 0.04) / (variance + 25)).squareRoot()
        return largestDifference(run.x.map(Double.init), start.map { mean + ($0 - mean) * shrink })
    }

    @Test(arguments: [(Sampler.probabilityFlow, 1.0), (.heun, 2), (.dpmSolver, 2)], SDE.Kind.allCases)
    func order(sampler: (kind: Sampler, order: Double), sde: SDE.Kind) throws {
        let coarse = try error(sampler.kind, sde, steps: 41), fine = try error(sampler.kind, sde, steps: 81)
        #expect(abs(log2(coarse / fine) - sampler.order) < 0.25, "errors \(coarse), \(fine)")
        #expect(fine < 0.2)
    }

    @Test func orderTwoIsWorthIt() throws {
        let euler = try error(.probabilityFlow, .ve, steps: 41)
        #expect(try error(.heun, .ve, steps: 21) < euler / 5)
        #expect(try error(.dpmSolver, .ve, steps: 41) < euler / 5)
    }

    /// Of a stochastic method the law has an order: with a normal prior every state is normal, and its variance follows from the step before by arithmetic. Eleven levels of
    /// `ancestral` leave a quarter of the variance out; the solver's second order brings it back at no more passes.
    @Test(arguments: [(Sampler.ancestral, 1.0, 0.2), (.sdeSolver, 2, 0.01)])
    func orderOfTheLaw(sampler: (kind: Sampler, order: Double, most: Double)) throws {
        let isTwoStep = sampler.kind == .sdeSolver
        // The start, 25 and not 25.49, is an error of its own that no number of levels takes away.
        let limit = Self.law(levels: 10_001, isTwoStep: isTwoStep)
        let errors = [11, 41, 81, 161].map { Self.law(levels: $0, isTwoStep: isTwoStep) - limit }
        #expect(abs(errors[0]) < sampler.most && abs(limit - 0.53) < 0.001)
        #expect(abs(log2(errors[2] / errors[3]) - sampler.order) < 0.1)

        let (mean, variance) = try drawn(sampler.kind, levels: 11)
        // 81,920 values: standard errors 0.0025 and 0.0026.
        #expect(abs(mean) < 0.01)
        #expect(abs(variance - Self.law(levels: 11, isTwoStep: isTwoStep)) < 0.01)
    }

    /// Var[x̃] at the last of so many levels, geometric from 5 to 0.2, of a prior N(0, 0.49), by the recursion of the covariance of (x̃, D₋).
    private static func law(levels: Int, isTwoStep: Bool) -> Double {
        let sigmas = (0..<levels).map { 5 * pow(0.2 / 5, Double($0) / Double(levels - 1)) }
        var (state, cross, previous) = (25.0, 0.0, 0.0), before: Double?
        for (from, to) in zip(sigmas, sigmas.dropFirst()) {
            let shrink = 0.49 / (0.49 + from * from), ratio = to * to / (from * from), step = log(from / to)
            let carry = isTwoStep ? before.map { step / $0 / 2 } ?? 0 : 0
            let (own, past) = (ratio + (1 - ratio) * (1 + carry) * shrink, -(1 - ratio) * carry)
            let next = own * own * state + 2 * own * past * cross + past * past * previous + to * to * (1 - ratio)
            (state, cross, previous) = (next, shrink * (own * state + past * cross), shrink * shrink * state)
            before = step
        }
        return state
    }

    private func drawn(_ sampler: Sampler, levels: Int) throws -> (mean: Double, variance: Double) {
        let settings = RunSettings(
            seed: 4, sampler: sampler, schedule: NoiseSchedule(spacing: .geometric, sigmaMax: 5, sigmaMin: 0.2), steps: levels)
        var values: [Double] = []
        for panel in 0..<160 where values.count < 81_920 {
            let run = try PanelRun(models: Models(denoiser: GaussianDenoiser(mean: 0, deviation: 0.7)), settings: settings, panel: panel)
            while run.step < levels - 1 { run.advance() }
            values += run.x.map(Double.init)
        }
        let mean = values.reduce(0, +) / Double(values.count)
        return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
    }
}
