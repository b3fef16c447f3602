import CBLAS
import CKernels
import Platform

/// A Gaussian process on groups of features with the covariance M(d²) + l·⟨u, u'⟩: a Matérn 5/2 of the distance d² = Σ_g w_g·‖φ_g − φ'_g‖² and a linear
/// trend in one group, about a constant mean.
///
/// Mean and amplitude have closed forms; the w_g, the trend's weight and the noise maximise the marginal likelihood times log-normal
/// priors (Rasmussen & Williams 2006, chapter 5).
public struct GaussianProcess: Surrogate {
    public let name = "gp"
    /// Groups of the feature map that enter the distance; those a space lacks are passed over.
    public var groups: [String]
    /// The group with a linear trend; nil: none.
    public var trend: String?

    public init(groups: [String] = ["choices", "structure"], trend: String? = "structure") {
        self.groups = groups
        self.trend = trend
    }

    public func fit(_ features: FeatureMap, rows: [Float], targets: [Double], seed: UInt64) -> any SurrogateFit {
        let geometry = GaussianGeometry(features, groups: groups, trend: trend)
        let search = EvidenceSearch(pairs: geometry.pairs(rows, count: targets.count), targets: targets)
        return GaussianProcessFit(geometry: geometry, scales: search.best(), rows: rows, targets: targets)
    }
}

/// The logarithms of what is fitted.
package struct GaussianScales: Sendable, Hashable {
    /// Weight of each group in the distance.
    package var weights: [Double]
    /// Variance of noise, and of the trend, in units of the amplitude.
    package var noise: Double
    package var trend: Double?

    package init(weights: [Double], noise: Double, trend: Double?) { (self.weights, self.noise, self.trend) = (weights, noise, trend) }

    /// All of them in a row, to be searched over.
    package var coordinates: [Double] {
        get { weights + [noise] + (trend.map { [$0] } ?? []) }
        set {
            weights = Array(newValue[..<weights.count])
            noise = newValue[weights.count]
            if trend != nil { trend = newValue[weights.count + 1] }
        }
    }
}

/// Where features stand, each group divided by what makes distances within it about one.
package struct GaussianGeometry: Sendable {
    let width: Int
    let ranges: [Range<Int>]
    /// 1/(2·members) of each group: one-hot choices of s sites differ by 2 a site, standardised features by 2 each on average.
    let factors: [Double]
    /// The group of the trend, and its place among `ranges`' columns.
    let trend: (range: Range<Int>, factor: Double)?

    package init(_ features: FeatureMap, groups names: [String], trend: String?) {
        width = features.count
        func factor(_ group: FeatureMap.Group) -> Double {
            1 / Double(2 * max(group.name == "choices" ? features.sites.count : group.range.count, 1))
        }
        let groups = features.groups.filter { names.contains($0.name) }
        ranges = groups.map(\.range)
        factors = groups.map(factor)
        self.trend = features.groups.first { $0.name == trend }.map { ($0.range, factor($0)) }
    }

    /// Columns that enter the distance.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// The columns that enter the distance, group g times √(w_g·factor_g): [count of rows][self.count].
    func scaled(_ rows: UnsafePointer<Float>, count rowCount: Int, _ scales: GaussianScales) -> [Float] {
        columns(rows, count: rowCount, ranges: ranges, multipliers: multipliers(scales))
    }

    func multipliers(_ scales: GaussianScales) -> [Float] {
        zip(factors, scales.weights).map { Float(($0 * exp($1)).squareRoot()) }
    }

    /// The columns of the trend times √(l·factor): [count of rows][columns].
    func trended(_ rows: UnsafePointer<Float>, count rowCount: Int, _ scales: GaussianScales) -> [Float] {
        guard let trend else { return [] }
        return columns(rows, count: rowCount, ranges: [trend.range], multipliers: [trendMultiplier(scales)])
    }

    func trendMultiplier(_ scales: GaussianScales) -> Float {
        guard let trend, let weight = scales.trend else { return 0 }
        return Float((trend.factor * exp(weight)).squareRoot())
    }

    private func columns(
        _ rows: UnsafePointer<Float>, count rowCount: Int, ranges: [Range<Int>], multipliers: [Float]
    ) -> [Float] {
        let count = ranges.reduce(0) { $0 + $1.count }
        return [Float](unsafeUninitializedCapacity: rowCount * count) { output, filled in
            var place = 0
            for row in 0..<rowCount {
                for (range, multiplier) in zip(ranges, multipliers) {
                    for i in range {
                        output[place] = multiplier * rows[row * width + i]
                        place += 1
                    }
                }
            }
            filled = place
        }
    }

    /// What all pairs of observations have to do with each other.
    func pairs(_ rows: [Float], count n: Int) -> GaussianPairs {
        GaussianPairs(
            count: n,
            distances: zip(ranges, factors).map { range, factor in
                table(rows, n, range) { factor * ($0 - $1) * ($0 - $1) }
            },
            products: trend.map { trend in table(rows, n, trend.range) { trend.factor * $0 * $1 } })
    }

    /// Σ_k f(φ_ik, φ_jk) for all i ≥ j, [n][n].
    private func table(_ rows: [Float], _ n: Int, _ range: Range<Int>, _ f: (Double, Double) -> Double) -> [Double] {
        var table = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0...i {
                var sum = 0.0
                for k in range { sum += f(Double(rows[i * width + k]), Double(rows[j * width + k])) }
                table[i * n + j] = sum
            }
        }
        return table
    }
}

/// Distances by group and products of the trend's features, [n][n] each, on and below the diagonal.
package struct GaussianPairs: Sendable {
    let count: Int
    let distances: [[Double]]
    let products: [Double]?

    package init(count: Int, distances: [[Double]], products: [Double]?) {
        (self.count, self.distances, self.products) = (count, distances, products)
    }
}

/// The Matérn covariance 5/2 of a squared distance.
enum Matern {
    /// (1 + s + s²/3)·exp(−s), s = √(5·d²).
    static func covariance(_ square: Double) -> Double {
        let s = (5 * max(square, 0)).squareRoot()
        return (1 + s + s * s / 3) * exp(-s)
    }
}
