import Platform

/// Standard normal noise addressed by (seed, sample, step, stage): sample 17 of a batch draws what sample 17 alone
/// would draw, in any order and on any thread.
public struct NoiseSource: Sendable {
    private let philox: Philox

    public init(seed: UInt64) { philox = Philox(seed: seed) }

    /// Fills `output` with independent N(0, 1) draws (Box and Muller 1958, in double precision).
    /// - Parameters:
    ///   - sample: index of the sample within the run
    ///   - step: index of the reverse step; the starting noise has one of its own
    ///   - stage: which draw inside the step (start, predictor, corrector, …)
    public func normals(
        into output: UnsafeMutableBufferPointer<Float>, sample: UInt32, step: UInt32, stage: UInt32
    ) {
        var index = 0
        var block: UInt32 = 0
        while index < output.count {
            let words = philox(SIMD4(block, sample, step, stage))
            let (a, b) = Self.pair(words.x, words.y)
            let (c, d) = Self.pair(words.z, words.w)
            output[index] = a
            if index + 1 < output.count { output[index + 1] = b }
            if index + 2 < output.count { output[index + 2] = c }
            if index + 3 < output.count { output[index + 3] = d }
            index += 4
            block &+= 1
        }
    }

    /// One uniform draw in (0, 1).
    public func uniform(sample: UInt32, step: UInt32, stage: UInt32) -> Double {
        Self.unit(philox(SIMD4(0, sample, step, stage)).x)
    }

    private static func unit(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }

    private static func pair(_ first: UInt32, _ second: UInt32) -> (Float, Float) {
        let radius = sqrt(-2 * log(unit(first)))
        let angle = 2 * Double.pi * unit(second)
        return (Float(radius * cos(angle)), Float(radius * sin(angle)))
    }
}
