import Architectures

/// The covariance of a clean state given its estimate, as far as the estimate tells it: a row of V is one-hot with the
/// probabilities p = (1 + D)/2, so its entries ±1 have covariance 4(diag p − ppᵀ); an entry of E is by itself, with variance 1 − D². How
/// rows depend on each other is not in it.
///
/// Pointers are to one sample's numbers, [stateDimension]. Estimates that guidance has led beyond ±1 count as ±1.
package struct PosteriorCovariance: Sendable {
    let layout: GraphLayout

    package init(layout: GraphLayout) { self.layout = layout }

    /// Turns standard normal draws z into draws with this covariance, in place: of a row 2(√p∘z − p·(√pᵀz)), of an edge √(1 − D²)·z.
    package func shape(_ z: UnsafeMutablePointer<Float>, estimate: UnsafePointer<Float>) {
        let types = layout.typeCount
        for node in 0..<layout.nodeCount {
            let row = z + node * types, means = estimate + node * types
            let total = Self.total(means, types)
            guard total > 0 else {
                row.update(repeating: 0, count: types)
                continue
            }
            var sum: Float = 0
            for t in 0..<types {
                row[t] *= (Self.share(means[t]) / total).squareRoot()
                sum += row[t]
            }
            for t in 0..<types { row[t] = 2 * (row[t] - Self.share(means[t]) / total * sum) }
        }
        for i in layout.vertexDimension..<layout.stateDimension { z[i] *= max(0, 1 - estimate[i] * estimate[i]).squareRoot() }
    }

    /// vᵀ(n²·1 + c²·Cov)⁻¹w, a row at a time by the formula of Sherman and Morrison.
    /// - Parameters:
    ///   - noise: n > 0
    ///   - share: c
    package func inverseProduct(
        _ v: UnsafePointer<Float>, _ w: UnsafePointer<Float>, estimate: UnsafePointer<Float>, noise: Double, share: Double
    ) -> Double {
        let types = layout.typeCount
        var product = 0.0
        for node in 0..<layout.nodeCount {
            let total = Double(Self.total(estimate + node * types, types))
            // The row's matrix is diag(n² + 4c²p) − uuᵀ with u = 2c·p.
            var vw = 0.0, vu = 0.0, wu = 0.0, uu = 0.0
            for i in node * types..<(node + 1) * types {
                let p = total > 0 ? Double(Self.share(estimate[i])) / total : 0
                let diagonal = noise * noise + 4 * share * share * p, u = 2 * share * p
                let (a, b) = (Double(v[i]), Double(w[i]))
                vw += a * b / diagonal
                vu += a * u / diagonal
                wu += b * u / diagonal
                uu += u * u / diagonal
            }
            product += vw + vu * wu / (1 - uu)
        }
        for i in layout.vertexDimension..<layout.stateDimension {
            let variance = max(0, 1 - Double(estimate[i]) * Double(estimate[i]))
            product += Double(v[i]) * Double(w[i]) / (noise * noise + share * share * variance)
        }
        return product
    }

    /// (1 + D)/2, within 0 and 1.
    private static func share(_ estimate: Float) -> Float { max(0, min(1, (estimate + 1) / 2)) }

    private static func total(_ means: UnsafePointer<Float>, _ types: Int) -> Float {
        var sum: Float = 0
        for t in 0..<types { sum += share(means[t]) }
        return sum
    }
}
