import Diffusion

/// What x_t was at a step, in a few digits: whether a run computed elsewhere is this one, byte for byte.
public struct StateMark: Sendable, Hashable {
    public var step: Int
    /// Eight hexadecimal digits.
    public var hash: String

    public init(step: Int, hash: String) { (self.step, self.hash) = (step, hash) }

    init(step: Int, of state: [Float]) { self.init(step: step, hash: Self.hash(state)) }

    /// Reads a mark's digits as people write them; nil where they are none.
    public static func digits(_ text: String) -> String? {
        let lower = text.lowercased()
        return lower.utf8.count == 8 && lower.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) } ? lower : nil
    }

    /// FNV-1a (Fowler, Noll & Vo) with 64 bits over the values' bytes, the lowest first, folded to 32.
    public static func hash(_ state: [Float]) -> String {
        var sum = Checksum()
        for value in state {
            let bits = value.bitPattern
            for shift in stride(from: 0, through: 24, by: 8) { sum.add(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
        }
        return Checksum.hexadecimal(UInt64(UInt32(truncatingIfNeeded: sum.value ^ (sum.value >> 32))), digits: 8)
    }
}

/// FNV-1a with 64 bits: every step is a bijection of the sum, so that a single changed byte never goes unnoticed.
struct Checksum {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    static func of(_ bytes: some Sequence<UInt8>) -> String {
        var sum = Checksum()
        for byte in bytes { sum.add(byte) }
        return hexadecimal(sum.value, digits: 16)
    }

    static func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}

extension Branch {
    /// x_t at a position, the end included; nil where it is not computed.
    func state(at position: Int) -> [Float]? {
        if steps.indices.contains(position) { return steps[position].state }
        return position == total && isComplete ? steps.last?.next : nil
    }

    /// What it ended with; nil before it has.
    var endMark: String? { isComplete ? state(at: total).map(StateMark.hash) : nil }

    /// Where it starts, turns and ends, and where one stands in it.
    func marks(at position: Int?) -> [StateMark] {
        let places = Set(segments.map(\.start) + [position, total].compactMap { $0 })
        return places.sorted().compactMap { place in state(at: place).map { StateMark(step: place, of: $0) } }
    }
}
