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

    /// What the objective gives figures; nil where that is nothing.
    public func worth(of figures: [String: Double]) -> Double? {
        let worth = problem.objective.worth(values(of: figures))
        return worth.isFinite ? worth : nil
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

    /// The best of what is given; nil where nothing of it is feasible.
    public var bestGiven: Given? {
        let worths = given.map { problem.objective.worth(values(of: $0.figures)) }
        guard let best = worths.filter(\.isFinite).max() else { return nil }
        return zip(given, worths).first { $1 == best }?.0
    }

    /// Those that no other one, evaluated or given, is at least as good as in every term and better in one.
    public var front: [Evaluation] {
        let all = feasibleParts
        return evaluations.filter { evaluation in values(of: evaluation).map { isOnFront($0, of: all) } ?? false }
    }

    /// What is given, of the same.
    public var givenFront: [Given] {
        let all = feasibleParts
        return given.filter { isOnFront(values(of: $0.figures), of: all) }
    }

    private var feasibleParts: [[Double]] {
        let objective = problem.objective
        return history.observations.map(\.values).filter { objective.worth($0).isFinite }.map(objective.parts)
    }

    private func isOnFront(_ values: [Double], of all: [[Double]]) -> Bool {
        guard problem.objective.worth(values).isFinite else { return false }
        let own = problem.objective.parts(values)
        return !all.contains { other in zip(other, own).allSatisfy { $0 >= $1 } && other != own }
    }

    /// What was handed out longer ago than so many seconds and has not come back.
    /// - Parameter now: seconds since 1970
    public func lost(after seconds: Int, now: Int) -> [Evaluation] {
        evaluations.filter { evaluation in
            guard case .asked(let time) = evaluation.state else { return false }
            // A file may say any time.
            let (age, isBeyond) = now.subtractingReportingOverflow(time)
            return isBeyond ? time < now : age >= seconds
        }
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
