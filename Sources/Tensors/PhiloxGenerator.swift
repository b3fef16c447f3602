/// Philox as a sequential generator, for shuffles, initial weights and property tests.
public struct PhiloxGenerator: RandomNumberGenerator, Sendable {
    private let philox: Philox
    private let stream: UInt32
    private var position: UInt64 = 0

    /// - Parameter stream: generators of one seed and different streams are independent.
    public init(seed: UInt64, stream: UInt32 = 0) {
        philox = Philox(seed: seed)
        self.stream = stream
    }

    public mutating func next() -> UInt64 {
        let low = UInt32(truncatingIfNeeded: position), high = UInt32(truncatingIfNeeded: position >> 32)
        // The last word keeps these counters apart from NoiseSource's, whose stages are small.
        let words = philox(SIMD4(low, high, stream, 0xFFFF_FFFF))
        position += 1
        return UInt64(words.x) | UInt64(words.y) << 32
    }

    /// Uniform in [0, 1).
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
