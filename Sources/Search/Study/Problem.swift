import Architectures
import Tensors

/// Where is searched, and for what.
public struct Problem: Sendable {
    public let space: SearchedSpace
    public let objective: Objective
    /// What may be proposed; nil: everything. A table of figures may not hold the whole space.
    public let admits: (@Sendable (Architecture) -> Bool)?
    /// What is drawn from instead of the space.
    private let rows: [Architecture]?
    private let listed: Deferred<[Architecture]?>
    private let looked: Deferred<Candidates?>

    /// - Parameter rows: all that is admitted of a space that cannot be listed: what a table has figures of
    public init(space: SearchedSpace, objective: Objective, rows: [Architecture]? = nil, admits: (@Sendable (Architecture) -> Bool)? = nil) {
        self.space = space
        self.objective = objective
        self.admits = admits
        self.rows = rows
        let listed = Deferred { rows ?? space.all.map { all in admits.map { all.filter($0) } ?? all } }
        self.listed = listed
        looked = Deferred { listed.value.map { Candidates(architectures: $0, rows: space.rows(of: $0)) } }
    }

    /// All that may be proposed, in the space's order; nil where the space cannot be enumerated.
    public var admitted: [Architecture]? { listed.value }

    /// The same with features.
    public var candidates: Candidates? { looked.value }

    func isAdmitted(_ architecture: Architecture) -> Bool { admits?(architecture) ?? true }

    /// Up to `count` distinct architectures that are admitted and not in the history, drawn uniformly; fewer where there are no more.
    public func unseen(
        _ count: Int, after history: History, using generator: inout PhiloxGenerator
    ) -> [Architecture] {
        var chosen: [Architecture] = []
        var taken: Set<Architecture> = []
        var failures = 0
        while chosen.count < count {
            let architecture = rows?.randomElement(using: &generator) ?? space.draw(using: &generator)
            if isAdmitted(architecture), !history.contains(architecture), taken.insert(architecture).inserted {
                chosen.append(architecture)
            } else {
                failures += 1
                guard failures < Self.patience else { break }
            }
        }
        // Where little is left, what is left can be listed.
        if chosen.count < count, let admitted {
            var rest = admitted.filter { !history.contains($0) && !taken.contains($0) }
            rest.shuffle(using: &generator)
            chosen += rest.prefix(count - chosen.count)
        }
        return chosen
    }

    private static var patience: Int { 10_000 }
}

/// Architectures with their features.
public struct Candidates: Sendable {
    public let architectures: [Architecture]
    /// [architectures][features.count]
    public let rows: [Float]

    public init(architectures: [Architecture], rows: [Float]) {
        self.architectures = architectures
        self.rows = rows
    }
}
