import Foundation
import Tensors

/// The learned predictor's network written out in double precision over the tensors of its file.
struct ReferencePredictor {
    private let trunk: ReferenceTrunk
    let count, rank: Int

    init(file: Safetensors, count: Int) throws {
        trunk = try ReferenceTrunk(file: file)
        self.count = count
        rank = trunk.outputs(of: "loading") / count
    }

    /// Mean [count] and covariance [count][count] of the standard scores.
    func callAsFunction(_ x: [Double], sigma: Double) -> (mean: [Double], covariance: [[Double]]) {
        let h = trunk(ReferenceTrunk.features(x, sigma))
        let own = trunk.linear("variance", h).map { 1e-4 + exp(min($0, 4)) }
        let loadings = trunk.linear("loading", h)
        let covariance = (0..<count).map { p in
            (0..<count).map { q in
                (0..<rank).reduce(p == q ? own[p] : 0) { $0 + loadings[p * rank + $1] * loadings[q * rank + $1] }
            }
        }
        return (trunk.linear("mean", h), covariance)
    }

    /// γᵀμ, and with `second` also ½γᵀΣγ.
    func logTilt(_ x: [Double], sigma: Double, tilts: [Float], second: Bool) -> Double {
        let (mean, covariance) = self(x, sigma: sigma)
        var sum = 0.0
        for p in 0..<count {
            sum += Double(tilts[p]) * mean[p]
            for q in 0..<count where second { sum += 0.5 * Double(tilts[p]) * Double(tilts[q]) * covariance[p][q] }
        }
        return sum
    }
}
