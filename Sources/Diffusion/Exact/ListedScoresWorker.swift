import Architectures
import CKernels

/// Moments and tilts of scores that are known for every architecture of a listed space, under the exact posterior.
///
/// The posterior given each state of a panel is computed once, in `predict`, and kept: moments of all properties are sums over it, and gradients
/// weigh its architectures.
final class ListedScoresWorker: PredictorWorker {
    private let scores: ListedScores
    private let posterior: ListedPosterior
    private let dimension, rows: Int
    /// Of the panel last predicted: Σ w·y and Σ w·y² of each property, [properties][2][8].
    private var sums: [Double]
    /// A combination of scores by row, and the same sums of it.
    private var combined: [Float]
    private var combinedSums = [Double](repeating: 0, count: 2 * Panel.width)
    /// Of one score, by slot: its mean and variance given the state, and what a gradient takes of each.
    private var mean = [Float](repeating: 0, count: Panel.width)
    private var variance = [Float](repeating: 0, count: Panel.width)
    private var slope = [Float](repeating: 0, count: Panel.width)
    private var bend = [Float](repeating: 0, count: Panel.width)
    /// What a gradient weighs each architecture's state by, [rows][8].
    private let signed: ScratchOwner
    private var sigma = 1.0

    init(_ scores: ListedScores) {
        self.scores = scores
        posterior = ListedPosterior(of: scores.space)
        dimension = scores.space.layout.stateDimension
        rows = posterior.list.count
        sums = Array(repeating: 0, count: 2 * Panel.width * max(scores.count, 1))
        combined = Array(repeating: 0, count: rows)
        signed = ScratchOwner(Panel.width * rows)
    }

    func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
        guard let x = x.baseAddress, scores.count > 0 else { return }
        self.sigma = sigma
        for slot in 0..<Panel.width { posterior.load(slot, x + slot * dimension, sigma: sigma) }
        posterior.compute()
        dnag_listed_moments(&sums, posterior.weights, scores.values, rows, scores.count)
        for slot in 0..<Panel.width {
            for p in 0..<scores.count {
                let (mean, variance) = moments(slot, p)
                means[slot * scores.count + p] = Float(mean)
                variances[slot * scores.count + p] = Float(variance)
            }
        }
    }

    /// ∇E[s | x] = Cov(s, a)/σ², ∇½Var[s | x] = ½E[(s − μ)²(a − E[a])]/σ², with s = γᵀy.
    func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
        combine(tilts)
        for slot in 0..<Panel.width { set(slot, combinedMoments(slot), slope: 1, bend: order == .first ? 0 : 0.5) }
        combined.withUnsafeBufferPointer { weigh($0, adds: false) }
        carryBack(into: gradient)
    }

    func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
        combine(tilts)
        for slot in 0..<Panel.width {
            let (mean, variance) = combinedMoments(slot)
            values[slot] = Float(order == .first ? mean : mean + 0.5 * variance)
        }
    }

    func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
        signed.pointer.update(repeating: 0, count: Panel.width * rows)
        for p in 0..<scores.count {
            for slot in 0..<Panel.width {
                let place = slot * scores.count + p
                set(slot, moments(slot, p), slope: Double(means[place]), bend: Double(variances[place]))
            }
            guard slope.contains(where: { $0 != 0 }) || bend.contains(where: { $0 != 0 }) else { continue }
            scores.values.withUnsafeBufferPointer { weigh(UnsafeBufferPointer(rebasing: $0[p * rows..<(p + 1) * rows]), adds: true) }
        }
        carryBack(into: gradient)
    }

    /// E[y | x] and Var[y | x] of a property, of the panel last predicted.
    private func moments(_ slot: Int, _ p: Int) -> (mean: Double, variance: Double) { Self.moments(sums, p, slot, posterior.totals[slot]) }

    /// E[γᵀy | x] and Var[γᵀy | x].
    private func combinedMoments(_ slot: Int) -> (mean: Double, variance: Double) { Self.moments(combinedSums, 0, slot, posterior.totals[slot]) }

    private static func moments(_ sums: [Double], _ column: Int, _ slot: Int, _ total: Double) -> (mean: Double, variance: Double) {
        let first = 2 * Panel.width * column + slot
        let (mean, square) = (sums[first] / total, sums[first + Panel.width] / total)
        return (mean, max(0, square - mean * mean))
    }

    /// γᵀy by row, and the posterior's sums of it.
    private func combine(_ tilts: [Float]) {
        for row in 0..<rows { combined[row] = 0 }
        scores.values.withUnsafeBufferPointer { values in
            for p in 0..<scores.count where tilts[p] != 0 {
                for row in 0..<rows { combined[row] += tilts[p] * values[p * rows + row] }
            }
        }
        dnag_listed_moments(&combinedSums, posterior.weights, combined, rows, 1)
    }

    /// What `weigh` takes of a slot: factors of ∇E[s | x] and of ∇Var[s | x].
    private func set(_ slot: Int, _ moments: (mean: Double, variance: Double), slope: Double, bend: Double) {
        let scale = 1 / (posterior.totals[slot] * sigma * sigma)
        (mean[slot], variance[slot]) = (Float(moments.mean), Float(moments.variance))
        (self.slope[slot], self.bend[slot]) = (Float(scale * slope), Float(scale * bend))
    }

    private func weigh(_ values: UnsafeBufferPointer<Float>, adds: Bool) {
        dnag_listed_tilts(signed.pointer, posterior.weights, values.baseAddress, mean, variance, slope, bend, rows, adds ? 1 : 0)
    }

    /// Writes Σ over architectures of `signed` times the architecture's state, for each slot.
    private func carryBack(into gradient: PanelBuffer) {
        guard let gradient = gradient.baseAddress else { return }
        posterior.gather(signed.pointer)
        for slot in 0..<Panel.width { posterior.write(slot, scale: 1, into: gradient + slot * dimension) }
    }
}
