import Diffusion

/// What searches are measured against: the best there is, or, where nobody knows it, the best that any of them found.
public struct Yardstick: Sendable {
    /// The largest worth there is: a score, or 1, all of the front's hypervolume. −∞ where nothing is feasible.
    public let best: Double
    /// What the hypervolume is measured by; nil where no front is sought.
    public let front: Front?

    /// A front of compromises, and the corner that its hypervolume is measured from.
    public struct Front: Sendable, Hashable {
        /// A figure for each objective, in its natural unit. Unless it is given: the worst of all that is feasible.
        public let reference: [Double]
        /// What the whole front dominates, in the product of the objectives' units (of their weights, where they have some).
        public let hypervolume: Double
        /// Distinct compromises on it.
        public let count: Int
        /// The reference as scores, each so that more is better.
        let corner: [Double]
    }

    /// What a table holds.
    /// - Parameter reference: a figure for each objective, from which hypervolume is measured
    /// - Throws: `SearchError`
    public init(_ problem: Problem, table: SearchTable, reference: [Double]? = nil) throws {
        let columns = try problem.objective.columns.map(table.column)
        let values = table.architectures.filter { problem.isAdmitted($0) }.map { table.values(columns, of: $0) }
        try self.init(values, problem.objective, reference: reference)
    }

    /// The best of what any search found.
    /// - Throws: `SearchError.nothingBeyondReference`
    public init(bestOf runs: [SearchRun], _ objective: Objective, reference: [Double]? = nil) throws {
        try self.init(runs.flatMap { $0.history.observations.map(\.values) }, objective, reference: reference)
    }

    private init(_ values: [[Double]], _ objective: Objective, reference: [Double]?) throws {
        guard objective.kind == .front else {
            best = values.map { objective.worth($0) }.max() ?? -.infinity
            front = nil
            return
        }
        let parts = values.filter { objective.worth($0).isFinite }.map { objective.parts($0) }
        let front = Hypervolume.front(of: parts)
        var corner = reference.map { objective.parts($0) } ?? Self.worst(of: parts, objective)
        var volume = Hypervolume.of(front, reference: corner)
        if volume == 0, reference == nil, !front.isEmpty {
            // Every compromise is among the worst in something: the corner goes as far out again as the figures reach, or by one.
            corner = corner.indices.map { term in
                let reach = (front.map { $0[term] }.max() ?? 0) - corner[term]
                return corner[term] - (reach > 0 ? reach : 1)
            }
            volume = Hypervolume.of(front, reference: corner)
        }
        let natural = reference ?? zip(objective.terms, corner).map { $1 / $0.weight }
        guard volume > 0 || front.isEmpty else {
            throw SearchError.nothingBeyondReference(zip(objective.terms, natural).map { "\($0.column)=\($1)" })
        }
        self.front = Front(reference: natural, hypervolume: volume, count: front.count, corner: corner)
        best = front.isEmpty ? -.infinity : 1
    }

    private static func worst(of parts: [[Double]], _ objective: Objective) -> [Double] {
        objective.terms.indices.map { term in parts.map { $0[term] }.min() ?? 0 }
    }

    /// What each evaluation's figures are worth: scores, or the share of the hypervolume that all up to it dominate.
    func worths(_ values: [[Double]], _ objective: Objective) -> [Double] {
        guard let whole = front else { return values.map { objective.worth($0) } }
        guard whole.hypervolume > 0 else { return values.map { _ in 0 } }
        var front: [[Double]] = [], share = 0.0
        return values.map { values in
            let parts = objective.parts(values)
            guard objective.worth(values).isFinite, !front.contains(where: { other in zip(other, parts).allSatisfy { $0 >= $1 } })
            else { return share }
            front.removeAll { other in zip(other, parts).allSatisfy { $0 <= $1 } }
            front.append(parts)
            // The last digit may differ with the order of the points: the whole front is the whole front.
            share = Hypervolume.of(front, reference: whole.corner) / whole.hypervolume
            if share > 1 - 1e-9 { share = 1 }
            return share
        }
    }
}

extension Yardstick.Front {
    /// What searches dominated, of the share that was still missing.
    public func hypervolume(_ missing: RegretCurve.Point) -> RegretCurve.Point {
        func dominated(_ share: Double) -> Double { hypervolume * (1 - share) }
        return RegretCurve.Point(
            mean: dominated(missing.mean), lowerQuartile: dominated(missing.upperQuartile), median: dominated(missing.median),
            upperQuartile: dominated(missing.lowerQuartile))
    }
}
