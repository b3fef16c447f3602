import Search

/// What `dnag search bo` and `transfer` report.
struct SearchReport: FormedReport {
    /// In words: what is sought, and what must hold.
    let objective: [String]
    let directions: [Objective.Direction]
    let initial, batch, budget: Int
    let seeds: [UInt64]
    /// The best score there is, or 1, the whole front's hypervolume; none where nothing is feasible.
    let best: Double?
    /// Whether that is known and not only the best that was found.
    let isBestKnown: Bool
    /// What the hypervolume is measured by, where a front is sought.
    let front: Front?
    let seconds: Double
    let strategies: [Strategy]

    struct Front: Encodable {
        /// The corner from which hypervolume is measured, by objective.
        let reference: [String: Double]
        /// Whether the line names it; else it is the worst of all that is feasible.
        let isReferenceGiven: Bool
        /// Of the table's whole front, or of all that was found.
        let hypervolume: Double
        /// Architectures on that front.
        let count: Int
        /// The objectives in their order, as they are shown.
        let corner: [String]

        private enum CodingKeys: CodingKey { case reference, isReferenceGiven, hypervolume, count }
    }

    struct Strategy: Encodable {
        let strategy: String
        let evaluationsToBest: Evaluations
        /// After 1, 2, … evaluations; null while nothing feasible was found.
        let regret: Curves
        /// What the architectures dominate, where a front is sought.
        let hypervolume: Curves?
        let reported: [String: [Double?]]
        let seconds: Seconds
    }

    struct Evaluations: Encodable {
        /// A seed each; null where it was not found.
        let bySeed: [Int?]
        let lowerQuartile, median, upperQuartile: Double?
        let shareFound: Double
    }

    struct Curves: Encodable {
        let mean, lowerQuartile, median, upperQuartile: [Double?]

        init(_ points: [RegretCurve.Point]) {
            mean = points.map(\.mean.finite)
            lowerQuartile = points.map(\.lowerQuartile.finite)
            median = points.map(\.median.finite)
            upperQuartile = points.map(\.upperQuartile.finite)
        }
    }

    /// Of one search, on average.
    struct Seconds: Encodable { let fitting, proposing, ranking, total: Double }

    init(
        _ summaries: [StudySummary], objective: Objective, settings: StudySettings, seeds: [UInt64], yardstick: Yardstick,
        isBestKnown: Bool, isReferenceGiven: Bool, seconds: Double
    ) {
        self.objective = objective.words
        directions = objective.directions
        (initial, batch, budget) = (settings.initial, settings.batch, settings.budget)
        self.seeds = seeds
        best = yardstick.best.finite
        self.isBestKnown = isBestKnown
        self.seconds = seconds
        front = yardstick.front.map { front in
            let columns = objective.terms.map(\.column)
            return Front(
                reference: Dictionary(zip(columns, front.reference), uniquingKeysWith: { first, _ in first }),
                isReferenceGiven: isReferenceGiven, hypervolume: front.hypervolume, count: front.count,
                corner: zip(columns, front.reference).map { "\($0) \($1.short)" })
        }
        strategies = summaries.map { summary in
            let curve = summary.regret
            return Strategy(
                strategy: summary.strategy,
                evaluationsToBest: Evaluations(
                    bySeed: curve.evaluationsToBest, lowerQuartile: curve.evaluationsToBest(quantile: 0.25),
                    median: curve.evaluationsToBest(quantile: 0.5), upperQuartile: curve.evaluationsToBest(quantile: 0.75),
                    shareFound: curve.shareFound),
                regret: Curves(curve.points), hypervolume: yardstick.front.map { Curves(curve.points.map($0.hypervolume)) },
                reported: Dictionary(summary.reported.map { ($0.column, $0.means.map(\.finite)) }, uniquingKeysWith: { first, _ in first }),
                seconds: Seconds(
                    fitting: summary.times.fitting, proposing: summary.times.proposing, ranking: summary.times.ranking,
                    total: summary.seconds))
        }
    }
}
