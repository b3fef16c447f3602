import Architectures
import CKernels
import Tensors

/// Draws tilts, and architectures of the distribution that each tilts: p(A) ∝ exp(γᵀy(A)).
///
/// A draw is a function of (seed, step, group); the samples of a group share one tilt. Not for use by several threads at once.
final class TiltedDraw {
    /// Samples that share one tilt: weighing the whole space costs as much as two of its posteriors.
    static let groupSize = 4
    /// The largest |γ| of one property; several at once share it, as independent tilts add their squares.
    static let largestTilt = 8.5

    /// Of the group last drawn: γ of each property, and γᵀy by row of the list.
    private(set) var tilts: [Float]
    private(set) var logPrior: [Float]
    private let scores: [[Float]]
    private var running: [Double]
    private let weights: ScratchOwner
    private let seed: UInt64

    private let list: ArchitectureList

    /// Rows without a score of a property, a property each.
    private let missing: [[Int]]
    /// ln prior of an architecture that is left out: next to nothing, and a number.
    private static let leftOut: Float = -1e4

    /// - Parameter scores: standard scores by place, a property each; architectures whose score is NaN are left out where the property is tilted
    init(scores: [[Double]], of list: ArchitectureList, seed: UInt64) {
        self.list = list
        self.seed = seed
        tilts = [Float](repeating: 0, count: scores.count)
        self.scores = scores.map { scores in list.places.map { scores[$0].isNaN ? 0 : Float(scores[$0]) } }
        missing = scores.map { scores in list.places.indices.filter { scores[list.places[$0]].isNaN } }
        logPrior = Array(repeating: 0, count: list.count)
        running = Array(repeating: 0, count: list.count)
        weights = ScratchOwner(list.count)
    }

    /// Draws a tilt and as many architectures as a group has. A quarter of the groups come from a weaker tilt than the one they are shown
    /// with: states such as a run has passed through when its tilt is raised halfway.
    func draw(step: Int, group: Int, into drawn: inout [Int]) {
        var generator = PhiloxGenerator(seed: seed &+ UInt64(step) &* 0x9E37_79B9, stream: UInt32(group) &+ 0x7117)
        drawTilts(&generator)
        combine()
        weigh(share: generator.uniform() < 0.25 ? generator.uniform() : 1)
        for index in drawn.indices { drawn[index] = place(at: generator.uniform()) }
    }

    /// Half of the tilts are of one property, a sixteenth of none, the others of two to five.
    private func drawTilts(_ generator: inout PhiloxGenerator) {
        for p in tilts.indices { tilts[p] = 0 }
        let kind = generator.uniform()
        guard kind >= 1.0 / 16 else { return }
        let count = min(tilts.count, kind < 9.0 / 16 ? 1 : 2 + Int(generator.next() % 4))
        let reach = max(Self.largestTilt / Double(count).squareRoot(), 4.25)
        var drawn = 0
        while drawn < count {
            let p = Int(generator.next() % UInt64(tilts.count))
            guard tilts[p] == 0 else { continue }
            tilts[p] = Float((2 * generator.uniform() - 1) * reach)
            drawn += 1
        }
    }

    private func combine() {
        for row in 0..<list.count { logPrior[row] = 0 }
        for (p, tilt) in tilts.enumerated() where tilt != 0 {
            for row in 0..<list.count { logPrior[row] += tilt * scores[p][row] }
        }
        for (p, tilt) in tilts.enumerated() where tilt != 0 { for row in missing[p] { logPrior[row] = Self.leftOut } }
    }

    /// Leaves the running sums of exp(share·γᵀy) in `running`.
    private func weigh(share: Double) {
        for row in 0..<list.count { weights.pointer[row] = Float(share) * logPrior[row] }
        dnag_softmax(weights.pointer, weights.pointer, 1, list.count)
        var sum = 0.0
        for row in 0..<list.count {
            sum += Double(weights.pointer[row])
            running[row] = sum
        }
    }

    /// The first architecture whose running sum is above a share of the whole.
    private func place(at share: Double) -> Int {
        let target = share * (running.last ?? 0)
        var (low, high) = (0, list.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if running[middle] > target { high = middle } else { low = middle + 1 }
        }
        return list.places[low]
    }
}
