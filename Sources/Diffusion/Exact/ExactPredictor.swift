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
            guard let gradient = gradient.baseAddress else { return }
            var combined = [Double](repeating: 0, count: Cell.count)
            for (p, values) in scores.enumerated() where tilts[p] != 0 {
                for code in 0..<Cell.count { combined[code] += Double(tilts[p]) * values[code] }
            }
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * 66, sigma: sigma)
                let (mean, variance) = posterior.moments(combined)
                let scale = 1 / (posterior.total * sigma * sigma)
                for code in 0..<Cell.count {
                    let deviation = combined[code] - mean
                    let factor = order == .first ? deviation : deviation + 0.5 * (deviation * deviation - variance)
                    signed.pointer[code] = Float(Double(posterior.weights[code]) * factor * scale)
                }
                posterior.signedSums(signed.pointer, into: gradient + slot * 66)
            }
        }
    }
}
