import Foundation
import Search
import Tensors
import Testing

/// A process that grows by rows, against the formulas in matrices.
@Suite struct GrowingProcessTests {
    private static let n = 14, width = 3, noise = 0.3

    private static func points() -> [Float] {
        var generator = PhiloxGenerator(seed: 3)
        return (0..<n * width).map { _ in Float(normal(&generator)) }
    }

    /// Matérn 5/2 of the distance, and the level's variance of 10.
    private static func covariance(_ i: Int, _ j: Int, _ points: [Float]) -> Double {
        let square = (0..<width).reduce(0.0) { sum, k in
            let difference = Double(points[i * width + k] - points[j * width + k])
            return sum + difference * difference
        }
        let s = (5 * square).squareRoot()
        return 10 + (1 + s + s * s / 3) * exp(-s)
    }

    /// Solves A·x = b by elimination. - Returns: x, and ln det A
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> (x: [Double], logDeterminant: Double) {
        var a = matrix, b = right, logDeterminant = 0.0
        for i in a.indices {
            logDeterminant += log(a[i][i])
            for k in i + 1..<max(a.count, i + 1) {
                let factor = a[k][i] / a[i][i]
                for j in i..<a.count { a[k][j] -= factor * a[i][j] }
                b[k] -= factor * b[i]
            }
        }
        for i in a.indices.reversed() {
            for j in i + 1..<max(a.count, i + 1) { b[i] -= a[i][j] * b[j] }
            b[i] /= a[i][i]
        }
        return (b, logDeterminant)
    }

    /// Mean m₀ + kᵀK⁻¹(y − m₀), variance a²(k(x, x) + noise − kᵀK⁻¹k), a² = (ν + r)/(ν + n) with r = (y − m₀)ᵀK⁻¹(y − m₀), ν = 4; evidence: Student's t.
    @Test func momentsAndEvidenceAreThoseOfTheMatrices() {
        let points = Self.points(), seen = [2, 7, 11, 0, 5], targets = [0.4, -1.2, 0.9, 0.1, -0.6]
        var generator = PhiloxGenerator(seed: 9)
        let mean = (0..<Self.n).map { _ in Float(0.5 * normal(&generator)) }
        var process = GrowingProcess(GrowingProcess.Kernel(points: points, width: Self.width, noise: Self.noise))
        for (count, place) in seen.enumerated() {
            process.add(place)
            let places = Array(seen.prefix(count + 1)), y = Array(targets.prefix(count + 1)), size = Double(count + 1)
            let matrix = places.map { i in places.map { j in Self.covariance(i, j, points) + (i == j ? Self.noise : 0) } }
            let residual = zip(places, y).map { $1 - Double(mean[$0]) }
            let (weights, logDeterminant) = Self.solve(matrix, residual)
            let square = zip(residual, weights).reduce(0) { $0 + $1.0 * $1.1 }, amplitude = (4 + square) / (4 + size)
            let found = process.posterior(y, mean: mean)
            #expect(abs(found.amplitude - amplitude) < 1e-3 * amplitude)
            #expect(abs(found.evidence + 0.5 * (4 + size) * log(1 + square / 4) + 0.5 * logDeterminant) < 1e-3)
            for x in 0..<Self.n {
                let k = places.map { Self.covariance(x, $0, points) }
                let expected = Double(mean[x]) + zip(k, weights).reduce(0) { $0 + $1.0 * $1.1 }
                let known = zip(k, Self.solve(matrix, k).x).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(Double(found.means[x]) - expected) < 2e-3)
                #expect(abs(process.variance(at: x, amplitude: found.amplitude) - amplitude * (11 + Self.noise - known)) < 5e-3 * amplitude)
            }
        }
    }

    /// What is linear in the features is kept, shrunk by the ridge; what follows none is gone.
    @Test func smoothScoresAreARidgeRegression() {
        let n = 400
        var generator = PhiloxGenerator(seed: 5)
        let rows = (0..<n * 2).map { _ in Float(3 * normal(&generator) + 1) }
        let figures = (0..<n).map { (place: Int) -> Double in
            let (first, second) = (Double(rows[2 * place]), Double(rows[2 * place + 1]))
            return first - 0.5 * second + normal(&generator)
        }
        let noise = (0..<n).map { _ in normal(&generator) }
        let found = SmoothScores.of([figures, noise], rows: rows, width: 2)
        // Standardised columns and scores; (XᵀX/n + 0.02)β = Xᵀy/n by Cramer's rule.
        func column(_ k: Int) -> [Double] { Targets.standardised((0..<n).map { Double(rows[2 * $0 + k]) }) }
        let (a, b) = (column(0), column(1)), y = Targets.normalScores(figures)
        func dot(_ p: [Double], _ q: [Double]) -> Double { zip(p, q).reduce(0) { $0 + $1.0 * $1.1 } / Double(n) }
        let (aa, ab, bb) = (dot(a, a) + SmoothScores.ridge, dot(a, b), dot(b, b) + SmoothScores.ridge), (ay, by) = (dot(a, y), dot(b, y))
        let determinant = aa * bb - ab * ab, first = (ay * bb - by * ab) / determinant, second = (by * aa - ay * ab) / determinant
        for place in 0..<n { #expect(abs(Double(found[0][place]) - first * a[place] - second * b[place]) < 1e-3) }
        let left = found[1].reduce(0.0) { $0 + Double($1 * $1) } / Double(n)
        #expect(SmoothScores.ridge == 0.02 && left < 0.05)
    }
}
