import Architectures
import Foundation
import Search
import Tensors
import Testing

/// Mean, variance and their gradients by the Gaussian process at given scales, against its formulas (Rasmussen & Williams 2006, equations 2.25, 2.26 and 2.41)
/// in double precision.
@Suite struct GaussianMomentsTests {
    private static let space = Figures.space
    private static let scales = GaussianScales(weights: [0.4, -0.6], noise: -2.2, trend: -0.8)

    private struct Reference {
        let rows: [[Double]]
        let inverse: [[Double]]
        let weights: [Double]
        let mean, amplitude: Double
        let groups: [(range: Range<Int>, weight: Double)]
        let trend: (range: Range<Int>, weight: Double)

        init(_ rows: [[Double]], _ targets: [Double], _ scales: GaussianScales, _ features: FeatureMap) throws {
            // A distance of 1 a site, or a feature, on average: 2 for each of six edges, 2 for each feature of the structure.
            let choices = try #require(features.groups.first { $0.name == "choices" }?.range)
            let structure = try #require(features.groups.first { $0.name == "structure" }?.range)
            groups = [(choices, exp(scales.weights[0]) / 12), (structure, exp(scales.weights[1]) / Double(2 * structure.count))]
            trend = (structure, exp(try #require(scales.trend)) / Double(2 * structure.count))
            self.rows = rows
            let (groups, trend) = (groups, trend)
            let noise = exp(scales.noise) + 1e-6
            let matrix = rows.enumerated().map { i, a in
                rows.enumerated().map { j, b in Self.covariance(a, b, groups, trend) + (i == j ? noise : 0) }
            }
            inverse = Self.inverse(matrix)
            let total = inverse.reduce(0) { $0 + $1.reduce(0, +) }
            let inverse = inverse
            func times(_ y: [Double]) -> [Double] { inverse.map { zip($0, y).reduce(0) { $0 + $1.0 * $1.1 } } }
            let mean = times(targets).reduce(0, +) / total
            self.mean = mean
            let rest = targets.map { $0 - mean }
            weights = times(rest)
            amplitude = (zip(rest, weights).reduce(0) { $0 + $1.0 * $1.1 } + 2) / Double(targets.count + 2)
            variance = exp(scales.noise)
        }

        /// Of the noise, in units of the amplitude.
        private let variance: Double

        private static func covariance(
            _ a: [Double], _ b: [Double], _ groups: [(range: Range<Int>, weight: Double)], _ trend: (range: Range<Int>, weight: Double)
        ) -> Double {
            let square = groups.reduce(0) { sum, group in sum + group.weight * group.range.reduce(0) { $0 + pow(a[$1] - b[$1], 2) } }
            let r = (5 * square).squareRoot()
            return (1 + r + r * r / 3) * exp(-r) + trend.weight * trend.range.reduce(0) { $0 + a[$1] * b[$1] }
        }

        func moments(_ x: [Double]) -> Moments {
            let k = rows.map { Self.covariance(x, $0, groups, trend) }
            let solved = inverse.map { zip($0, k).reduce(0) { $0 + $1.0 * $1.1 } }
            let own = Self.covariance(x, x, groups, trend) - zip(k, solved).reduce(0) { $0 + $1.0 * $1.1 }
            return Moments(mean: mean + zip(k, weights).reduce(0) { $0 + $1.0 * $1.1 }, variance: amplitude * (own + variance))
        }

        /// By Gauss and Jordan, with pivots.
        private static func inverse(_ matrix: [[Double]]) -> [[Double]] {
            let n = matrix.count
            var a = matrix.enumerated().map { i, row in row + (0..<n).map { $0 == i ? 1 : 0 } }
            for column in 0..<n {
                let pivot = (column..<n).max { abs(a[$0][column]) < abs(a[$1][column]) } ?? column
                a.swapAt(column, pivot)
                let divisor = a[column][column]
                a[column] = a[column].map { $0 / divisor }
                for row in 0..<n where row != column {
                    let factor = a[row][column]
                    for k in 0..<2 * n { a[row][k] -= factor * a[column][k] }
                }
            }
            return a.map { Array($0[n...]) }
        }
    }

    private func rows(_ cells: [Architecture]) -> [[Double]] {
        let width = Self.space.features.count, all = Self.space.rows(of: cells)
        return cells.indices.map { all[$0 * width..<($0 + 1) * width].map(Double.init) }
    }

    private func make() throws -> (fit: GaussianProcessFit, reference: Reference, asked: [[Double]]) {
        var generator = PhiloxGenerator(seed: 21)
        let cells = (0..<18).map { _ in Self.space.draw(using: &generator) }
        let targets = cells.map { Double($0.cell?.count(of: .conv3x3) ?? 0) - 1 + 0.3 * generator.uniform() }
        let geometry = GaussianGeometry(Self.space.features, groups: ["choices", "structure"], trend: "structure")
        let known = rows(cells)
        let fit = GaussianProcessFit(geometry: geometry, scales: Self.scales, rows: known.flatMap { $0.map(Float.init) }, targets: targets)
        // Cells that were not seen, one that was, and points between cells, as the features of noisy states are.
        let others = rows((0..<3).map { _ in Self.space.draw(using: &generator) })
        let between = zip(others, known).map { zip($0, $1).map { 0.6 * $0 + 0.4 * $1 } }
        return (fit, try Reference(known, targets, Self.scales, Self.space.features), others + [known[4]] + between)
    }

    @Test func meanAndVarianceAreTheFormulas() throws {
        let (fit, reference, asked) = try make()
        let found = fit.predict(asked.flatMap { $0.map(Float.init) }, count: asked.count), probe = fit.makeProbe()
        for (point, moments) in zip(asked, found) {
            let truth = reference.moments(point)
            for one in [moments, probe.moments(at: point.map(Float.init))] {
                #expect(abs(one.mean - truth.mean) < 2e-4)
                #expect(abs(one.variance - truth.variance) < 2e-4 * max(1, truth.variance))
            }
        }
    }

    /// The mean's gradient alone, the variance's alone, and both.
    @Test(arguments: [(1.0, 0.0), (0, 1), (-0.7, 2.5)]) func theGradientsAreTheFormulasSlopes(mean: Double, variance: Double) throws {
        let (fit, reference, asked) = try make()
        let probe = fit.makeProbe()
        let used = reference.groups.flatMap { Array($0.range) }
        for point in asked where point != reference.rows[4] {
            _ = probe.moments(at: point.map(Float.init))
            var gradient = [Float](repeating: 9, count: point.count)
            probe.gradient(mean: mean, variance: variance, into: &gradient)
            var largest = 0.0
            for i in point.indices {
                var (up, down) = (point, point)
                up[i] += 1e-4
                down[i] -= 1e-4
                let (a, b) = (reference.moments(up), reference.moments(down))
                let slope = (mean * (a.mean - b.mean) + variance * (a.variance - b.variance)) / 2e-4
                largest = max(largest, abs(slope))
                #expect(abs(Double(gradient[i]) - slope) < 1e-3 * max(abs(slope), 0.1), "feature \(i)")
                if !used.contains(i) { #expect(gradient[i] == 0) }
            }
            #expect(largest > 0.02)
        }
    }

    /// A figure that is taken for granted is one more observation at the same scales.
    @Test func addingIsOneMoreObservation() throws {
        let (fit, _, asked) = try make()
        var generator = PhiloxGenerator(seed: 22)
        let more = Self.space.draw(using: &generator), row = rows([more])[0]
        let added = try #require(fit.adding(rows: row.map(Float.init), targets: [0.9]))
        var cells = PhiloxGenerator(seed: 21)
        let known = (0..<18).map { _ in Self.space.draw(using: &cells) }
        let targets = known.map { Double($0.cell?.count(of: .conv3x3) ?? 0) - 1 + 0.3 * cells.uniform() }
        let reference = try Reference(rows(known) + [row], targets + [0.9], Self.scales, Self.space.features)
        for (point, found) in zip(asked, added.predict(asked.flatMap { $0.map(Float.init) }, count: asked.count)) {
            let truth = reference.moments(point)
            #expect(abs(found.mean - truth.mean) < 2e-4 && abs(found.variance - truth.variance) < 2e-4 * max(1, truth.variance))
        }
    }
}
