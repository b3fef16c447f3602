import Platform

/// Gaussianises a property: rank → normal score (van der Waerden 1952), so that one unit means the same for every property.
public enum NormalScores {
    /// Φ⁻¹((rank − ½)/n) of each value among those that are numbers; equal values share their mean rank; NaN stays NaN.
    public static func of(_ values: [Double]) -> [Double] {
        let order = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
        var scores = [Double](repeating: .nan, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count && values[order[end + 1]] == values[order[start]] { end += 1 }
            let rank = Double(start + end) / 2 + 1
            let score = inverseNormal((rank - 0.5) / Double(order.count))
            for i in start...end { scores[order[i]] = score }
            start = end + 1
        }
        return scores
    }

    /// Φ⁻¹(p): the rational approximation of Acklam (2003), polished by one Halley step to about 1e-15.
    public static func inverseNormal(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
        let a = [
            -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
            -3.066479806614716e+01, 2.506628277459239e+00,
        ]
        let b = [
            -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
            -1.328068155288572e+01,
        ]
        let c = [
            -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
            4.374664141464968e+00, 2.938163982698783e+00,
        ]
        let d = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00]
        var x: Double
        if min(p, 1 - p) < 0.02425 {
            let q = sqrt(-2 * log(min(p, 1 - p)))
            let top = polynomial(c, q), bottom = polynomial(d + [1], q)
            x = (p < 0.5 ? 1 : -1) * top / bottom
        } else {
            let q = p - 0.5
            let r = q * q
            x = polynomial(a, r) * q / polynomial(b + [1], r)
        }
        let error = 0.5 * erfc(-x / 2.0.squareRoot()) - p
        let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
        x -= step / (1 + x * step / 2)
        return x
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }
}
