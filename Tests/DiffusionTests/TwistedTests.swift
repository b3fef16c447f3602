import Architectures
import Diffusion
import Foundation
import Testing

/// Twisted sequential Monte Carlo (Wu et al. 2023) where all is normal, and the truth a formula.
@Suite struct TwistedTests {
    private let prior = GaussianDenoiser(mean: 0.2, deviation: 0.8)
    private let schedule = NoiseSchedule(sigmaMax: 12, sigmaMin: 0.05)

    private func predictor(_ factor: Double = 1) -> GaussianPredictor {
        GaussianPredictor(prior: prior, weights: [0.7, 0.7, -0.7], gradientFactor: factor)
    }

    private func models(_ factor: Double = 1) -> Models { Models(denoiser: prior, predictor: predictor(factor)) }

    private func settings(
        seed: UInt64 = 0, steps: Int = 60, gamma: Double = 2, method: GuidanceMethod = .twisted,
        window: ClosedRange<Double> = 0...1, sampler: Sampler = .ancestral
    ) -> RunSettings {
        RunSettings(
            seed: seed, sampler: sampler, schedule: schedule, steps: steps,
            guidance: Guidance(tilts: ["sum": gamma], method: method, window: window))
    }

    /// Mean of y over samples of two seeds.
    private func mean(_ models: Models, _ settings: RunSettings) throws -> Double {
        var settings = settings, sum = 0.0
        for seed in 0..<2 as Range<UInt64> {
            settings.seed = seed
            let samples = try Generation.samples(1024, models: models, settings: settings, threads: 2)
            sum += samples.reduce(0) { $0 + Double(0.7 * ($1.state[0] + $1.state[1] - $1.state[2])) } / 1024
        }
        return sum / 2
    }

    /// Weights mend what is wrong with the gradient: half of it, more than is right, or none in a part of the run. What they lead
    /// to is the tilt of what the sampler itself draws, whose spread comes to the prior's with more steps.
    @Test(arguments: [(0.5, 0...1), (1.3, 0...1), (1, 0.3...0.8)] as [(Double, ClosedRange<Double>)])
    func aWrongGradientStillGivesTheRightMean(factor: Double, window: ClosedRange<Double>) throws {
        let settings = settings(window: window)
        let truth = predictor().tiltedMean(2, after: settings, step: LinearStep.ancestral)
        let twisted = try mean(models(factor), settings)
        let guided = try mean(models(factor), self.settings(method: .gradient, window: window))
        #expect(abs(twisted - truth) < 0.1)
        if factor != 1 { #expect(abs(guided - truth) > 0.25) }
    }

    /// The chain's own tilt nears the prior's, 0.14 + γ·0.64·1.47.
    @Test func moreStepsComeToThePriorsTilt() {
        let gaps = [40, 160, 2000].map { steps in
            0.14 + 2 * 0.64 * 1.47
                - predictor().tiltedMean(2, after: settings(steps: steps), step: LinearStep.ancestral)
        }
        #expect(gaps[0] > gaps[1] && gaps[1] > gaps[2] && abs(gaps[2]) < 0.02)
    }

    @Test(arguments: [Sampler.eulerMaruyama, .reverseDiffusion])
    func everySamplerWithNoiseWillDo(sampler: Sampler) throws {
        let settings = settings(steps: 60, sampler: sampler)
        let truth = predictor().tiltedMean(2, after: settings) { sampler == .eulerMaruyama ? .eulerMaruyama($0) : .reverseDiffusion($0) }
        let twisted = try mean(models(0.7), settings)
        #expect(abs(twisted - truth) < 0.1)
    }

    /// Before anything is resampled, a particle's weight is ψ(x')·p(x' | x)/q(x' | x), with densities written out.
    @Test(arguments: [Sampler.ancestral, .analytic]) func weightsAreDensities(sampler: Sampler) throws {
        let gamma = 0.5, predictor = predictor(0.6)
        let settings = settings(seed: 9, steps: 12, gamma: gamma, sampler: sampler)
        let run = try LockStepRun(24, models: models(0.6), settings: settings, threads: 1)
        func states() -> [[Double]] {
            run.places.map { place in
                let offset = place % Panel.width * 100
                return run.states[place / Panel.width].x[offset..<offset + 10].map(Double.init)
            }
        }
        func size(_ logs: [Double]) -> Double {
            let sum = logs.reduce(0) { $0 + exp($1) }, squares = logs.reduce(0) { $0 + exp(2 * $1) }
            return sum * sum / squares
        }
        var ratios = [Double](repeating: 0, count: 24)
        for step in 0..<11 {
            let before = states(), sigma = settings.levels[step].sigma, next = settings.levels[step + 1].sigma
            run.advance()
            let logs = zip(before, ratios).map { gamma * predictor.mean($0, sigma) + $1 }
            #expect(abs(run.effectiveSizes[step] / size(logs) - 1) < 1e-4, "step \(step)")
            guard run.effectiveSizes[step] >= 12 else { return }
            // N(D + r(x − D), σ'²(1 − r) + (1 − r)²C), r = σ'²/σ², with and without the gradient on D; C is the row's covariance
            // 4(diag p − ppᵀ) of the analytic sampler, else nothing. The gradient touches the first row alone.
            let r = next * next / (sigma * sigma)
            for (i, after) in states().enumerated() {
                let plain = before[i].map { prior($0, sigma) }
                let pull = (0..<10).map { k in
                    k < 3 ? 0.6 * gamma * predictor.weights[k] * predictor.shrinkage(sigma) * sigma * sigma : 0
                }
                var covariance = (0..<10).map { a in (0..<10).map { a == $0 ? next * next * (1 - r) : 0 } }
                if sampler == .analytic {
                    let p = plain.map { min(max(($0 + 1) / 2, 0), 1) }, total = p.reduce(0, +)
                    for a in 0..<10 {
                        for b in 0..<10 {
                            let entry = (a == b ? p[a] / total : 0) - p[a] * p[b] / (total * total)
                            covariance[a][b] += 4 * (1 - r) * (1 - r) * entry
                        }
                    }
                }
                func square(_ bend: Double) -> Double {
                    let distance = (0..<10).map { k in
                        let center = plain[k] + bend * pull[k]
                        return after[k] - (center + r * (before[i][k] - center))
                    }
                    return zip(distance, solve(covariance, distance)).reduce(0) { $0 + $1.0 * $1.1 }
                }
                ratios[i] -= (square(0) - square(1)) / 2
            }
        }
        #expect(run.effectiveSizes.count == 11)
    }

    /// Gaussian elimination, of a positive definite matrix.
    private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var a = matrix, b = right
        for k in b.indices {
            for i in b.indices where i > k {
                let factor = a[i][k] / a[k][k]
                for j in k..<b.count { a[i][j] -= factor * a[k][j] }
                b[i] -= factor * b[k]
            }
        }
        for k in b.indices.reversed() {
            for j in b.indices where j > k { b[k] -= a[k][j] * b[j] }
            b[k] /= a[k][k]
        }
        return b
    }

    @Test func effectiveSizesAreCountsOfParticles() throws {
        func sizes(_ gamma: Double, factor: Double = 1) throws -> [Double] {
            let settings = settings(steps: 10, gamma: gamma)
            let run = try LockStepRun(40, from: 3, models: models(factor), settings: settings, threads: 2)
            while !run.isFinished { run.advance() }
            return run.effectiveSizes
        }
        let sizes4 = try sizes(4, factor: 0.3)
        #expect(sizes4.count == 11)  // one a step, and the cells'
        #expect(sizes4.allSatisfy { $0 >= 1 && $0 <= 40 + 1e-9 })
        #expect(sizes4.contains { $0 < 20 })
        #expect(try sizes(1e-6).allSatisfy { abs($0 - 40) < 1e-3 })
    }

    /// Samples of one range depend on each other, but not on how many threads move them.
    @Test(arguments: [0, 3, 13]) func theSameBytesOnAnyThreads(first: Int) throws {
        let models = models(0.5), settings = settings(seed: 2, steps: 12)
        let one = try Generation.samples(29, from: first, models: models, settings: settings, threads: 1)
        #expect(one.count == 29)
        for threads in [2, 3, 16] {
            #expect(try Generation.samples(29, from: first, models: models, settings: settings, threads: threads) == one)
        }
        // Some were copies of others.
        let lone = try Generation.samples(
            29, from: first, models: models,
            settings: self.settings(
                seed: 2, steps: 12, method: .gradient), threads: 1)
        #expect(lone != one)
    }

    @Test func withoutATiltNothingIsWeighed() throws {
        let untilted = settings(seed: 4, steps: 6, gamma: 0)
        let run = try LockStepRun(9, models: models(), settings: untilted, threads: 1)
        while !run.isFinished { run.advance() }
        #expect(run.effectiveSizes.isEmpty)
        var plain = untilted
        plain.guidance = Guidance()
        #expect(
            try Generation.samples(9, models: models(), settings: untilted, threads: 1)
                == Generation.samples(9, models: models(), settings: plain, threads: 1))
    }
}
