import Architectures
import Diffusion
import Foundation
import Testing

/// Each sampler against the papers' formulas, step by step, with the same noise.
@Suite struct SamplerStepTests {
    private static let layout = GraphLayout(nodeCount: 3, typeCount: 7, slots: [.init(from: 0, to: 1)])

    private func run(_ settings: RunSettings, _ denoiser: FormulaDenoiser, panel: Int) throws -> PanelRun {
        try PanelRun(
            denoiser: denoiser, layout: Self.layout, predictor: nil, properties: [], settings: settings, panel: panel)
    }

    @Test(arguments: SamplerKind.allCases, NoiseSchedule.Spacing.allCases)
    func followsItsFormula(sampler: SamplerKind, spacing: NoiseSchedule.Spacing) throws {
        let settings = RunSettings(
            seed: 77, sampler: sampler, schedule: NoiseSchedule(spacing: spacing, sigmaMax: 4, sigmaMin: 0.1), steps: 9,
            correctorRatio: 0.2)
        let formula = { (x: Double, sigma: Double) in tanh(x / (1 + sigma)) + 0.1 * sigma }
        let run = try run(settings, FormulaDenoiser(formula), panel: 3)
        let dimension = Self.layout.stateDimension
        let reference = ReferenceSampler(settings: settings, denoiser: formula, dimension: dimension)
        let truth = (0..<Panel.width).map { reference.trajectory(sample: 3 * Panel.width + $0) }
        #expect(run.levels == settings.schedule.levels(steps: 9))
        for step in 0...9 {
            #expect(run.step == step && run.isFinished == (step == 9))
            #expect(run.sigma == (step == 9 ? 0 : run.levels[step]))
            let expected = truth.flatMap { $0[step] }
            let scale = expected.reduce(1) { max($0, abs($1)) }
            #expect(largestDifference(run.x.map(Double.init), expected) < 1e-5 * scale, "step \(step)")
            run.advance()
        }
    }

    @Test(arguments: SamplerKind.allCases) func aFinishedRunStaysAndCanStartAgain(sampler: SamplerKind) throws {
        let settings = RunSettings(seed: 5, sampler: sampler, steps: 4)
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

    /// The corrector's drift is `correctorRatio` times its noise, in norm, for each sample by itself.
    @Test(arguments: [0.05, 0.16, 0.5]) func langevinKeepsItsSignalToNoise(ratio: Double) throws {
        let settings = RunSettings(seed: 6, sampler: .predictorCorrector, steps: 1, correctorRatio: ratio)
        let formula = { (x: Double, _: Double) in x > 0 ? 1.0 : -1.0 }
        let denoiser = FormulaDenoiser(formula)
        let run = try run(settings, denoiser, panel: 0)
        run.advance()
        #expect(denoiser.calls.count == 2)
        let sigma = run.levels[0], dimension = Self.layout.stateDimension
        let reference = ReferenceSampler(settings: settings, denoiser: formula, dimension: dimension)
        for slot in 0..<Panel.width {
            let range = slot * dimension..<(slot + 1) * dimension
            let before = denoiser.calls[0][range].map(Double.init), after = denoiser.calls[1][range].map(Double.init)
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
}
