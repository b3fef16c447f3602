import Architectures
import Diffusion
import Foundation
import Testing

/// Where the truth is a distribution: known priors whose reverse diffusion has a closed form.
@Suite struct SamplerStatisticsTests {
    private static let schedule = NoiseSchedule(sigmaMax: 6, sigmaMin: 0.1)

    /// With one cell alone possible the estimate never moves, and every state is a Gaussian whose mean and variance
    /// follow a recursion. `residuals` are (x − mean)/deviation at each level.
    private func singleCell(
        _ sampler: Sampler,
        next: (_ scale: Double, _ variance: Double, _ from: Double, _ to: Double)
            -> (scale: Double, variance: Double)
    ) throws -> [[Double]] {
        let code = 9876
        var prior = [Double](repeating: -.infinity, count: Cell.count)
        prior[code] = 0
        let clean = try #require(Cell(code: code)).state.map(Double.init)
        let run = try PanelRun(
            denoiser: ExactDenoiser(of: .nasbench201, logPrior: prior).makeWorker(), layout: Cell.layout, predictor: nil, properties: [],
            settings: RunSettings(seed: 3, sampler: sampler, schedule: Self.schedule, steps: 8), panel: 0)
        var residuals = [[Double]](repeating: [], count: 8)
        for panel in 0..<40 {
            run.start(panel: panel)
            // x − a = scale·(−a) + noise: the run starts from pure noise, without the cell in it.
            var (scale, variance) = (1.0, pow(run.levels[0].sigma, 2))
            for step in 0..<8 {
                residuals[step] += run.x.enumerated().map { i, x in
                    (Double(x) - clean[i % 66] * (1 - scale)) / variance.squareRoot()
                }
                if step < 7 { (scale, variance) = next(scale, variance, run.levels[step].sigma, run.levels[step + 1].sigma) }
                run.advance()
            }
            #expect(largestDifference(run.x.map(Double.init), (0..<8).flatMap { _ in clean }) < 1e-6)
        }
        return residuals
    }

    private func expectStandardNormal(_ values: [Double], _ comment: Comment) {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
        #expect(abs(mean) < 4 / n.squareRoot(), comment)
        #expect(abs(variance - 1) < 4 * (2 / n).squareRoot(), comment)
    }

    @Test func ancestralStatesOfASingleCell() throws {
        let residuals = try singleCell(.ancestral) { scale, variance, from, to in
            let ratio = to * to / (from * from)
            return (scale * ratio, variance * ratio * ratio + to * to * (1 - ratio))
        }
        for (step, values) in residuals.enumerated() { expectStandardNormal(values, "step \(step)") }
    }

    /// The cell that is drawn is the only one there is, so the bridge to the next level is all the law.
    @Test func jointStatesOfASingleCell() throws {
        let residuals = try singleCell(.joint) { scale, variance, from, to in
            let ratio = to * to / (from * from)
            return (scale * ratio, variance * ratio * ratio + to * to * (1 - ratio))
        }
        for (step, values) in residuals.enumerated() { expectStandardNormal(values, "step \(step)") }
    }

    @Test func eulerMaruyamaStatesOfASingleCell() throws {
        let residuals = try singleCell(.eulerMaruyama) { scale, variance, from, to in
            let span = 2 * log(from / to)
            return (scale * (1 - span), variance * (1 - span) * (1 - span) + from * from * span)
        }
        for (step, values) in residuals.enumerated() { expectStandardNormal(values, "step \(step)") }
    }

    /// As Euler's, with the chain's variance σ² − σ'² in place of 2σ² ln(σ/σ').
    @Test func reverseDiffusionStatesOfASingleCell() throws {
        let residuals = try singleCell(.reverseDiffusion) { scale, variance, from, to in
            let ratio = to * to / (from * from)
            return (scale * ratio, variance * ratio * ratio + from * from - to * to)
        }
        for (step, values) in residuals.enumerated() { expectStandardNormal(values, "step \(step)") }
    }

    @Test func probabilityFlowStatesOfASingleCell() throws {
        let residuals = try singleCell(.probabilityFlow) { scale, variance, from, to in
            let keep = 1 - log(from / to)
            return (scale * keep, variance * keep * keep)
        }
        for (step, values) in residuals.enumerated() { expectStandardNormal(values, "step \(step)") }
    }

    /// Methods that are linear in σ are exact for an estimate that stays: x = a + (σ/σmax)(x_start − a).
    @Test(arguments: [Sampler.dpmSolver, .heun]) func exactForASingleCell(sampler: Sampler) throws {
        let code = 12_345
        var prior = [Double](repeating: -.infinity, count: Cell.count)
        prior[code] = 0
        let clean = try #require(Cell(code: code)).state.map(Double.init)
        let run = try PanelRun(
            denoiser: ExactDenoiser(of: .nasbench201, logPrior: prior).makeWorker(), layout: Cell.layout, predictor: nil, properties: [],
            settings: RunSettings(seed: 3, sampler: sampler, schedule: Self.schedule, steps: 8), panel: 0)
        let start = run.x.map(Double.init)
        for step in 0..<8 {
            let share = run.levels[step].sigma / run.levels[0].sigma
            let truth = start.enumerated().map { clean[$0.offset % 66] + share * ($0.element - clean[$0.offset % 66]) }
            #expect(largestDifference(run.x.map(Double.init), truth) < 1e-5)
            run.advance()
        }
    }

    /// The corrector's steps are small: a Langevin step of ratio r widens a Gaussian's variance by 1 + r² and more.
    private static let methods = SDE.Kind.allCases.flatMap { sde in
        Sampler.all.filter { !$0.drawsArchitectures }.map { Method(sampler: $0, corrector: $0 == .none ? Corrector(steps: 4, ratio: 0.1) : nil, sde: sde) }
            + [
                Method(sampler: .heun, churn: 20, sde: sde),
                Method(sampler: .eulerMaruyama, corrector: Corrector(ratio: 0.05), sde: sde),
                Method(sampler: .probabilityFlow, corrector: Corrector(ratio: 0.05, norm: .batch), sde: sde),
            ]
    }

    /// Small steps on a Gaussian prior end in that prior.
    @Test(arguments: Self.methods) func aGaussianPriorComesBack(method: Method) throws {
        let prior = GaussianDenoiser(mean: 0.7, deviation: 0.5)
        let samples = try Generation.samples(
            80, models: Models(denoiser: prior),
            settings: method.settings(
                seed: 21, schedule: NoiseSchedule(spacing: .geometric, sigmaMax: 40, sigmaMin: 0.1), steps: 400),
            threads: 2)
        let values = samples.flatMap { $0.state.map(Double.init) }
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
        // 8,000 draws: standard errors 0.006 and 0.004; the steps' own errors reach 0.02.
        #expect(abs(mean - 0.7) < 0.02)
        #expect(abs(deviation - 0.5) < 0.03)
    }
}
