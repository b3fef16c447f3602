import Architectures
import CKernels

/// Moments and tilts of scores that are known for every cell, under the exact posterior.
///
/// The posterior given each state of a panel is computed once, in `predict`, and kept: moments of all properties of all eight states
/// are one matrix product with it, and gradients weigh its cells.
final class CellScoresWorker: PredictorWorker {
    /// Rows of the posterior are this far apart: on cache lines, so that a slot's bits do not depend on where its row starts.
    private static let stride = (Cell.count + 7) & ~7

    private let scores: CellScores
    private let posterior = ExactPosterior()
    /// p(cell | x) by code, [Panel.width][stride].
    private let shares: UnsafeMutablePointer<Double>
    /// Of the panel last predicted: E[y] of all properties, then E[y²], [Panel.width][2·properties].
    private let sums: UnsafeMutablePointer<Double>
    /// A combination of scores by code and its squares, [2][15625], and E of both given each state, [Panel.width][2].
    private let combined, combinedSums: UnsafeMutablePointer<Double>
    /// What sums are collected in, [rows][Panel.width][4].
    private let scratch: UnsafeMutablePointer<Double>
    /// What a gradient weighs each cell's state by, [15625].
    private let signed: ScratchOwner
    private var sigma = 1.0

    init(_ scores: CellScores) {
        self.scores = scores
        shares = Self.zeros(Panel.width * Self.stride)
        sums = Self.zeros(Panel.width * 2 * max(scores.count, 1))
        combined = Self.zeros(2 * Cell.count)
        combinedSums = Self.zeros(Panel.width * 2)
        scratch = Self.zeros(Panel.width * 2 * max(scores.count, 1) * 4)
        signed = ScratchOwner(Cell.count)
    }

    deinit { for buffer in [shares, sums, combined, combinedSums, scratch] { buffer.deallocate() } }

    private static func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
        return bytes.initializeMemory(as: Double.self, repeating: 0, count: count)
    }

    func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
        guard let x = x.baseAddress, scores.count > 0 else { return }
        self.sigma = sigma
        for slot in 0..<Panel.width {
            posterior.condition(on: x + slot * Cell.layout.stateDimension, sigma: sigma)
            let row = shares + slot * Self.stride, scale = 1 / posterior.total
            for code in 0..<Cell.count { row[code] = Double(posterior.weights[code]) * scale }
        }
        scores.rows.withUnsafeBufferPointer { rows in
            guard let rows = rows.baseAddress else { return }
            dnag_share_sums(sums, shares, Self.stride, rows, 2 * scores.count, Cell.count, scratch)
        }
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
        let bend = order == .first ? 0 : 0.5
        for slot in 0..<Panel.width {
            let (mean, variance) = combinedMoments(slot)
            let row = shares + slot * Self.stride, scale = 1 / (sigma * sigma)
            for code in 0..<Cell.count {
                let deviation = combined[code] - mean
                signed.pointer[code] = Float(row[code] * (deviation + bend * (deviation * deviation - variance)) * scale)
            }
            carryBack(slot, into: gradient)
        }
    }

    func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
        combine(tilts)
        for slot in 0..<Panel.width {
            let (mean, variance) = combinedMoments(slot)
            values[slot] = Float(order == .first ? mean : mean + 0.5 * variance)
        }
    }

    func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
        for slot in 0..<Panel.width {
            for code in 0..<Cell.count { combined[code] = 0 }
            for p in 0..<scores.count {
                let (a, b) = (Double(means[slot * scores.count + p]), Double(variances[slot * scores.count + p]))
                guard a != 0 || b != 0 else { continue }
                let (mean, variance) = moments(slot, p)
                scores[p].withUnsafeBufferPointer { values in
                    for code in 0..<Cell.count {
                        let deviation = values[code] - mean
                        combined[code] += a * deviation + b * (deviation * deviation - variance)
                    }
                }
            }
            let row = shares + slot * Self.stride, scale = 1 / (sigma * sigma)
            for code in 0..<Cell.count { signed.pointer[code] = Float(row[code] * combined[code] * scale) }
            carryBack(slot, into: gradient)
        }
    }

    /// E[y | x] and Var[y | x] of a property, of the panel last predicted.
    private func moments(_ slot: Int, _ p: Int) -> (mean: Double, variance: Double) {
        let row = sums + slot * 2 * scores.count
        return (row[p], max(0, row[scores.count + p] - row[p] * row[p]))
    }

    /// γᵀy by code, its squares, and the posterior means of both.
    private func combine(_ tilts: [Float]) {
        for code in 0..<Cell.count { combined[code] = 0 }
        for p in 0..<scores.count where tilts[p] != 0 {
            let tilt = Double(tilts[p])
            scores[p].withUnsafeBufferPointer { values in
                for code in 0..<Cell.count { combined[code] += tilt * values[code] }
            }
        }
        let squares = combined + Cell.count
        for code in 0..<Cell.count { squares[code] = combined[code] * combined[code] }
        dnag_share_sums(combinedSums, shares, Self.stride, combined, 2, Cell.count, scratch)
    }

    /// E[γᵀy | x] and Var[γᵀy | x].
    private func combinedMoments(_ slot: Int) -> (mean: Double, variance: Double) {
        let (mean, square) = (combinedSums[2 * slot], combinedSums[2 * slot + 1])
        return (mean, max(0, square - mean * mean))
    }

    /// Writes Σ over cells of `signed` times the cell's state.
    private func carryBack(_ slot: Int, into gradient: PanelBuffer) {
        guard let gradient = gradient.baseAddress else { return }
        posterior.signedSums(signed.pointer, into: gradient + slot * Cell.layout.stateDimension)
    }
}
