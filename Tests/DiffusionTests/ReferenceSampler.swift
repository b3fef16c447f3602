import Diffusion
import Foundation
import Tensors

/// One sample's reverse diffusion in double precision, straight from the papers' formulas in terms of the score, with the
/// noise that the run draws at its addresses (stage 0 start, 1 predictor, 2 corrector).
struct ReferenceSampler {
    let settings: RunSettings
    let denoiser: (_ x: Double, _ sigma: Double) -> Double
    let dimension: Int

    /// The states before each step, then the final one.
    func trajectory(sample: Int) -> [[Double]] {
        let levels = settings.schedule.levels(steps: settings.steps)
        var x = noise(sample, step: 0, stage: 0).map { $0 * levels[0] }
        var states = [x]
        var lambda: [(lambda: Double, estimate: [Double])] = []
        for (step, sigma) in levels.enumerated() {
            if settings.sampler == .predictorCorrector { x = langevin(x, sigma, noise(sample, step: step, stage: 2)) }
            let estimate = x.map { denoiser($0, sigma) }
            if step + 1 == levels.count {
                states.append(estimate)
                break
            }
            let next = levels[step + 1]
            let z = noise(sample, step: step, stage: 1)
            let score = zip(estimate, x).map { ($0 - $1) / (sigma * sigma) }
            switch settings.sampler {
            case .ancestral:
                // Song et al. 2021, appendix F: x + (σ² − σ'²)s + √(σ'²(σ² − σ'²)/σ²)·z
                let gap = sigma * sigma - next * next
                x = x.indices.map { x[$0] + gap * score[$0] + (next * next * gap / (sigma * sigma)).squareRoot() * z[$0] }
            case .eulerMaruyama, .predictorCorrector:
                // dx = −g²s dt + g dw with g² dt = 2σ² d ln σ for the VE SDE
                let span = 2 * sigma * sigma * log(sigma / next)
                x = x.indices.map { x[$0] + span * score[$0] + span.squareRoot() * z[$0] }
            case .dpmSolver:
                // Lu et al. 2022, algorithm 2 with α = 1, λ = −ln σ
                lambda.append((-log(sigma), estimate))
                let h = log(sigma / next)
                var combined = estimate
                if lambda.count > 1 {
                    let before = lambda[lambda.count - 2]
                    let r = (-log(sigma) - before.lambda) / h
                    combined = estimate.indices.map {
                        (1 + 1 / (2 * r)) * estimate[$0] - 1 / (2 * r) * before.estimate[$0]
                    }
                }
                x = x.indices.map { next / sigma * x[$0] - (exp(-h) - 1) * combined[$0] }
            }
            states.append(x)
        }
        return states
    }

    /// Song et al. 2021, algorithm 4: ε = 2(r‖z‖/‖s‖)², x + εs + √(2ε)z.
    private func langevin(_ x: [Double], _ sigma: Double, _ z: [Double]) -> [Double] {
        let score = x.map { (denoiser($0, sigma) - $0) / (sigma * sigma) }
        let epsilon = 2 * pow(settings.correctorRatio * norm(z) / norm(score), 2)
        return x.indices.map { x[$0] + epsilon * score[$0] + (2 * epsilon).squareRoot() * z[$0] }
    }

    func noise(_ sample: Int, step: Int, stage: UInt32) -> [Double] {
        var values = [Float](repeating: 0, count: dimension)
        values.withUnsafeMutableBufferPointer {
            NoiseSource(seed: settings.seed).normals(
                into: $0, sample: UInt32(sample), step: UInt32(step), stage: stage)
        }
        return values.map(Double.init)
    }
}
