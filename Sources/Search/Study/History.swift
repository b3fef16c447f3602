import Architectures

/// All that a search knows: what was evaluated, in order, and what has been asked for and not come back yet.
public struct History: Sendable {
    public private(set) var observations: [Observation] = []
    public private(set) var pending: [Architecture] = []
    private var known: Set<Architecture> = []

    public init() {}

    public init(_ observations: [Observation], pending: [Architecture] = []) {
        for observation in observations { tell(observation) }
        ask(pending)
    }

    public var count: Int { observations.count }

    /// What the draws of the next proposal are keyed by: it is another one after every answer and every question.
    public var round: Int { observations.count + pending.count }

    /// Whether this architecture was evaluated or is being so.
    public func contains(_ architecture: Architecture) -> Bool { known.contains(architecture) }

    /// Notes what is being evaluated.
    public mutating func ask(_ architectures: [Architecture]) {
        for architecture in architectures where known.insert(architecture).inserted { pending.append(architecture) }
    }

    /// Notes what came of an evaluation, asked for or not.
    public mutating func tell(_ observation: Observation) {
        pending.removeAll { $0 == observation.architecture }
        known.insert(observation.architecture)
        observations.append(observation)
    }

    /// The first `count` observations, as the search knew them then.
    public func prefix(_ count: Int) -> History { History(Array(observations.prefix(count))) }
}
