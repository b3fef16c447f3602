import Architectures
import Diffusion
import Tensors
import Testing

/// The covariance of a clean state given its estimate, against its matrix: 4(diag p − ppᵀ) for a row of V, 1 − D² for an edge.
@Suite struct PosteriorCovarianceTests {
    private static let layout = GraphLayout(nodeCount: 3, typeCount: 4, slots: [.init(from: 0, to: 1), .init(from: 1, to: 2)])

    /// Probabilities as means in −1…1.
    private func estimate(_ generator: inout PhiloxGenerator) -> [Float] {
        let rows = (0..<3).flatMap { _ -> [Double] in
            let weights = (0..<4).map { _ in generator.uniform() }, total = weights.reduce(0, +)
            return weights.map { 2 * $0 / total - 1 }
        }
        return (rows + (0..<2).map { _ in 2 * generator.uniform() - 1 }).map(Float.init)
    }

    private func matrix(_ estimate: [Float]) -> [[Double]] {
        (0..<14).map { i in
            (0..<14).map { j in
                if i >= 12 || j >= 12 { return i == j ? 1 - Double(estimate[i]) * Double(estimate[i]) : 0 }
                guard i / 4 == j / 4 else { return 0 }
                let (p, q) = ((Double(estimate[i]) + 1) / 2, (Double(estimate[j]) + 1) / 2)
                return 4 * ((i == j ? p : 0) - p * q)
            }
        }
    }

    /// vᵀ(n²·1 + c²·C)⁻¹w by elimination.
    private func product(_ v: [Float], _ w: [Float], _ c: [[Double]], noise: Double, share: Double) -> Double {
        var a = c.enumerated().map { i, row in row.enumerated().map { share * share * $1 + (i == $0 ? noise * noise : 0) } + [Double(w[i])] }
        for column in 0..<14 {
            for row in 0..<14 where row != column {
                let factor = a[row][column] / a[column][column]
                for k in column...14 { a[row][k] -= factor * a[column][k] }
            }
        }
        return (0..<14).reduce(0) { $0 + Double(v[$1]) * a[$1][14] / a[$1][$1] }
    }

    @Test(arguments: [(0.5, 0.3), (1.2, 2), (0.1, 1)]) func theInverseIsTheMatrixs(noise: Double, share: Double) {
        var generator = PhiloxGenerator(seed: 14)
        for _ in 0..<10 {
            let estimate = estimate(&generator), v = generator.normals(14), w = generator.normals(14)
            let found = PosteriorCovariance(layout: Self.layout).inverseProduct(v, w, estimate: estimate, noise: noise, share: share)
            let truth = product(v, w, matrix(estimate), noise: noise, share: share)
            #expect(abs(found - truth) < 1e-4 * max(1, abs(truth)))
        }
    }

    /// Draws have the covariance: the mean of their products over many.
    @Test func drawsHaveTheCovariance() {
        var generator = PhiloxGenerator(seed: 15)
        let estimate = estimate(&generator), truth = matrix(estimate), count = 40_000
        var sums = [[Double]](repeating: [Double](repeating: 0, count: 14), count: 14)
        for _ in 0..<count {
            var z = generator.normals(14)
            PosteriorCovariance(layout: Self.layout).shape(&z, estimate: estimate)
            for i in 0..<14 { for j in 0..<14 { sums[i][j] += Double(z[i]) * Double(z[j]) / Double(count) } }
        }
        for i in 0..<14 { #expect(largestDifference(sums[i], truth[i]) < 0.05, "entry \(i)") }
    }
}
