import Architectures
import CKernels
import Tensors

/// Draws tilts, and cells of the distribution that each tilts: p(A) ∝ exp(γᵀy(A)).
///
/// A draw is a function of (seed, step, group); the samples of a group share one tilt. Not for use by several threads at once.
final class TiltedDraw {
    /// Samples that share one tilt: weighing the whole space costs as much as two of its posteriors.
    static let groupSize = 4
    /// The largest |γ| of one property; several at once share it, as independent tilts add their squares.
    static let largestTilt = 8.5

    /// Of the group last drawn: γ of each property, and γᵀy by code [15625].
    private(set) var tilts: [Float]
    let logPrior: UnsafeMutablePointer<Double>
    private let scores: UnsafeMutablePointer<Double>
    private let scaled: UnsafeMutablePointer<Double>
    private let weights: ScratchOwner
    private let seed: UInt64

    /// - Parameter scores: standard scores by code, a property each, all of them numbers
    init(scores: [[Double]], seed: UInt64) {
        self.seed = seed
        tilts = [Float](repeating: 0, count: scores.count)
        logPrior = .allocate(capacity: Cell.count)
        logPrior.initialize(repeating: 0, count: Cell.count)
        scaled = .allocate(capacity: Cell.count)
        scaled.initialize(repeating: 0, count: Cell.count)
        self.scores = .allocate(capacity: scores.count * Cell.count)
        for (p, values) in scores.enumerated() {
            (self.scores + p * Cell.count).initialize(from: values, count: Cell.count)
        }
        weights = ScratchOwner(Cell.count)
    }

    deinit {
        logPrior.deallocate()
        scaled.deallocate()
        scores.deallocate()
    }

    /// Draws a tilt and as many cells as a group has. A quarter of the groups come from a weaker tilt than the one they are shown
    /// with: states such as a run has passed through when its tilt is raised halfway.
    func draw(step: Int, group: Int, into codes: inout [Int]) {
        var generator = PhiloxGenerator(seed: seed &+ UInt64(step) &* 0x9E37_79B9, stream: UInt32(group) &+ 0x7117)
        drawTilts(&generator)
        combine()
        weigh(share: generator.uniform() < 0.25 ? generator.uniform() : 1)
        for index in codes.indices { codes[index] = cell(at: generator.uniform()) }
    }

    /// Half of the tilts are of one property, a sixteenth of none, the others of two or three.
    private func drawTilts(_ generator: inout PhiloxGenerator) {
        for p in tilts.indices { tilts[p] = 0 }
        let kind = generator.uniform()
        guard kind >= 1.0 / 16 else { return }
        let count = min(tilts.count, kind < 9.0 / 16 ? 1 : 2 + Int(generator.next() % 2))
        let reach = Self.largestTilt / Double(count).squareRoot()
        var drawn = 0
        while drawn < count {
            let p = Int(generator.next() % UInt64(tilts.count))
            guard tilts[p] == 0 else { continue }
            tilts[p] = Float((2 * generator.uniform() - 1) * reach)
            drawn += 1
        }
    }

    private func combine() {
        for code in 0..<Cell.count { logPrior[code] = 0 }
        for (p, tilt) in tilts.enumerated() where tilt != 0 {
            let (gamma, values) = (Double(tilt), scores + p * Cell.count)
            for code in 0..<Cell.count { logPrior[code] += gamma * values[code] }
        }
    }

    /// Leaves the running sums of exp(share·γᵀy) in `scaled`.
    private func weigh(share: Double) {
        var top = -Double.infinity
        for code in 0..<Cell.count {
            scaled[code] = share * logPrior[code]
            top = max(top, scaled[code])
        }
        _ = dnag_code_weights(weights.pointer, scaled, top)
        var sum = 0.0
        for code in 0..<Cell.count {
            sum += Double(weights.pointer[code])
            scaled[code] = sum
        }
    }

    /// The first cell whose running sum is above a share of the whole.
    private func cell(at share: Double) -> Int {
        let target = share * scaled[Cell.count - 1]
        var (low, high) = (0, Cell.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if scaled[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
