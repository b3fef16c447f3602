import Architectures

/// What a trained file says of the split it was trained by.
public struct SplitRecord: Sendable, Hashable {
    public let seed: UInt64
    public let rule: PlaceSplit.Rule

    private static let seedKey = "split_seed", ruleKey = "split"

    /// By which networks are trained today.
    public init(seed: UInt64) { (self.seed, rule) = (seed, .classes) }

    /// - Parameter about: a file's metadata
    /// - Returns: nil where it names no seed, or a rule that is none; where it names no rule, it is older than classes are
    public init?(about: [String: String]) {
        guard let seed = about[Self.seedKey].flatMap(UInt64.init), let rule = PlaceSplit.Rule(rawValue: about[Self.ruleKey] ?? PlaceSplit.Rule.places.rawValue)
        else { return nil }
        (self.seed, self.rule) = (seed, rule)
    }

    /// For a file's metadata, and for what must be equal for a checkpoint to be resumed.
    public var about: [String: String] { [Self.seedKey: "\(seed)", Self.ruleKey: rule.rawValue] }

    /// The split of a listed space; what is held out has no isomorph among the rest.
    public func split(of space: SearchSpace) -> PlaceSplit {
        let split = PlaceSplit(of: space, seed: seed, rule: rule)
        return space.classes.map(split.withoutKnown) ?? split
    }

    /// The split of a table's rows; what is held out has no isomorph among the rest. - Parameter architectures: of each row, all of one space
    public func split(rows architectures: [Architecture]) -> PlaceSplit {
        PlaceSplit(rows: architectures, seed: seed, rule: rule).withoutKnown(IsomorphClasses(of: architectures))
    }
}
