#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The samplers: each moves one state x from noise level `from` to `to` < `from`, given its clean estimate
/// D = E[x₀ | x] (guided or not) and, where the method is stochastic, a standard normal draw.
///
/// All are written for α = 1; the score is (D − x)/σ².
enum ReverseStep {
    typealias State = UnsafeMutablePointer<Float>
    typealias Input = UnsafePointer<Float>

    /// x' ~ N(D + (σ'²/σ²)(x − D), σ'²(1 − σ'²/σ²)): the forward process's exact conditional, with x₀ replaced by D.
    static func ancestral(_ x: State, denoised: Input, noise: Input, from: Double, to: Double, count: Int) {
        let ratio = to * to / (from * from)
        let keep = Float(ratio), deviation = Float(to * (1 - ratio).squareRoot())
        for i in 0..<count { x[i] = denoised[i] + keep * (x[i] - denoised[i]) + deviation * noise[i] }
    }

    /// x' = x + g²Δt·s + g√Δt·z with g²Δt = 2σ² ln(σ/σ'), the VE SDE's diffusion over the step.
    static func eulerMaruyama(_ x: State, denoised: Input, noise: Input, from: Double, to: Double, count: Int) {
        let span = 2 * log(from / to)
        let drift = Float(span), deviation = Float(from * span.squareRoot())
        for i in 0..<count { x[i] += drift * (denoised[i] - x[i]) + deviation * noise[i] }
    }

    /// x' = (σ'/σ)x + (1 − σ'/σ)D̂, D̂ = D extrapolated in λ = −ln σ from the previous estimate.
    /// - Parameter previous: the estimate at `before` > `from`; nil on the first step, which is then of first order.
    static func dpmSolver(
        _ x: State, denoised: Input, previous: (estimate: Input, sigma: Double)?, from: Double, to: Double, count: Int
    ) {
        let ratio = Float(to / from)
        var extrapolation: Float = 0
        if let previous { extrapolation = Float(0.5 * log(from / to) / log(previous.sigma / from)) }
        for i in 0..<count {
            var estimate = denoised[i]
            if let previous { estimate += extrapolation * (denoised[i] - previous.estimate[i]) }
            x[i] = ratio * x[i] + (1 - ratio) * estimate
        }
    }

    /// One Langevin step at level `sigma`: x' = x + a·s + √(2a)·z, a = 2(snr·‖z‖/‖s‖)², norms per sample
    /// (Song et al. 2021, algorithm 4).
    static func langevin(_ x: State, denoised: Input, noise: Input, sigma: Double, ratio: Double, count: Int) {
        var noiseSquares = 0.0, scoreSquares = 0.0
        for i in 0..<count {
            noiseSquares += Double(noise[i]) * Double(noise[i])
            let score = (Double(denoised[i]) - Double(x[i])) / (sigma * sigma)
            scoreSquares += score * score
        }
        guard scoreSquares > 0 else { return }
        let a = 2 * ratio * ratio * noiseSquares / scoreSquares
        let pull = Float(a / (sigma * sigma)), deviation = Float((2 * a).squareRoot())
        for i in 0..<count { x[i] += pull * (denoised[i] - x[i]) + deviation * noise[i] }
    }
}
