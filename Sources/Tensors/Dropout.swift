/// Which numbers a training pass drops (Srivastava et al. 2014): a function of seed, step, sample and place in the
/// network, so that a sample loses the same numbers in any batch and on any thread.
public struct Dropout: Sendable, Hashable {
    public var seed: UInt64
    public var step: UInt32
    /// Index, within the training step, of the plan's first sample.
    public var firstSample: UInt32

    public init(seed: UInt64, step: UInt32, firstSample: UInt32 = 0) {
        self.seed = seed
        self.step = step
        self.firstSample = firstSample
    }

    /// Writes what one sample's numbers are multiplied by at one place: 0 with probability `rate`, else 1/(1 − rate).
    func mask(
        sample: Int, site: UInt32, rate: Float, into output: UnsafeMutablePointer<Float>, count: Int
    ) {
        let philox = Philox(seed: seed)
        let threshold = UInt32(min(Double(rate) * 0x1p32, Double(UInt32.max)))
        let kept = 1 / (1 - rate)
        // The high bit of the last word keeps these counters apart from NoiseSource's, whose stages are small.
        let (address, place) = (firstSample &+ UInt32(truncatingIfNeeded: sample), site | 0x8000_0000)
        for start in stride(from: 0, to: count, by: 4) {
            let words = philox(SIMD4(UInt32(truncatingIfNeeded: start / 4), address, step, place))
            for lane in 0..<min(4, count - start) { output[start + lane] = words[lane] < threshold ? 0 : kept }
        }
    }
}
