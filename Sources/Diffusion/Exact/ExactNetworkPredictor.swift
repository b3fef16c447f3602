import Architectures

/// The true noise-aware predictor for properties of MobileNetV3 that are sums over layers and depths.
public struct ExactNetworkPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    /// Standard scores.
    let scores: [NetworkFigure]

    public init(_ properties: [NetworkProperty]) {
        self.properties = properties.map(\.info)
        scales = properties.map(\.scale)
        scores = properties.map(\.score)
    }

    public func makeWorker() -> any PredictorWorker { Worker(scores) }

    private final class Worker: PredictorWorker {
        private let scores: [NetworkFigure]
        private let posterior = NetworkPosterior()
        private let states = ScratchOwner(Panel.width * NetworkPosterior.dimension)
        private var sigma = 1.0

        init(_ scores: [NetworkFigure]) { self.scores = scores }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            self.sigma = sigma
            guard let x = x.baseAddress else { return }
            states.pointer.update(from: x, count: Panel.width * NetworkPosterior.dimension)
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
            posterior.condition(on: states.pointer + slot * NetworkPosterior.dimension, sigma: sigma)
        }

        /// γᵀy.
        private func combination(_ tilts: [Float]) -> NetworkFigure {
            zip(tilts, scores).reduce(NetworkFigure()) { $1.0 == 0 ? $0 : $0 + Double($1.0) * $1.1 }
        }

        private func carryBack(
            into gradient: PanelBuffer, _ addSlopes: (_ slot: Int, _ output: UnsafeMutablePointer<Float>) -> Void
        ) {
            let dimension = NetworkPosterior.dimension
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

/// The exact denoisers of tilted distributions of MobileNetV3 networks: the tilt is a prior.
public struct ExactNetworkTilts: TiltableDenoiser {
    public let properties: [PropertyInfo]
    private let scores: [NetworkFigure]

    public init(_ properties: [NetworkProperty]) {
        self.properties = properties.map(\.info)
        scores = properties.map(\.score)
    }

    public func tilted(by tilts: [String: Double]) throws -> any Denoiser {
        ExactNetworkDenoiser(prior: zip(try vector(tilts), scores).reduce(.logPrior) { $0 + Double($1.0) * $1.1 })
    }
}
