import Architectures
import Diffusion
import Foundation
import Testing

/// Each sampler against the papers' formulas, step by step, with the same noise.
@Suite struct SamplerStepTests {
    private static let layout = GraphLayout(nodeCount: 3, typeCount: 7, slots: [.init(from: 0, to: 1)])
    private static let formula = { @Sendable (x: Double, sigma: Double) in tanh(x / (1 + sigma)) + 0.1 * sigma }

    private func run(_ settings: RunSettings, _ denoiser: FormulaDenoiser, panel: Int) throws -> PanelRun {
        try PanelRun(
            denoiser: denoiser, layout: Self.layout, predictor: nil, properties: [], settings: settings, panel: panel)
    }

    @Test(arguments: Method.independent, NoiseSchedule.Spacing.allCases)
    func followsItsFormula(method: Method, spacing: NoiseSchedule.Spacing) throws {
        let schedule = NoiseSchedule(spacing: spacing, sigmaMax: 4, sigmaMin: 0.1)
        let settings = method.settings(seed: 77, schedule: schedule, steps: 9)
        let denoiser = FormulaDenoiser(Self.formula)
        let run = try run(settings, denoiser, panel: 3)
        let dimension = Self.layout.stateDimension
        let reference = ReferenceSampler(settings: settings, denoiser: Self.formula, dimension: dimension, layout: Self.layout)
        let truth = reference.trajectories(samples: 3 * Panel.width..<4 * Panel.width)
        #expect(run.levels == schedule.levels(steps: 9, sde: method.sde))
        for step in 0...9 {
            #expect(run.step == step && run.isFinished == (step == 9))
            #expect(run.sigma == (step == 9 ? 0 : run.levels[step].sigma))
            let expected = truth.flatMap { $0[step] }
            let scale = expected.reduce(1) { max($0, abs($1)) }
            #expect(largestDifference(run.x.map(Double.init), expected) < 1e-5 * scale, "step \(step)")
            run.advance()
        }
        #expect(denoiser.calls.count == settings.passes)
    }

    @Test(arguments: Method.all) func aFinishedRunStaysAndCanStartAgain(method: Method) throws {
        let settings = method.settings(seed: 5, steps: 4)
        let run = try run(settings, FormulaDenoiser { x, sigma in x / (1 + sigma * sigma) }, panel: 1)
        let start = Array(run.x)
        while !run.isFinished { run.advance() }
        let end = Array(run.x)
        run.advance()
        #expect(Array(run.x) == end)
        run.start(panel: 2)
        #expect(Array(run.x) != start)
        run.start(panel: 1)
        #expect(Array(run.x) == start)
        while !run.isFinished { run.advance() }
        #expect(Array(run.x) == end)
    }

    @Test func passes() {
        func passes(_ sampler: Sampler, _ corrections: Int?, steps: Int = 10) -> Int {
            RunSettings(sampler: sampler, steps: steps, corrector: corrections.map { Corrector(steps: $0) }).passes
        }
        #expect(passes(.ancestral, nil) == 10 && passes(.dpmSolver, nil) == 10)
        #expect(passes(.heun, nil) == 19 && passes(.heun, 2) == 39 && passes(.heun, nil, steps: 1) == 1)
        #expect(passes(.eulerMaruyama, 1) == 20 && passes(.none, 3) == 31)
    }

    /// The corrector's drift is its ratio times its noise, in norm, for each sample by itself.
    @Test(arguments: [0.05, 0.16, 0.5]) func langevinKeepsItsSignalToNoise(ratio: Double) throws {
        let settings = RunSettings(seed: 6, sampler: .eulerMaruyama, steps: 1, corrector: Corrector(ratio: ratio))
        let formula = { (x: Double, _: Double) in x > 0 ? 1.0 : -1.0 }
        let denoiser = FormulaDenoiser(formula)
        let run = try run(settings, denoiser, panel: 0)
        run.advance()
        #expect(denoiser.calls.count == 2)
        let sigma = run.levels[0].sigma, dimension = Self.layout.stateDimension
        let reference = ReferenceSampler(settings: settings, denoiser: formula, dimension: dimension)
        for slot in 0..<Panel.width {
            let range = slot * dimension..<(slot + 1) * dimension
            let before = denoiser.calls[0].states[range].map(Double.init)
            let after = denoiser.calls[1].states[range].map(Double.init)
            let score = before.map { (formula($0, sigma) - $0) / (sigma * sigma) }
            let z = reference.noise(slot, step: 0, stage: 2)
            // after − before = a·s + b·z: solve the two normal equations.
            let move = zip(after, before).map { $0 - $1 }
            func dot(_ u: [Double], _ v: [Double]) -> Double { zip(u, v).reduce(0) { $0 + $1.0 * $1.1 } }
            let determinant = dot(score, score) * dot(z, z) - dot(score, z) * dot(score, z)
            let a = (dot(move, score) * dot(z, z) - dot(move, z) * dot(score, z)) / determinant
            let b = (dot(move, z) * dot(score, score) - dot(move, score) * dot(score, z)) / determinant
            #expect(abs(a * norm(score) / (b * norm(z)) / ratio - 1) < 1e-4)
            #expect(abs(b * b / (2 * a) - 1) < 1e-4)
        }
    }

    /// Churn asks the denoiser at σ̂ = σ(1 + min(S/N, √2 − 1)), of a state with that much noise.
    @Test(arguments: [(2, 1.2), (100, 2.0.squareRoot())] as [(Double, Double)])
    func churnRaisesTheNoise(churn: Double, factor: Double) throws {
        let settings = RunSettings(seed: 8, sampler: .heun, steps: 10, churn: churn)
        let denoiser = FormulaDenoiser { _, _ in 0 }
        let run = try run(settings, denoiser, panel: 0)
        while !run.isFinished { run.advance() }
        let levels = run.levels.map(\.sigma)
        for step in 0..<10 {
            #expect(abs(denoiser.calls[2 * step].sigma / (levels[step] * factor) - 1) < 1e-12)
            if step < 9 { #expect(denoiser.calls[2 * step + 1].sigma == levels[step + 1]) }
        }
        // With nothing but noise in the state its deviation is the level's: x̂ ~ N(0, σ̂²).
        let first = denoiser.calls[0].states.map { pow(Double($0) / (levels[0] * factor), 2) }
        let n = Double(first.count)
        #expect(abs(first.reduce(0, +) / n - 1) < 4 * (2 / n).squareRoot())
    }
}
