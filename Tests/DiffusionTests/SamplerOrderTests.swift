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
}
