import Foundation

/// Pearson's test of counts against probabilities.
struct ChiSquare {
    let statistic: Double
    let degrees: Int

    init(statistic: Double, degrees: Int) { (self.statistic, self.degrees) = (statistic, degrees) }

    init(counts: [Int], probabilities: [Double]) {
        let total = Double(counts.reduce(0, +))
        statistic = zip(counts, probabilities).reduce(0) { sum, pair in
            let expected = total * pair.1
            return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
        degrees = counts.count - 1
    }

    /// Chance of a statistic at least as large, by the recursion over degrees of freedom from one or two.
    var p: Double {
        var q = degrees % 2 == 1 ? erfc((statistic / 2).squareRoot()) : exp(-statistic / 2)
        var k = degrees % 2 == 1 ? 1 : 2
        while k < degrees {
            let half = Double(k) / 2
            q += exp(half * log(statistic / 2) - statistic / 2 - lgamma(half + 1))
            k += 2
        }
        return q
    }
}
