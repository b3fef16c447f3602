import Tensors

/// Where is searched, and for what.
public struct Problem<Space: SearchableSpace>: Sendable {
    public let space: Space
    public let objective: Objective
    /// What may be proposed; nil: everything. A table of figures may not hold the whole space.
    public let admits: (@Sendable (Space.Architecture) -> Bool)?
    /// All that may be proposed, in the space's order; nil where the space cannot be enumerated.
    public let candidates: Candidates<Space>?

    public init(space: Space, objective: Objective, admits: (@Sendable (Space.Architecture) -> Bool)? = nil) {
        self.space = space
        self.objective = objective
        self.admits = admits
        candidates = space.all.map { all in
            let admitted = admits.map { all.filter($0) } ?? all
            return Candidates(architectures: admitted, rows: space.rows(of: admitted))
        }
    }

    func isAdmitted(_ architecture: Space.Architecture) -> Bool { admits?(architecture) ?? true }

    /// Up to `count` distinct architectures that are admitted and not in the history, drawn uniformly; fewer where there are no more.
    public func unseen(
        _ count: Int, after history: History<Space.Architecture>, using generator: inout PhiloxGenerator
    ) -> [Space.Architecture] {
        var chosen: [Space.Architecture] = []
        var taken: Set<Space.Architecture> = []
        var failures = 0
        while chosen.count < count {
            let architecture = space.draw(using: &generator)
            if isAdmitted(architecture), !history.contains(architecture), taken.insert(architecture).inserted {
                chosen.append(architecture)
            } else {
                failures += 1
                guard failures < Self.patience else { break }
            }
        }
        // Where little is left, what is left can be listed.
        if chosen.count < count, let candidates {
            var rest = candidates.architectures.filter { !history.contains($0) && !taken.contains($0) }
            rest.shuffle(using: &generator)
            chosen += rest.prefix(count - chosen.count)
        }
        return chosen
    }

    private static var patience: Int { 10_000 }
}

/// Architectures with their features.
public struct Candidates<Space: SearchableSpace>: Sendable {
    public let architectures: [Space.Architecture]
    /// [architectures][features.count]
    public let rows: [Float]

    public init(architectures: [Space.Architecture], rows: [Float]) {
        self.architectures = architectures
        self.rows = rows
    }
}
