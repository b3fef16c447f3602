import Architectures

/// The true noise-aware predictor for NAS-Bench-201: moments of tabulated properties under the exact posterior.
public struct ExactPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    /// Normal scores by code, a property each; a missing figure counts as the middle, 0.
    let scores: [[Double]]

    public init(columns: [BenchmarkTable.Column]) {
        properties = columns.map(\.info)
        scales = columns.map { PropertyScale(of: $0.values) }
        scores = columns.map { NormalScores.of($0.values).map { $0.isNaN ? 0 : $0 } }
    }

    public func makeWorker() -> any PredictorWorker { Worker(scores) }

    private final class Worker: PredictorWorker {
        private let scores: [[Double]]
        private let posterior = ExactPosterior()
        private let states: ScratchOwner
        private let signed: ScratchOwner
        private var sigma = 1.0
        private var combined = [Double](repeating: 0, count: Cell.count)

        init(_ scores: [[Double]]) {
            self.scores = scores
            states = ScratchOwner(Panel.width * 66)
            signed = ScratchOwner(Cell.count)
        }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            self.sigma = sigma
            for i in 0..<Panel.width * 66 { states.pointer[i] = x[i] }
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * 66, sigma: sigma)
                for (p, values) in scores.enumerated() {
                    let (mean, variance) = posterior.moments(values)
                    means[slot * scores.count + p] = Float(mean)
                    variances[slot * scores.count + p] = Float(variance)
                }
            }
        }

        /// ∇E[s | x] = Cov(s, a)/σ², ∇½Var[s | x] = ½E[(s − μ)²(a − E[a])]/σ², with s = γᵀy.
        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            combine(tilts)
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * 66, sigma: sigma)
                let (mean, variance) = posterior.moments(combined)
                carryBack(slot, into: gradient) { code in
                    let deviation = self.combined[code] - mean
                    return order == .first ? deviation : deviation + 0.5 * (deviation * deviation - variance)
                }
            }
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            combine(tilts)
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * 66, sigma: sigma)
                let (mean, variance) = posterior.moments(combined)
                values[slot] = Float(order == .first ? mean : mean + 0.5 * variance)
            }
        }

        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * 66, sigma: sigma)
                for code in 0..<Cell.count { combined[code] = 0 }
                for (p, values) in scores.enumerated() {
                    let (a, b) = (Double(means[slot * scores.count + p]), Double(variances[slot * scores.count + p]))
                    guard a != 0 || b != 0 else { continue }
                    let (mean, variance) = posterior.moments(values)
                    for code in 0..<Cell.count {
                        let deviation = values[code] - mean
                        combined[code] += a * deviation + b * (deviation * deviation - variance)
                    }
                }
                carryBack(slot, into: gradient) { self.combined[$0] }
            }
        }

        /// γᵀy by code.
        private func combine(_ tilts: [Float]) {
            for code in 0..<Cell.count { combined[code] = 0 }
            for (p, values) in scores.enumerated() where tilts[p] != 0 {
                for code in 0..<Cell.count { combined[code] += Double(tilts[p]) * values[code] }
            }
        }

        /// E[f·a]/σ² of a centred f by code, under the posterior last computed.
        private func carryBack(_ slot: Int, into gradient: PanelBuffer, _ factor: (_ code: Int) -> Double) {
            guard let gradient = gradient.baseAddress else { return }
            let scale = 1 / (posterior.total * sigma * sigma)
            for code in 0..<Cell.count {
                signed.pointer[code] = Float(Double(posterior.weights[code]) * factor(code) * scale)
            }
            posterior.signedSums(signed.pointer, into: gradient + slot * 66)
        }
    }
}
