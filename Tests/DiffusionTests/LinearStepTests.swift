import Diffusion
import Foundation
import Published
import Tensors
import Testing

/// The samplers' coefficients on x̃ = x_t/α against the published samplers on x_t, with the same noise, score and times.
@Suite struct LinearStepTests {
    private static let steps = 50
    private static let times = [1, 0.8, 0.5, 0.2, 0.1]
    private static let processes = PublishedSDETests.all

    /// What a step makes of x̃, given D and z.
    private func moved(_ step: LinearStep, _ x: [Double], _ d: [Double], _ z: [Double]) -> [Double] {
        x.indices.map { step.center * d[$0] + step.spread * (x[$0] - d[$0]) + step.noise * z[$0] }
    }

    private struct Scene {
        let level: NoiseLevel
        var x: [Double] = [], d: [Double] = [], z: [Double] = []

        init(_ sde: SDE, t: Double) {
            level = sde.level(t: t)
            var generator = PhiloxGenerator(seed: 5, stream: 1)
            for _ in 0..<40 {
                d.append(generator.normal())
                z.append(generator.normal())
                x.append(d[d.count - 1] + level.sigma * generator.normal())
            }
        }

        /// x_t = α·x̃ and its score (α·D − x_t)/σ_t².
        var state: [Float] { x.map { Float(level.alpha * $0) } }
        var score: [Float] {
            zip(d, x).map { Float(level.alpha * ($0 - $1) / pow(level.alpha * level.sigma, 2)) }
        }
        var noise: [Float] { z.map { Float($0) } }
    }

    private func expect(
        _ step: LinearStep, _ scene: Scene, _ truth: PublishedSampler.Moved, at next: NoiseLevel, _ comment: Comment
    ) {
        let states = truth.states.map { Double($0) / next.alpha }
        let scale = states.reduce(1) { max($0, abs($1)) }
        #expect(largestDifference(moved(step, scene.x, scene.d, scene.z), states) < 1e-5 * scale, comment)
    }

    @Test(arguments: processes) func eulerMaruyamaAndProbabilityFlow(sde: SDE) {
        for t in Self.times {
            let scene = Scene(sde, t: t), next = sde.level(t: t - 1 / Double(Self.steps))
            expect(
                .eulerMaruyama(Crossing(from: scene.level, to: next, sde: sde)), scene,
                PublishedSampler.eulerMaruyama(
                    scene.state, score: scene.score, noise: scene.noise, sde: sde, t: t, steps: Self.steps), at: next,
                "Euler–Maruyama at \(t)")
            expect(
                .probabilityFlow(Crossing(from: scene.level, to: next, sde: sde)), scene,
                PublishedSampler.probabilityFlow(scene.state, score: scene.score, sde: sde, t: t, steps: Self.steps), at: next,
                "probability flow at \(t)")
        }
    }

    /// The published chain's levels for VE are at t = i/(N − 1); VP's level i leads back by 1 − β_i = α²/α'².
    @Test(arguments: processes) func reverseDiffusion(sde: SDE) {
        let n = Self.steps
        for i in [1, 7, 20, n - 1] {
            let t = Double(i) / Double(n - 1) + 1e-7  // beyond rounding to the level below
            let scene = Scene(sde, t: t)
            let next: NoiseLevel
            switch sde {
            case .ve: next = sde.level(t: Double(i - 1) / Double(n - 1))
            case .vp:
                let alpha = scene.level.alpha / sde.correctorFactor(t, steps: n).squareRoot()
                next = NoiseLevel(t: 0, alpha: alpha, sigma: (1 / (alpha * alpha) - 1).squareRoot())
            case .subVP: next = sde.level(t: t - 1 / Double(n))
            }
            expect(
                .reverseDiffusion(Crossing(from: scene.level, to: next, sde: sde)), scene,
                PublishedSampler.reverseDiffusion(scene.state, score: scene.score, noise: scene.noise, sde: sde, t: t, steps: n),
                at: next, "level \(i)")
        }
    }

    /// The exact conditional: from x̃ = x₀ + σε it leads to x₀ + σ'ε' in distribution, mean and variance, when D = x₀.
    @Test func ancestralKeepsTheMarginal() {
        let (from, to) = (NoiseLevel(t: 1, alpha: 0.3, sigma: 3), NoiseLevel(t: 0.5, alpha: 0.8, sigma: 1.2))
        let step = LinearStep.ancestral(Crossing(from: from, to: to, sde: .vp(betaMin: 0.1, betaMax: 20)))
        #expect(step.center == 1)
        #expect(abs(pow(step.spread * 3, 2) + step.noise * step.noise - 1.44) < 1e-12)
        // The forward process adds independent noise, so the states' covariance is the earlier one's variance.
        #expect(abs(step.spread * 9 - 1.44) < 1e-12)
    }

    /// Samplers that know no α take the same steps whatever the SDE.
    @Test(arguments: [Sampler.ancestral, .analytic, .dpmSolver, .heun])
    func theSDEsAgreeAtEqualLevels(sampler: Sampler) throws {
        let prior = GaussianDenoiser(mean: 0.4, deviation: 0.8)
        let ends = try SDE.Kind.allCases.map { sde in
            let settings = RunSettings(seed: 3, sampler: sampler, sde: sde, steps: 12, churn: sampler == .heun ? 5 : 0)
            return try Generation.samples(9, models: Models(denoiser: prior), settings: settings, threads: 1).map(\.state)
        }
        #expect(ends[0] == ends[1] && ends[0] == ends[2])
    }

    /// Without corrector nothing happens to x_t, and so to x̃ for VE; for VP x̃ shrinks as α grows.
    @Test(arguments: SDE.Kind.allCases) func noneLeavesTheState(sde: SDE.Kind) throws {
        let settings = RunSettings(seed: 3, sampler: .none, sde: sde, steps: 5)
        let run = try PanelRun(
            models: Models(denoiser: GaussianDenoiser(mean: 0.4, deviation: 0.8)), settings: settings, panel: 0)
        let start = run.x.map { Double($0) * run.levels[0].alpha }
        while run.step < 4 { run.advance() }
        #expect(largestDifference(run.x.map { Double($0) * run.levels[4].alpha }, start) < 1e-5)
        if sde == .ve { #expect(run.x.map(Double.init) == start) }
    }
}
