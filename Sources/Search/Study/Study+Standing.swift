extension Study {
    public var told: [Evaluation] { evaluations.filter { if case .told = $0.state { true } else { false } } }
    public var failed: [Evaluation] { evaluations.filter { if case .failed = $0.state { true } else { false } } }
    /// Proposed, and not come back.
    public var pending: [Evaluation] { evaluations.filter(\.state.isOpen) }
    /// With somebody outside.
    public var asked: [Evaluation] { evaluations.filter { if case .asked = $0.state { true } else { false } } }

    /// What the objective gives it; nil where that is nothing: it is open, failed, or breaks a constraint.
    public func worth(of evaluation: Evaluation) -> Double? {
        values(of: evaluation).map(problem.objective.worth).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The best so far by the weighted sum, the earliest where several are.
    public var best: Evaluation? {
        var best: (evaluation: Evaluation, worth: Double)?
        for evaluation in evaluations {
            guard let worth = worth(of: evaluation), worth > best?.worth ?? -.infinity else { continue }
            best = (evaluation, worth)
        }
        return best?.evaluation
    }

    /// Those that no other one is at least as good as in every term and better in one.
    public var front: [Evaluation] {
        let feasible = evaluations.filter { worth(of: $0) != nil }
        let parts = feasible.map { problem.objective.parts(values(of: $0) ?? []) }
        return feasible.indices.filter { place in
            !parts.contains { other in
                zip(other, parts[place]).allSatisfy { $0 >= $1 } && other != parts[place]
            }
        }.map { feasible[$0] }
    }

    /// The best worth after 1, 2, … evaluations, in the order of their proposal; nil while there is none.
    public var curve: [Double?] {
        var best: Double?
        return evaluations.filter { !$0.state.isOpen }.map { evaluation in
            if let worth = worth(of: evaluation), worth > best ?? -.infinity { best = worth }
            return best
        }
    }
}
