import Platform

enum Divergence {
    /// KL(q ‖ p) in nats, summed over the rows of V (categorical) and the slots of E (Bernoulli).
    /// - Parameters:
    ///   - vertices: how many of the `count` probabilities belong to V
    static func sum(_ q: UnsafePointer<Float>, _ p: UnsafePointer<Float>, vertices: Int, count: Int) -> Double {
        var sum = 0.0
        for i in 0..<count {
            sum += term(q[i], p[i])
            if i >= vertices { sum += term(1 - q[i], 1 - p[i]) }
        }
        return sum
    }

    private static func term(_ q: Float, _ p: Float) -> Double {
        q > 0 ? Double(q) * (log(Double(q)) - log(max(Double(p), 1e-30))) : 0
    }
}
