import Platform
import Tensors

/// The draws of one image: a function of (seed, family, image, purpose), in the order in which they are asked for.
public struct ImageDraws: Sendable, RandomNumberGenerator {
    /// What draws are for: those of one purpose do not change when another takes more.
    enum Purpose: UInt32 { case label, drawing, noise, colour, permutation }

    private let philox: Philox
    private let image: UInt32, purpose: UInt32, family: UInt32
    private var block: UInt32 = 0, words = SIMD4<UInt32>(), left = 0

    init(seed: UInt64, family: String, image: Int, _ purpose: Purpose) {
        philox = Philox(seed: seed)
        self.image = UInt32(truncatingIfNeeded: image)
        self.purpose = purpose.rawValue
        self.family = UInt32(truncatingIfNeeded: Checksum(of: family.utf8).value)
    }

    private mutating func word() -> UInt32 {
        if left == 0 {
            words = philox(SIMD4(block, image, purpose, family))
            block &+= 1
            left = 4
        }
        left -= 1
        return words[3 - left]
    }

    public mutating func next() -> UInt64 { UInt64(word()) | UInt64(word()) << 32 }

    /// Uniform in (0, 1).
    public mutating func unit() -> Double { (Double(word()) + 0.5) * 0x1p-32 }

    public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// Uniform in 0 ..< count. - Precondition: there is one
    public mutating func below(_ count: Int) -> Int { min(Int(unit() * Double(count)), count - 1) }

    public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// An angle of the whole circle.
    public mutating func angle() -> Double { 2 * .pi * unit() }

    /// Standard normal (Box and Muller 1958).
    public mutating func normal() -> Double { sqrt(-2 * log(unit())) * cos(2 * .pi * unit()) }
}
