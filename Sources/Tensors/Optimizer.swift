import CKernels
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// AdamW (Loshchilov & Hutter 2019) with gradient clipping and an exponential moving average of the weights.
/// All of its state is in plain arrays, so that a checkpoint can carry it and training resumes exactly.
public struct Optimizer: Sendable {
    public var weights: [Float]
    public var average: [Float]
    public var firstMoment: [Float]
    public var secondMoment: [Float]
    public private(set) var step: Int

    public var beta1: Float = 0.9
    public var beta2: Float = 0.99
    public var decay: Float = 0
    public var clipNorm: Double = 1
    /// The EMA's final decay; it starts lower, so that the random start is soon forgotten.
    public var averageDecay: Double = 0.999

    public init(weights: [Float]) {
        self.weights = weights
        average = weights
        firstMoment = Array(repeating: 0, count: weights.count)
        secondMoment = firstMoment
        step = 0
    }

    public init(weights: [Float], average: [Float], firstMoment: [Float], secondMoment: [Float], step: Int) {
        self.weights = weights
        self.average = average
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
        self.step = step
    }

    /// One update. Returns the gradient's norm before clipping; a non-finite gradient changes nothing.
    @discardableResult
    public mutating func update(gradient: UnsafePointer<Float>, rate: Double) -> Double {
        let norm = dnag_sum_of_squares(gradient, weights.count).squareRoot()
        guard norm.isFinite else { return norm }
        step += 1
        let scale = norm > clipNorm ? clipNorm / norm : 1
        let averaging = min(averageDecay, Double(1 + step) / Double(10 + step))
        dnag_adamw(
            &weights, &average, &firstMoment, &secondMoment, gradient, weights.count, Float(rate), beta1, beta2,
            1 - powf(beta1, Float(step)), 1 - powf(beta2, Float(step)), 1e-8, decay, Float(averaging), Float(scale))
        return norm
    }
}

/// A learning rate that rises over the first `warmup` share of the run and falls by a half cosine to almost nothing
/// (one-cycle: Smith & Topin 2018).
public struct OneCycle: Sendable {
    public let peak: Double
    public let steps: Int
    public let warmup: Double

    public init(peak: Double, steps: Int, warmup: Double = 0.1) {
        self.peak = peak
        self.steps = steps
        self.warmup = warmup
    }

    public func rate(at step: Int) -> Double {
        let progress = Double(step) / Double(max(steps, 1))
        if progress < warmup { return peak * (0.04 + 0.96 * progress / warmup) }
        let fall = min(1, (progress - warmup) / (1 - warmup))
        return peak * (1e-4 + (1 - 1e-4) * 0.5 * (1 + cos(Double.pi * fall)))
    }
}
