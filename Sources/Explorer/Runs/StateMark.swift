import Diffusion
import Tensors

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

    /// A checksum over the values' bytes, the lowest first, folded to 32 bits.
    public static func hash(_ state: [Float]) -> String {
        var sum = Checksum()
        for value in state { withUnsafeBytes(of: value.bitPattern.littleEndian) { sum.add($0) } }
        return sum.folded
    }
}

/// What the states of a branch were where a session comes from.
struct BranchMarks: Sendable {
    /// What they hold for.
    let segments: [Branch.Segment]
    let marks: [StateMark]
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
