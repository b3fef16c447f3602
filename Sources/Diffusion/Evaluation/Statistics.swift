/// Textbook statistics of two samples.
public enum Statistics {
    /// Pearson correlation; NaN when either is constant.
    public static func pearson(_ a: [Double], _ b: [Double]) -> Double {
        let n = Double(a.count)
        let meanA = a.reduce(0, +) / n, meanB = b.reduce(0, +) / n
        var covariance = 0.0, squaresA = 0.0, squaresB = 0.0
        for (x, y) in zip(a, b) {
            covariance += (x - meanA) * (y - meanB)
            squaresA += (x - meanA) * (x - meanA)
            squaresB += (y - meanB) * (y - meanB)
        }
        return covariance / (squaresA * squaresB).squareRoot()
    }

    /// Spearman's rank correlation; equal values share their mean rank.
    public static func spearman(_ a: [Double], _ b: [Double]) -> Double { pearson(ranks(a), ranks(b)) }

    /// Coefficient of determination of `predicted` for `truth`.
    public static func r2(_ predicted: [Double], of truth: [Double]) -> Double {
        let mean = truth.reduce(0, +) / Double(truth.count)
        var residual = 0.0, total = 0.0
        for (p, t) in zip(predicted, truth) {
            residual += (p - t) * (p - t)
            total += (t - mean) * (t - mean)
        }
        return 1 - residual / total
    }

    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count && values[order[end + 1]] == values[order[start]] { end += 1 }
            for i in start...end { ranks[order[i]] = Double(start + end) / 2 }
            start = end + 1
        }
        return ranks
    }
}
