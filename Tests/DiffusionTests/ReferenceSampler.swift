import Architectures
import Diffusion
import Foundation
import Tensors

/// The reverse diffusion of a few samples in double precision, straight from the papers' formulas: on x_t itself and in terms
/// of the score, with the noise that the run draws at its addresses (stage 0 start, 1 predictor, 2 + 256·round corrector).
struct ReferenceSampler {
    let settings: RunSettings
    let denoiser: (_ x: Double, _ sigma: Double) -> Double
    let dimension: Int
    /// Whose nodes are the rows of V; nil: all entries are edges.
    var layout: GraphLayout?

    /// A moment of the SDE, from its own equations.
    private struct Moment {
        let t, alpha, sigma: Double
    }

    private var sde: SDE {
        settings.sde.process(sigmaMin: settings.schedule.sigmaMin, sigmaMax: settings.schedule.sigmaMax)
    }

    /// For each sample the states x_t/α before each step, then the final one.
    func trajectories(samples: Range<Int>) -> [[[Double]]] {
        let moments = settings.levels.map { Moment(t: $0.t, alpha: sde.meanCoefficient($0.t), sigma: sde.deviation($0.t)) }
        var x = samples.map { noise($0, step: 0, stage: 0).map { $0 * moments[0].sigma } }
        var states = x.map { [$0.map { $0 / moments[0].alpha }] }
        var history = x.map { _ in [(lambda: Double, estimate: [Double])]() }
        for (step, moment) in moments.enumerated() {
            let next = step + 1 < moments.count ? moments[step + 1] : Moment(t: 0, alpha: 1, sigma: 0)
            for round in 0..<(settings.corrector?.steps ?? 0) {
                let z = samples.map { noise($0, step: step, stage: UInt32(2 + 256 * round)) }
                x = langevin(x, z, moment, factor: pow(moment.alpha / next.alpha, 2))
            }
            for (place, sample) in samples.enumerated() {
                let z = noise(sample, step: step, stage: 1), w = noise(sample, step: step, stage: 3)
                x[place] = move(x[place], z, w, moment, next, isLast: step + 1 == moments.count, &history[place])
                states[place].append(x[place].map { $0 / next.alpha })
            }
        }
        return states
    }

    private func estimate(_ x: [Double], _ m: Moment) -> [Double] { x.map { denoiser($0 / m.alpha, m.sigma / m.alpha) } }

    /// (α·D − x)/σ²
    private func score(_ x: [Double], _ m: Moment) -> [Double] {
        zip(estimate(x, m), x).map { (m.alpha * $0 - $1) / (m.sigma * m.sigma) }
    }

    private func move(
        _ x: [Double], _ z: [Double], _ w: [Double], _ m: Moment, _ n: Moment, isLast: Bool,
        _ history: inout [(lambda: Double, estimate: [Double])]
    ) -> [Double] {
        if settings.sampler == .heun { return heun(x, z, m, n, isLast: isLast) }
        if isLast { return estimate(x, m) }
        let s = score(x, m)
        let (c, g, span) = (sde.driftCoefficient(m.t), sde.diffusion(m.t), m.t - n.t)
        switch settings.sampler {
        case .ancestral, .analytic:
            // Kingma et al. 2021, appendix A.2: q(x_s | x_t, x₀) with x₀ replaced by the estimate.
            let a = m.alpha / n.alpha
            let between = m.sigma * m.sigma - a * a * n.sigma * n.sigma
            let (keep, clean) = (a * pow(n.sigma / m.sigma, 2), n.alpha * between / (m.sigma * m.sigma))
            let deviation = between.squareRoot() * n.sigma / m.sigma
            let means = estimate(x, m)
            let moved = zip(zip(x, means), z).map { keep * $0.0 + clean * $0.1 + deviation * $1 }
            guard settings.sampler == .analytic else { return moved }
            return zip(moved, spread(w, means)).map { $0 + clean * $1 }
        case .eulerMaruyama:
            return euler(x, s, z, c, g, span)
        case .reverseDiffusion:
            switch settings.sde {
            case .ve:
                let gap = m.sigma * m.sigma - n.sigma * n.sigma
                return x.indices.map { x[$0] + gap * s[$0] + gap.squareRoot() * z[$0] }
            case .vp:
                let beta = 1 - pow(m.alpha / n.alpha, 2)
                return x.indices.map { (2 - (1 - beta).squareRoot()) * x[$0] + beta * s[$0] + beta.squareRoot() * z[$0] }
            case .subVP:
                return euler(x, s, z, c, g, span)
            }
        case .probabilityFlow:
            return x.indices.map { x[$0] - (c * x[$0] - g * g / 2 * s[$0]) * span }
        case .dpmSolver:
            return dpmSolver(x, m, n, &history)
        case .sdeSolver:
            return sdeSolver(x, z, m, n, &history)
        default:
            return x
        }
    }

    private func euler(_ x: [Double], _ s: [Double], _ z: [Double], _ c: Double, _ g: Double, _ span: Double) -> [Double] {
        x.indices.map { x[$0] - (c * x[$0] - g * g * s[$0]) * span + g * span.squareRoot() * z[$0] }
    }

    /// Lu et al. 2022, algorithm 2, λ = ln(α/σ).
    private func dpmSolver(
        _ x: [Double], _ m: Moment, _ n: Moment, _ history: inout [(lambda: Double, estimate: [Double])]
    ) -> [Double] {
        let lambda = log(m.alpha / m.sigma), h = log(n.alpha / n.sigma) - lambda
        let now = estimate(x, m)
        var combined = now
        if let before = history.last {
            let r = (lambda - before.lambda) / h
            combined = now.indices.map { (1 + 1 / (2 * r)) * now[$0] - 1 / (2 * r) * before.estimate[$0] }
        }
        history.append((lambda, now))
        return x.indices.map { n.sigma / m.sigma * x[$0] - n.alpha * (exp(-h) - 1) * combined[$0] }
    }

    /// Lu et al. 2022b, equation of SDE-DPM-Solver++(2M): σ_t/σ_s·e^(−h)·x + α_t(1 − e^(−2h))·(D + (D − D₋)/(2r)) + σ_t·√(1 − e^(−2h))·z.
    private func sdeSolver(
        _ x: [Double], _ z: [Double], _ m: Moment, _ n: Moment, _ history: inout [(lambda: Double, estimate: [Double])]
    ) -> [Double] {
        let lambda = log(m.alpha / m.sigma), h = log(n.alpha / n.sigma) - lambda
        let now = estimate(x, m), share = 1 - exp(-2 * h)
        let change = history.last.map { before in now.indices.map { (now[$0] - before.estimate[$0]) * h / (lambda - before.lambda) / 2 } }
        history.append((lambda, now))
        return x.indices.map { i in
            n.sigma / m.sigma * exp(-h) * x[i] + n.alpha * share * (now[i] + (change?[i] ?? 0)) + n.sigma * share.squareRoot() * z[i]
        }
    }

    /// L·w with LLᵀ the covariance of ±1 entries whose means are D: of one-hot rows 4(diag p − ppᵀ), with L = 2(diag √p − p√pᵀ) written
    /// out as a matrix; of single entries 1 − D².
    private func spread(_ w: [Double], _ means: [Double]) -> [Double] {
        let p = means.map { min(max(($0 + 1) / 2, 0), 1) }
        var result = p.indices.map { 2 * (p[$0] * (1 - p[$0])).squareRoot() * w[$0] }
        guard let layout else { return result }
        for node in 0..<layout.nodeCount {
            let row = node * layout.typeCount..<(node + 1) * layout.typeCount
            let total = row.reduce(0) { $0 + p[$1] }
            let q = row.map { total > 0 ? p[$0] / total : 0 }
            for (a, i) in row.enumerated() {
                result[i] = row.enumerated().reduce(0) { sum, column in
                    let (b, j) = column
                    let entry = 2 * ((a == b ? q[a].squareRoot() : 0) - q[a] * q[b].squareRoot())
                    return sum + entry * w[j]
                }
            }
        }
        return result
    }

    /// Karras et al. 2022, algorithm 2, on x_t/α; S_noise = 1, S_min = 0, S_max = ∞.
    private func heun(_ x: [Double], _ z: [Double], _ m: Moment, _ n: Moment, isLast: Bool) -> [Double] {
        let t = m.sigma / m.alpha, next = n.sigma / n.alpha
        let raised = t + min(settings.churn / Double(settings.steps), 2.0.squareRoot() - 1) * t
        let hat = x.indices.map { x[$0] / m.alpha + (raised * raised - t * t).squareRoot() * z[$0] }
        let slope = hat.map { ($0 - denoiser($0, raised)) / raised }
        let first = hat.indices.map { hat[$0] + (next - raised) * slope[$0] }
        if isLast { return first }
        let second = first.map { ($0 - denoiser($0, next)) / next }
        return hat.indices.map { (hat[$0] + (next - raised) * (slope[$0] + second[$0]) / 2) * n.alpha }
    }

    /// Song et al. 2021, algorithms 4 and 5: ε = 2·factor·(r‖z‖/‖s‖)², x + εs + √(2ε)z.
    private func langevin(_ x: [[Double]], _ z: [[Double]], _ m: Moment, factor: Double) -> [[Double]] {
        guard let corrector = settings.corrector else { return x }
        let scores = x.map { score($0, m) }
        var quotients = zip(z, scores).map { norm($0) / norm($1) }
        if corrector.norm == .batch {
            let mean = z.map { norm($0) }.reduce(0, +) / scores.map { norm($0) }.reduce(0, +)
            quotients = quotients.map { _ in mean }
        }
        return x.indices.map { sample in
            let epsilon = 2 * factor * pow(corrector.ratio * quotients[sample], 2)
            return x[sample].indices.map {
                x[sample][$0] + epsilon * scores[sample][$0] + (2 * epsilon).squareRoot() * z[sample][$0]
            }
        }
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
