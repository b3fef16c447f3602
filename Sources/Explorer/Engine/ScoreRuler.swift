import Search

/// Turns what a surrogate says, in standard scores among what was evaluated, back into the objective's own unit.
struct ScoreRuler {
    /// Targets and the scores they stand for, each once, ascending.
    private let marks: [(target: Double, score: Double)]

    /// - Parameter scores: of what was evaluated, more being better
    init(_ scores: [Double]) {
        let usable = scores.filter(\.isFinite)
        var marks: [(target: Double, score: Double)] = []
        for mark in zip(Targets.normalScores(usable), usable).sorted(by: { $0.1 < $1.1 }) where marks.last?.score != mark.1 {
            marks.append((mark.0, mark.1))
        }
        self.marks = marks
    }

    /// Linear between what was evaluated. Beyond the ends nothing was seen, so it goes on as from the middle to that end.
    func score(at target: Double) -> Double {
        guard let first = marks.first, let last = marks.last, target.isFinite else { return .nan }
        guard first.target < last.target else { return first.score }
        let middle = marks[marks.count / 2]
        func line(_ a: (target: Double, score: Double), _ b: (target: Double, score: Double)) -> Double {
            a.target == b.target ? b.score : b.score + (target - b.target) * (b.score - a.score) / (b.target - a.target)
        }
        if target <= first.target { return line(middle, first) }
        if target >= last.target { return line(middle, last) }
        let above = marks.firstIndex { $0.target >= target } ?? marks.count - 1
        return line(marks[max(above - 1, 0)], marks[above])
    }

    /// - Parameter sign: 1 where more is better, else −1: scores are figures times this
    func forecast(_ expectation: Expectation, sign: Double) -> SearchForecast {
        let deviation = max(expectation.variance, 0).squareRoot()
        let ends = [expectation.mean - deviation, expectation.mean + deviation].map { sign * score(at: $0) }
        return SearchForecast(
            mean: sign * score(at: expectation.mean), low: min(ends[0], ends[1]), high: max(ends[0], ends[1]),
            acquisition: expectation.acquisition)
    }
}
