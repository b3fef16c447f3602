import Architectures
import Diffusion
import Foundation
import Testing

/// The analytic sampler's step against the true law of the next state, by enumeration.
@Suite struct AnalyticSamplerTests {
    /// One wide step of many draws from one state: mean and covariance within rows are those of the mixture over all cells.
    @Test(arguments: [(3.0, 1.0), (1.2, 0.3)]) func aStepHasTheMixturesMoments(from: Double, to: Double) throws {
        let schedule = NoiseSchedule(sigmaMax: from, sigmaMin: to)
        let settings = RunSettings(seed: 11, sampler: .analytic, schedule: schedule, steps: 2)
        let run = try PanelRun(models: Models(denoiser: ExactDenoiser(of: .nasbench201)), settings: settings, panel: 0)
        let start = noisyState(from)
        let cells = (0..<Cell.count).compactMap { Cell(code: $0)?.state.map(Double.init) }
        let logits = cells.map { cell in -zip(cell, start).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) } / (2 * from * from) }
        let top = logits.max() ?? 0, weights = logits.map { exp($0 - top) }, total = weights.reduce(0, +)
        func average(_ value: ([Double]) -> Double) -> Double { zip(weights, cells).reduce(0) { $0 + $1.0 * value($1.1) } / total }
        let means = (0..<66).map { i in average { $0[i] } }

        var draws: [[Double]] = []
        for panel in 0..<2500 {
            run.start(panel: panel)
            run.resume(at: 0, states: Array((0..<Panel.width).map { _ in start }.joined()), previous: nil)
            run.advance()
            draws += (0..<Panel.width).map { slot in run.x[slot * 66..<(slot + 1) * 66].map(Double.init) }
        }
        let n = Double(draws.count), r = to * to / (from * from)
        let sampled = (0..<66).map { i in draws.reduce(0) { $0 + $1[i] } / n }
        var largest = 0.0
        for i in 0..<66 {
            // A row's neighbours, or an edge by itself.
            let partners = i < 56 ? Array(i / 7 * 7..<i / 7 * 7 + 7) : [i]
            for j in partners where j <= i {
                let clean = average { ($0[i] - means[i]) * ($0[j] - means[j]) }
                let truth = (1 - r) * (1 - r) * clean + (i == j ? to * to * (1 - r) : 0)
                let found = draws.reduce(0) { $0 + ($1[i] - sampled[i]) * ($1[j] - sampled[j]) } / n
                // The standard error of a covariance is at most the larger variance times √(2/n).
                let widest = (1 - r) * (1 - r) + to * to * (1 - r)
                #expect(abs(found - truth) < 5 * widest * (2 / n).squareRoot(), "\(i), \(j)")
                largest = max(largest, abs((1 - r) * (1 - r) * clean))
            }
            let center = means[i] + r * (Double(start[i]) - means[i])
            #expect(abs(sampled[i] - center) < 5 * ((1 - r) * (1 - r) + to * to).squareRoot() / n.squareRoot(), "\(i)")
        }
        // The covariance is no small part of it: without it the test fails.
        #expect(largest > 0.2)
    }

    /// In as few as eight steps the exact tilted denoiser leads to the exact tilt, where plain ancestral sampling overshoots.
    @Test func fewStepsAreEnough() throws {
        let tilted = TiltedDistribution(column: try Figures.accuracy(), gamma: 2)
        let models = Models(denoiser: ExactDenoiser(of: .nasbench201, logPrior: tilted.logPrior))
        func error(_ sampler: Sampler) throws -> Double {
            let settings = RunSettings(seed: 1, sampler: sampler, steps: 8)
            let codes = try Generation.samples(1024, models: models, settings: settings, threads: 2).compactMap(\.place)
            return codes.reduce(0) { $0 + tilted.scores[$1] } / Double(codes.count) - tilted.meanScore
        }
        // As many exact draws have a standard error of 0.03.
        #expect(abs(try error(.analytic)) < 0.09)
        #expect(try error(.ancestral) > 0.12)
    }

    private func noisyState(_ sigma: Double) -> [Float] {
        let clean = Cell(code: 7_777)?.state ?? []
        return clean.enumerated().map { $1 + Float(sigma * sin(12.9898 * Double($0) + 1)) }
    }
}
