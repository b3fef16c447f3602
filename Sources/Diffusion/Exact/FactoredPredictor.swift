import Architectures

/// The true noise-aware predictor for properties that are sums over blocks, patterns and nodes.
public struct FactoredPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    private let space: SearchSpace
    /// Standard scores.
    let scores: [FactoredFigure]

    public init(_ properties: [FactoredProperty], in space: SearchSpace) {
        self.space = space
        self.properties = properties.map(\.info)
        scales = properties.map(\.scale)
        scores = properties.map(\.score)
    }

    public func makeWorker() -> any PredictorWorker { Worker(scores, space) }

    private final class Worker: PredictorWorker {
        private let scores: [FactoredFigure]
        private let posterior: FactoredPosterior
        private let dimension: Int
        private let states: ScratchOwner
        private var sigma = 1.0

        init(_ scores: [FactoredFigure], _ space: SearchSpace) {
            self.scores = scores
            posterior = FactoredPosterior(of: space)
            dimension = space.layout.stateDimension
            states = ScratchOwner(Panel.width * dimension)
        }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            self.sigma = sigma
            guard let x = x.baseAddress else { return }
            states.pointer.update(from: x, count: Panel.width * dimension)
            for slot in 0..<Panel.width {
                condition(slot)
                for (p, score) in scores.enumerated() {
                    let moments = posterior.moments(score)
                    means[slot * scores.count + p] = Float(moments.mean)
                    variances[slot * scores.count + p] = Float(moments.variance)
                }
            }
        }

        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            let combined = combination(tilts)
            carryBack(into: gradient) { _, output in
                posterior.addSlopes(combined, mean: 1, variance: order == .first ? 0 : 0.5, to: output)
            }
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            let combined = combination(tilts)
            for slot in 0..<Panel.width {
                condition(slot)
                let (mean, variance) = posterior.moments(combined)
                values[slot] = Float(order == .first ? mean : mean + 0.5 * variance)
            }
        }

        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            carryBack(into: gradient) { slot, output in
                for (p, score) in scores.enumerated() {
                    let (a, b) = (means[slot * scores.count + p], variances[slot * scores.count + p])
                    if a != 0 || b != 0 { posterior.addSlopes(score, mean: Double(a), variance: Double(b), to: output) }
                }
            }
        }

        private func condition(_ slot: Int) {
            posterior.condition(on: states.pointer + slot * dimension, sigma: sigma)
        }

        /// γᵀy.
        private func combination(_ tilts: [Float]) -> FactoredFigure {
            zip(tilts.map(Double.init), scores).combined(in: posterior.space)
        }

        private func carryBack(
            into gradient: PanelBuffer, _ addSlopes: (_ slot: Int, _ output: UnsafeMutablePointer<Float>) -> Void
        ) {
            guard let gradient = gradient.baseAddress else { return }
            let scale = Float(2 / (sigma * sigma))
            for slot in 0..<Panel.width {
                let output = gradient + slot * dimension
                output.update(repeating: 0, count: dimension)
                condition(slot)
                addSlopes(slot, output)
                for i in 0..<dimension { output[i] *= scale }
            }
        }
    }
}
