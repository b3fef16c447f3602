import CKernels
import Platform

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
    /// The EMA's final decay.
    public var averageDecay: Double = 0.999
    /// Whether the EMA's decay starts lower, at most (1 + n)/(10 + n) in step n, so that the random start is soon forgotten.
    public var rampsAverage = true

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
        let ramp = rampsAverage ? Double(1 + step) / Double(10 + step) : 1
        let averaging = min(averageDecay, ramp)
        dnag_adamw(
            &weights, &average, &firstMoment, &secondMoment, gradient, weights.count, Float(rate), beta1, beta2,
            1 - powf(beta1, Float(step)), 1 - powf(beta2, Float(step)), 1e-8, decay, Float(averaging), Float(scale))
        return norm
    }
}
