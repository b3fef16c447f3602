import Architectures
import Tensors

/// A seeded split of the places of a list, or of the rows of a table.
public struct PlaceSplit: Sendable, Hashable {
    public let training: [Int]
    /// Chooses the best weights; never trained on.
    public let validation: [Int]
    /// Never seen before evaluation.
    public let heldOut: [Int]

    /// 76 % training, 4 % validation, 20 % held out, of the architectures of a listed space.
    public init(of space: SearchSpace, seed: UInt64) { self.init(space.list?.count ?? 0, seed: seed, stream: 0x5B17) }

    /// The same of a table's rows.
    public init(rows count: Int, seed: UInt64) { self.init(count, seed: seed, stream: 0x5B18) }

    private init(_ count: Int, seed: UInt64, stream: UInt32) {
        let places = Self.shuffled(count, seed: seed, stream: stream)
        let heldOut = count / 5, validation = count / 25
        self.heldOut = places[..<heldOut].sorted()
        self.validation = places[heldOut..<heldOut + validation].sorted()
        training = places[(heldOut + validation)...].sorted()
    }

    /// All are trained on, and none held out; those that would have chosen the best weights still do.
    public var withoutHeldOut: PlaceSplit {
        PlaceSplit(training: (training + validation + heldOut).sorted(), validation: validation, heldOut: [])
    }

    /// The same split of fewer places.
    public func keeping(_ isKept: (Int) -> Bool) -> PlaceSplit {
        PlaceSplit(training: training.filter(isKept), validation: validation.filter(isKept), heldOut: heldOut.filter(isKept))
    }

    private init(training: [Int], validation: [Int], heldOut: [Int]) {
        (self.training, self.validation, self.heldOut) = (training, validation, heldOut)
    }

    /// One half of a listed space, for the novelty of what a denoiser trained on it generates.
    public static func half(of space: SearchSpace, seed: UInt64) -> [Int] {
        let count = space.list?.count ?? 0
        return shuffled(count, seed: seed, stream: 0x4A1F)[..<(count / 2)].sorted()
    }

    private static func shuffled(_ count: Int, seed: UInt64, stream: UInt32) -> [Int] {
        var generator = PhiloxGenerator(seed: seed, stream: stream)
        return Array(0..<count).shuffled(using: &generator)
    }
}
