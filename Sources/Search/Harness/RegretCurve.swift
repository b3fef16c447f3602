/// What searches of several seeds had found after each evaluation.
public struct RegretCurve: Sendable, Hashable {
    /// The regret after n + 1 evaluations: how far the best found is below the best there is, in units of the score; infinite while
    /// nothing feasible was found.
    public struct Point: Sendable, Hashable {
        public let mean, lowerQuartile, median, upperQuartile: Double
    }

    public let points: [Point]
    /// Evaluations until the best there is was found, a seed each; nil where it was not.
    public let evaluationsToBest: [Int?]

    /// - Parameters:
    ///   - worths: by seed, then by evaluation; −∞ for what is not feasible
    ///   - best: the largest there is; −∞ where nothing is feasible, so that nothing can be found
    public init(worths: [[Double]], best: Double) {
        let running = worths.map { $0.runningMaximum }
        let length = running.map(\.count).max() ?? 0
        points = (0..<length).map { n in
            // A search that ended early, having seen everything, stays where it was.
            Point(
                regrets: running.compactMap { run in
                    run.isEmpty ? nil : best.isFinite ? best - run[min(n, run.count - 1)] : .infinity
                })
        }
        evaluationsToBest = worths.map { best.isFinite ? $0.firstIndex { $0 >= best }.map { $0 + 1 } : nil }
    }

    /// Quantile of the evaluations to the best there is, nil where too few searches found it.
    public func evaluationsToBest(quantile: Double) -> Double? {
        let counts = evaluationsToBest.map { $0.map(Double.init) ?? .infinity }
        let value = Quantile.of(counts, quantile)
        return value.isFinite ? value : nil
    }

    /// The share of searches that found it.
    public var shareFound: Double {
        evaluationsToBest.isEmpty ? 0 : Double(evaluationsToBest.count { $0 != nil }) / Double(evaluationsToBest.count)
    }
}

extension RegretCurve.Point {
    init(regrets: [Double]) {
        mean = regrets.reduce(0, +) / Double(regrets.count)
        lowerQuartile = Quantile.of(regrets, 0.25)
        median = Quantile.of(regrets, 0.5)
        upperQuartile = Quantile.of(regrets, 0.75)
    }
}

/// Quantiles of samples.
public enum Quantile {
    /// Linear between the order statistics (Hyndman & Fan 1996, type 7); NaN of nothing. Infinite values are allowed.
    public static func of(_ values: [Double], _ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let position = share * Double(sorted.count - 1)
        let low = Int(position.rounded(.down)), high = min(low + 1, sorted.count - 1)
        let rest = position - Double(low)
        return rest == 0 || sorted[low] == sorted[high] ? sorted[low] : sorted[low] + rest * (sorted[high] - sorted[low])
    }
}

extension [Double] {
    /// The largest up to each place.
    var runningMaximum: [Double] {
        var best = -Double.infinity
        return map {
            best = Swift.max(best, $0)
            return best
        }
    }
}
