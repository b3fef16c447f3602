import Architectures
import Tensors

/// A seeded split of the 15,625 cells.
public struct CellSplit: Sendable, Hashable {
    public let training: [Int]
    /// Chooses the best weights; never trained on.
    public let validation: [Int]
    /// Never seen before evaluation.
    public let heldOut: [Int]

    /// 76 % training, 4 % validation, 20 % held out.
    public init(seed: UInt64) {
        var generator = PhiloxGenerator(seed: seed, stream: 0x5B17)
        let codes = Array(0..<Cell.count).shuffled(using: &generator)
        let heldOut = Cell.count / 5, validation = Cell.count / 25
        self.heldOut = codes[..<heldOut].sorted()
        self.validation = codes[heldOut..<heldOut + validation].sorted()
        training = codes[(heldOut + validation)...].sorted()
    }

    /// Every cell is trained on, and none held out; those that would have chosen the best weights still do.
    public var withoutHeldOut: CellSplit {
        CellSplit(training: (training + validation + heldOut).sorted(), validation: validation, heldOut: [])
    }

    private init(training: [Int], validation: [Int], heldOut: [Int]) {
        (self.training, self.validation, self.heldOut) = (training, validation, heldOut)
    }

    /// One half of the space, for the novelty of what a denoiser trained on it generates.
    public static func half(seed: UInt64) -> [Int] {
        var generator = PhiloxGenerator(seed: seed, stream: 0x4A1F)
        return Array(0..<Cell.count).shuffled(using: &generator)[..<(Cell.count / 2)].sorted()
    }
}
