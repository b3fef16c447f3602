import Architectures

/// How well a noise-aware predictor of a space without a list does on given rows of a table, one property, by noise level.
public struct FactoredPredictorReport: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        public let sigma: Double
        /// Rank correlation of the predicted mean given x_t with the figures.
        public let spearman: Double?
        /// Root mean square of predicted mean − figure, in the natural unit.
        public let error: Double?
        /// R² of mean and variance against the exact posterior's, in scores; nil where the property has no closed form, and of the variance also
        /// where that is all but zero (small σ).
        public let exactR2, varianceR2: Double?

        public init(sigma: Double, spearman: Double?, error: Double?, exactR2: Double?, varianceR2: Double?) {
            self.sigma = sigma
            self.spearman = spearman
            self.error = error
            self.exactR2 = exactR2
            self.varianceR2 = varianceR2
        }
    }

    /// Nothing is said of fewer rows.
    public static let leastRows = PredictorReport.leastCells

    public let property: String
    /// Rows that have a figure.
    public let count: Int
    public let rows: [Row]

    /// - Parameters:
    ///   - rows: of the table, to be noised: one draw each at every noise level
    ///   - exact: properties with a closed form
    /// - Returns: a report for each property of the predictor that the table has figures of
    public static func make(
        _ predictor: any Predictor, table: BenchmarkTable, rows: [Int], exact: [FactoredProperty], sigmas: [Double], seed: UInt64,
        threads: Int, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) -> [FactoredPredictorReport] {
        let known: [(index: Int, name: String, figures: [Double])] = predictor.properties.enumerated().compactMap { index, info in
            table.figures(of: info.name).map { (index, info.name, $0) }
        }
        guard !known.isEmpty, !rows.isEmpty else { return [] }
        let states = rows.map { table.architecture($0).state }
        let truth = FactoredPredictor(exact, in: table.space)
        var byProperty = known.map { _ in [Row]() }
        for (level, sigma) in sigmas.enumerated() {
            func predictions(_ predictor: any Predictor, _ part: Int) -> NoisyPredictions {
                NoisyPredictions(predictor, states: states, sigma: sigma, level: level, seed: seed, threads: threads) { done, total in
                    progress?((2 * level + part) * total + done, 2 * sigmas.count * total)
                }
            }
            let found = predictions(predictor, 0), best = predictions(truth, 1)
            for (place, entry) in known.enumerated() {
                let closed = exact.firstIndex { $0.info.name == entry.name }
                byProperty[place].append(
                    Row(entry.index, scale: predictor.scales[entry.index], found, closed, best, sigma, rows.map { entry.figures[$0] }))
            }
        }
        return zip(known, byProperty).map { entry, levels in
            FactoredPredictorReport(property: entry.name, count: rows.count { !entry.figures[$0].isNaN }, rows: levels)
        }
    }
}

extension FactoredPredictorReport.Row {
    /// - Parameters:
    ///   - closed: place of the property among those with a closed form
    ///   - truth: figures by row; NaN where there is none
    fileprivate init(
        _ index: Int, scale: PropertyScale, _ found: NoisyPredictions, _ closed: Int?, _ best: NoisyPredictions, _ sigma: Double,
        _ truth: [Double]
    ) {
        self.sigma = sigma
        let labelled = truth.indices.filter { !truth[$0].isNaN }
        let scores = labelled.map { Double(found.means[$0][index]) }, figures = labelled.map { truth[$0] }
        let isEnough = labelled.count >= FactoredPredictorReport.leastRows
        func figure(_ value: Double) -> Double? { isEnough && value.isFinite ? value : nil }
        spearman = figure(Statistics.spearman(scores, figures))
        let squares = zip(scores, figures).reduce(0) { sum, pair in
            let error = scale.value(at: pair.0) - pair.1
            return sum + error * error
        }
        error = figure((squares / Double(max(labelled.count, 1))).squareRoot())
        guard let closed else {
            (exactR2, varianceR2) = (nil, nil)
            return
        }
        exactR2 = figure(Statistics.r2(found.means.map { Double($0[index]) }, of: best.means.map { Double($0[closed]) }))
        let variances = best.variances.map { Double($0[closed]) }
        let average = variances.reduce(0, +) / Double(max(variances.count, 1))
        varianceR2 = average < 0.01 ? nil : figure(Statistics.r2(found.variances.map { Double($0[index]) }, of: variances))
    }
}
