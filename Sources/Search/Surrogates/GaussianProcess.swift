import CBLAS
import CKernels

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A Gaussian process on groups of features, with a Matérn 5/2 covariance of the distance d² = Σ_g w_g·‖φ_g − φ'_g‖²/(mean of that) and a constant mean.
///
/// Mean and amplitude are integrated or maximised in closed form; the w_g and the noise maximise the marginal likelihood times log-normal
/// priors (Rasmussen & Williams 2006, chapter 5), by a search along one coordinate after the other. All else is the textbook's.
public struct GaussianProcess: Surrogate {
    public let name = "gp"
    /// Groups of the feature map that enter the distance.
    public var groups: [String]

    public init(groups: [String] = ["choices", "structure"]) { self.groups = groups }

    public func fit(_ features: FeatureMap, rows: [Float], targets: [Double], seed: UInt64) -> any SurrogateFit {
        let scaled = ScaledGroups(features, names: groups)
        let search = EvidenceSearch(scaled: scaled, rows: rows, targets: targets)
        return GaussianProcessFit(scaled: scaled, scales: search.best(), rows: rows, targets: targets)
    }
}

/// Groups of features, each divided by what makes distances within it about one.
struct ScaledGroups: Sendable {
    let width: Int
    let ranges: [Range<Int>]
    /// 1/(2·members) of each group: one-hot choices of s sites differ by 2 a site, standardised features by 2 each on average.
    let factors: [Double]

    init(_ features: FeatureMap, names: [String]) {
        width = features.count
        let groups = features.groups.filter { names.contains($0.name) }
        ranges = groups.map(\.range)
        factors = groups.map { group in
            let members = group.name == "choices" ? features.sites.count : group.range.count
            return 1 / Double(2 * max(members, 1))
        }
    }

    /// Columns that enter.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// The columns that enter, group g times √(w_g·factor_g): [count of rows][self.count].
    func apply(_ rows: UnsafePointer<Float>, count rowCount: Int, logWeights: ArraySlice<Double>) -> [Float] {
        let multipliers = zip(factors, logWeights).map { Float(($0 * exp($1)).squareRoot()) }
        var output = [Float](repeating: 0, count: rowCount * count)
        for row in 0..<rowCount {
            var column = row * count
            for (range, multiplier) in zip(ranges, multipliers) {
                for i in range {
                    output[column] = multiplier * rows[row * width + i]
                    column += 1
                }
            }
        }
        return output
    }

    /// ‖φ_g − φ'_g‖²·factor_g of all pairs, a group after another: [groups][n][n].
    func distances(_ rows: [Float], count n: Int) -> [[Double]] {
        zip(ranges, factors).map { range, factor in
            var distances = [Double](repeating: 0, count: n * n)
            for i in 0..<n {
                for j in 0..<i {
                    var sum = 0.0
                    for k in range {
                        let difference = Double(rows[i * width + k] - rows[j * width + k])
                        sum += difference * difference
                    }
                    distances[i * n + j] = factor * sum
                    distances[j * n + i] = factor * sum
                }
            }
            return distances
        }
    }
}

enum Matern {
    /// (1 + s + s²/3)·exp(−s), s = √(5·d²).
    static func covariance(_ square: Double) -> Double {
        let s = (5 * max(square, 0)).squareRoot()
        return (1 + s + s * s / 3) * exp(-s)
    }

    /// Its slope in d²: −⅚(1 + s)·exp(−s).
    static func slope(_ square: Double) -> Double {
        let s = (5 * max(square, 0)).squareRoot()
        return -5.0 / 6 * (1 + s) * exp(-s)
    }
}
