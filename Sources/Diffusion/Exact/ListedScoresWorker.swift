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
    /// Of the panel last predicted: Σ w·y and Σ w·y² of each column of the scores, [columns][2][8].
    private var sums: [Double]
    /// A combination of scores by row and, after it, which rows have all its scores, [2][rows]; and the same sums of both.
    private var combined: [Float]
    private var combinedSums = [Double](repeating: 0, count: 4 * Panel.width)
    private var isCombinationPartial = false
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
        sums = Array(repeating: 0, count: 2 * Panel.width * max(scores.columns, 1))
        combined = Array(repeating: 0, count: 2 * rows)
        signed = ScratchOwner(Panel.width * rows)
    }

    func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
        guard let x = x.baseAddress, scores.count > 0 else { return }
        self.sigma = sigma
        for slot in 0..<Panel.width { posterior.load(slot, x + slot * dimension, sigma: sigma) }
        posterior.compute()
        dnag_listed_moments(&sums, posterior.weights, scores.values, rows, scores.columns)
        for slot in 0..<Panel.width {
            for p in 0..<scores.count {
                let (mean, variance, _) = moments(slot, p)
                means[slot * scores.count + p] = Float(mean)
                variances[slot * scores.count + p] = Float(variance)
            }
        }
    }

    /// ∇E[s | x] = Cov(s, a)/σ², ∇½Var[s | x] = ½E[(s − μ)²(a − E[a])]/σ², with s = γᵀy.
    func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
        combine(tilts)
        for slot in 0..<Panel.width { set(slot, combinedMoments(slot), slope: 1, bend: order == .first ? 0 : 0.5) }
        combined.withUnsafeBufferPointer { weigh($0, 0, known: isCombinationPartial ? 1 : nil, adds: false) }
        carryBack(into: gradient)
    }

    func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
        combine(tilts)
        for slot in 0..<Panel.width {
            let (mean, variance, _) = combinedMoments(slot)
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
            scores.values.withUnsafeBufferPointer { weigh($0, p, known: scores.knowns[p], adds: true) }
        }
        carryBack(into: gradient)
    }

    /// Of a score given a state, with the weight of the architectures that have one.
    private typealias Moments = (mean: Double, variance: Double, total: Double)

    /// E[y | x] and Var[y | x] of a property, of the panel last predicted.
    private func moments(_ slot: Int, _ p: Int) -> Moments {
        Self.moments(sums, p, slot, scores.knowns[p].map { Self.total(sums, $0, slot) } ?? posterior.totals[slot])
    }

    /// E[γᵀy | x] and Var[γᵀy | x].
    private func combinedMoments(_ slot: Int) -> Moments {
        Self.moments(combinedSums, 0, slot, isCombinationPartial ? Self.total(combinedSums, 1, slot) : posterior.totals[slot])
    }

    /// The weight of the rows that a column marks by 1.
    private static func total(_ sums: [Double], _ column: Int, _ slot: Int) -> Double { sums[2 * Panel.width * column + slot] }

    private static func moments(_ sums: [Double], _ column: Int, _ slot: Int, _ total: Double) -> Moments {
        // Where no architecture that the state may be has a figure, nothing is known but the middle.
        guard total > 0 else { return (0, 0, 0) }
        let first = 2 * Panel.width * column + slot
        let (mean, square) = (sums[first] / total, sums[first + Panel.width] / total)
        return (mean, max(0, square - mean * mean), total)
    }

    /// γᵀy by row, and the posterior's sums of it.
    private func combine(_ tilts: [Float]) {
        for row in 0..<rows { (combined[row], combined[rows + row]) = (0, 1) }
        isCombinationPartial = false
        scores.values.withUnsafeBufferPointer { values in
            for p in 0..<scores.count where tilts[p] != 0 {
                for row in 0..<rows { combined[row] += tilts[p] * values[p * rows + row] }
                guard let known = scores.knowns[p] else { continue }
                isCombinationPartial = true
                for row in 0..<rows { combined[rows + row] *= values[known * rows + row] }
            }
        }
        if isCombinationPartial { for row in 0..<rows { combined[row] *= combined[rows + row] } }
        dnag_listed_moments(&combinedSums, posterior.weights, combined, rows, isCombinationPartial ? 2 : 1)
    }

    /// What `weigh` takes of a slot: factors of ∇E[s | x] and of ∇Var[s | x].
    private func set(_ slot: Int, _ moments: Moments, slope: Double, bend: Double) {
        let scale = moments.total > 0 ? 1 / (moments.total * sigma * sigma) : 0
        (mean[slot], variance[slot]) = (Float(moments.mean), Float(moments.variance))
        (self.slope[slot], self.bend[slot]) = (Float(scale * slope), Float(scale * bend))
    }

    /// - Parameters:
    ///   - values: columns of [rows]
    ///   - known: the column that marks the rows which count; nil: all do
    private func weigh(_ values: UnsafeBufferPointer<Float>, _ column: Int, known: Int?, adds: Bool) {
        guard let values = values.baseAddress else { return }
        dnag_listed_tilts(
            signed.pointer, posterior.weights, values + column * rows, known.map { values + $0 * rows }, mean, variance, slope, bend, rows, adds ? 1 : 0)
    }

    /// Writes Σ over architectures of `signed` times the architecture's state, for each slot.
    private func carryBack(into gradient: PanelBuffer) {
        guard let gradient = gradient.baseAddress else { return }
        posterior.gather(signed.pointer)
        for slot in 0..<Panel.width { posterior.write(slot, scale: 1, into: gradient + slot * dimension) }
    }
}
