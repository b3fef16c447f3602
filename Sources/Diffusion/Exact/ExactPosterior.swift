import Architectures
import CKernels

/// The true posterior over all 15,625 cells of NAS-Bench-201 given a noisy state:
/// `p(A | x) ∝ prior(A) · exp(−‖x − a‖² / 2σ²)`.
///
/// Every entry of a cell's state is ±1, so ‖a‖² is the same for all and the logit is x·a/σ². It splits into one term an
/// operation and one term for E, which depends only on which operations are present (64 patterns).
public final class ExactPosterior {
    private let prior: [Double]?
    private let adjacency: [UInt16]
    private let logits: UnsafeMutablePointer<Double>
    /// After `condition`: unnormalised weights by code; divide by `total`.
    let weights: UnsafeMutablePointer<Float>
    private(set) var total = 1.0
    private var table = [Double](repeating: 0, count: 30)
    private var groupScores = [Double](repeating: 0, count: 64)
    private var marginals = [Double](repeating: 0, count: 30)
    private var groupSums = [Double](repeating: 0, count: 64)

    /// - Parameter logPrior: ln prior by code, up to a constant; nil is uniform. A tilt γ·y is a prior.
    public init(logPrior: [Double]? = nil) {
        prior = logPrior
        adjacency = (0..<64).map { Cell.effectiveAdjacency(presentMask: UInt8($0)) }
        logits = .allocate(capacity: Cell.count)
        logits.initialize(repeating: 0, count: Cell.count)
        weights = .allocate(capacity: Cell.count)
        weights.initialize(repeating: 0, count: Cell.count)
    }

    deinit {
        logits.deallocate()
        weights.deallocate()
    }

    /// Computes the posterior given one noisy state [66] at noise level `sigma`, with this object's prior.
    public func condition(on x: UnsafePointer<Float>, sigma: Double) {
        if let prior {
            prior.withUnsafeBufferPointer { condition(on: x, sigma: sigma, logPrior: $0.baseAddress) }
        } else {
            condition(on: x, sigma: sigma, logPrior: nil)
        }
    }

    /// The same with another prior. - Parameter logPrior: ln prior by code, up to a constant [15625]; nil is uniform
    func condition(on x: UnsafePointer<Float>, sigma: Double, logPrior: UnsafePointer<Double>?) {
        tabulate(x, scale: 2 / (sigma * sigma))
        let top = dnag_code_logits(logits, table, groupScores, logPrior)
        total = dnag_code_weights(weights, logits, top)
    }

    /// Leaves in `table` and `groupScores` the parts that make up scale·x·a/2 of every cell's state a, up to a constant.
    private func tabulate(_ x: UnsafePointer<Float>, scale: Double) {
        for edge in 0..<6 {
            let row = (edge + 1) * 7 + 2
            // Only differences matter: subtracting the row's best keeps the likely cells' logits small and so precise.
            var best = x[row]
            for type in 1..<5 { best = max(best, x[row + type]) }
            for type in 0..<5 { table[edge * 5 + type] = scale * (Double(x[row + type]) - Double(best)) }
        }
        var bestScore = -Double.infinity
        for mask in 0..<64 {
            var score = 0.0
            for slot in 0..<10 where adjacency[mask] >> UInt16(slot) & 1 == 1 { score += Double(x[56 + slot]) }
            groupScores[mask] = scale * score
            bestScore = max(bestScore, groupScores[mask])
        }
        for mask in 0..<64 { groupScores[mask] -= bestScore }
    }

    /// The posterior mean of the state, E[x₀ | x] [66]. Call `condition` first.
    public func mean(into output: UnsafeMutablePointer<Float>) {
        signedSums(weights, into: output)
        let scale = Float(1 / total)
        for i in 0..<66 { output[i] = output[i] * scale }
    }

    /// Cov[a, a·c | x] of the state a with its product with any direction c, [66]. Call `condition` first.
    /// - Parameter scratch: [15625]
    func covariance(
        with direction: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>,
        into output: UnsafeMutablePointer<Float>
    ) {
        tabulate(direction, scale: 2)
        _ = dnag_code_logits(logits, table, groupScores, nil)
        var mean = 0.0
        for code in 0..<Cell.count { mean += Double(weights[code]) * logits[code] }
        mean /= total
        for code in 0..<Cell.count { scratch[code] = Float(Double(weights[code]) * (logits[code] - mean) / total) }
        signedSums(scratch, into: output)
    }

    /// Σ_A u_A · a for any weights u by code, [66].
    func signedSums(_ u: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
        dnag_code_marginals(&marginals, &groupSums, u)
        let sum = groupSums.reduce(0, +)
        for i in 0..<66 { output[i] = Float(-sum) }
        output[0] = Float(sum)
        output[50] = Float(sum)
        for edge in 0..<6 {
            for type in 0..<5 { output[(edge + 1) * 7 + 2 + type] = Float(2 * marginals[edge * 5 + type] - sum) }
        }
        for slot in 0..<10 {
            var present = 0.0
            for mask in 0..<64 where adjacency[mask] >> UInt16(slot) & 1 == 1 { present += groupSums[mask] }
            output[56 + slot] = Float(2 * present - sum)
        }
    }

    /// Posterior probability of every cell, by code. Call `condition` first.
    public var probabilities: [Double] { (0..<Cell.count).map { Double(weights[$0]) / total } }

    /// E[y | x] and Var[y | x] of a property given by code; cells with NaN are left out. Call `condition` first.
    public func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
        var sum = 0.0, first = 0.0, second = 0.0
        for code in 0..<Cell.count where weights[code] > 0 && !values[code].isNaN {
            let weight = Double(weights[code])
            sum += weight
            first += weight * values[code]
            second += weight * values[code] * values[code]
        }
        guard sum > 0 else { return (.nan, .nan) }
        let mean = first / sum
        return (mean, max(0, second / sum - mean * mean))
    }
}
