import Architectures
import Tensors

/// A seeded split of the places of a list, or of the rows of a table.
///
/// Isomorphic architectures stay together: what was measured of one tells of the other, and some tables give both the same figures.
public struct PlaceSplit: Sendable, Hashable {
    public let training: [Int]
    /// Chooses the best weights; never trained on.
    public let validation: [Int]
    /// Never seen before evaluation.
    public let heldOut: [Int]

    /// What is drawn by the seed.
    public enum Rule: String, Sendable, Hashable {
        /// Classes of isomorphic architectures, each as a whole.
        case classes
        /// Single places, as files of an earlier program were trained. An isomorph of one that is held out may be trained on.
        case places
    }

    /// 76 % training, 4 % validation, 20 % held out, of the architectures of a listed space.
    public init(of space: SearchSpace, seed: UInt64, rule: Rule = .classes) {
        let count = space.list?.count ?? 0
        self.init(Self.members(count, space.classes, rule), count, seed: seed, stream: 0x5B17)
    }

    /// The same of a table's rows. - Parameter architectures: of each row, all of one space
    public init(rows architectures: [Architecture], seed: UInt64, rule: Rule = .classes) {
        self.init(Self.members(architectures.count, IsomorphClasses(of: architectures), rule), architectures.count, seed: seed, stream: 0x5B18)
    }

    private static func members(_ count: Int, _ classes: IsomorphClasses?, _ rule: Rule) -> [[Int]] {
        guard rule == .classes, let classes else { return (0..<count).map { [$0] } }
        return classes.members
    }

    /// Each part takes the classes that it has room for, in the order that the seed gives, and leaves the others to the next part. So where no two
    /// architectures are isomorphic, both rules are one. A class of more than a hundredth of all is trained on: held out, a single architecture under
    /// hundreds of names, such as the cell without a path, would be a good part of what is measured.
    private init(_ members: [[Int]], _ count: Int, seed: UInt64, stream: UInt32) {
        var left = Self.shuffled(members.count, seed: seed, stream: stream)
        func take(_ room: Int, _ largest: Int) -> [Int] {
            var taken: [Int] = [], others: [Int] = []
            for number in left {
                let own = members[number]
                if own.count <= largest && taken.count + own.count <= room { taken += own } else { others.append(number) }
            }
            left = others
            return taken.sorted()
        }
        heldOut = take(count / 5, max(count / 100, 1))
        validation = take(count / 25, max(count / 100, 1))
        training = take(count, count)
    }

    /// All are trained on, and none held out; those that would have chosen the best weights still do.
    public var withoutHeldOut: PlaceSplit {
        PlaceSplit(training: (training + validation + heldOut).sorted(), validation: validation, heldOut: [])
    }

    /// The same split of fewer places.
    public func keeping(_ isKept: (Int) -> Bool) -> PlaceSplit {
        PlaceSplit(training: training.filter(isKept), validation: validation.filter(isKept), heldOut: heldOut.filter(isKept))
    }

    /// The same split without what is held out beside an isomorph that is trained on or that chooses the best weights.
    /// - Precondition: the classes are of what was split
    public func withoutKnown(_ classes: IsomorphClasses) -> PlaceSplit {
        let known = Set((training + validation).map { classes.numbers[$0] })
        return PlaceSplit(training: training, validation: validation, heldOut: heldOut.filter { !known.contains(classes.numbers[$0]) })
    }

    private init(training: [Int], validation: [Int], heldOut: [Int]) {
        (self.training, self.validation, self.heldOut) = (training, validation, heldOut)
    }

    /// One half of a listed space, for the novelty of what a denoiser trained on it generates. No figures enter, so isomorphs may be in both halves.
    public static func half(of space: SearchSpace, seed: UInt64) -> [Int] {
        let count = space.list?.count ?? 0
        return shuffled(count, seed: seed, stream: 0x4A1F)[..<(count / 2)].sorted()
    }

    private static func shuffled(_ count: Int, seed: UInt64, stream: UInt32) -> [Int] {
        var generator = PhiloxGenerator(seed: seed, stream: stream)
        return Array(0..<count).shuffled(using: &generator)
    }
}
