import Architectures
import Platform
import Tensors

/// A trained predictor network.
public struct LearnedPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    /// What its states are of.
    public let space: SearchSpace
    let configuration: PredictorNetwork.Configuration
    let weights: [Float]
    /// What its workers read in place of the weights, on any thread.
    private let packed: PackedWeights?
    /// How it was trained, as its file says.
    public let about: [String: String]

    init(
        properties: [PropertyInfo], scales: [PropertyScale], space: SearchSpace, configuration: PredictorNetwork.Configuration,
        weights: [Float], about: [String: String]
    ) {
        (self.properties, self.scales, self.space) = (properties, scales, space)
        (self.configuration, self.weights, self.about) = (configuration, weights, about)
        packed = PackedWeights(PredictorNetwork(layout: space.layout, configuration: configuration, samples: 1).plan, weights: weights)
    }

    public func makeWorker() -> any PredictorWorker { Worker(self) }

    private final class Worker: PredictorWorker {
        private let weights: [Float]
        private let network: PredictorNetwork
        private let count: Int
        private let rank: Int
        private let dimension: Int
        private var sigma = 1.0

        init(_ predictor: LearnedPredictor) {
            weights = predictor.weights
            count = predictor.configuration.properties
            rank = predictor.configuration.rank
            dimension = predictor.space.layout.stateDimension
            network = PredictorNetwork(
                layout: predictor.space.layout, configuration: predictor.configuration, samples: Panel.width)
            network.plan.packed = predictor.packed
        }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            self.sigma = sigma
            guard let x = x.baseAddress else { return }
            for slot in 0..<Panel.width { network.load(slot, x: x + slot * dimension, sigma: sigma) }
            weights.withUnsafeBufferPointer { buffer in
                guard let weights = buffer.baseAddress else { return }
                network.plan.forward(weights: weights)
            }
            let mean = network.plan.buffer(network.means)
            let log = network.plan.buffer(network.logVariances)
            let loading = network.plan.buffer(network.loadings)
            for i in 0..<Panel.width * count {
                means[i] = mean[i]
                var variance = Self.own(log[i])
                for k in 0..<rank { variance += loading[i * rank + k] * loading[i * rank + k] }
                variances[i] = variance
            }
        }

        static func own(_ log: Float) -> Float { PredictorNetwork.Configuration.varianceFloor + expf(min(log, 4)) }

        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            let plan = network.plan
            plan.clearGradients()
            let log = plan.buffer(network.logVariances)
            let loading = plan.buffer(network.loadings)
            let dmean = plan.gradient(network.means)
            let dlog = plan.gradient(network.logVariances)
            let dloading = plan.gradient(network.loadings)
            for slot in 0..<Panel.width {
                for p in 0..<count { dmean[slot * count + p] = tilts[p] }
                guard order == .second else { continue }
                for p in 0..<count where tilts[p] != 0 {
                    let i = slot * count + p
                    dlog[i] = log[i] < 4 ? 0.5 * tilts[p] * tilts[p] * expf(log[i]) : 0
                }
                for k in 0..<rank {
                    var factor: Float = 0
                    for p in 0..<count where tilts[p] != 0 { factor += tilts[p] * loading[(slot * count + p) * rank + k] }
                    for p in 0..<count where tilts[p] != 0 { dloading[(slot * count + p) * rank + k] = tilts[p] * factor }
                }
            }
            carryBack(into: gradient)
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            let mean = network.plan.buffer(network.means)
            let log = network.plan.buffer(network.logVariances)
            let loading = network.plan.buffer(network.loadings)
            for slot in 0..<Panel.width {
                var sum: Float = 0, square: Float = 0
                for p in 0..<count where tilts[p] != 0 {
                    sum += tilts[p] * mean[slot * count + p]
                    square += tilts[p] * tilts[p] * Self.own(log[slot * count + p])
                }
                for k in 0..<rank {
                    var factor: Float = 0
                    for p in 0..<count where tilts[p] != 0 { factor += tilts[p] * loading[(slot * count + p) * rank + k] }
                    square += factor * factor
                }
                values[slot] = order == .first ? sum : sum + 0.5 * square
            }
        }

        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            let plan = network.plan
            plan.clearGradients()
            let log = plan.buffer(network.logVariances)
            let loading = plan.buffer(network.loadings)
            let dmean = plan.gradient(network.means)
            let dlog = plan.gradient(network.logVariances)
            let dloading = plan.gradient(network.loadings)
            for i in 0..<Panel.width * count {
                dmean[i] = means[i]
                guard variances[i] != 0 else { continue }
                dlog[i] = log[i] < 4 ? variances[i] * expf(log[i]) : 0
                for k in 0..<rank { dloading[i * rank + k] = 2 * variances[i] * loading[i * rank + k] }
            }
            carryBack(into: gradient)
        }

        /// From the gradients on the outputs to that on the states.
        private func carryBack(into gradient: PanelBuffer) {
            weights.withUnsafeBufferPointer { buffer in
                guard let weights = buffer.baseAddress else { return }
                network.plan.backward(weights: weights, weightGradients: nil)
            }
            guard let output = gradient.baseAddress else { return }
            for slot in 0..<Panel.width { network.inputGradient(slot, sigma: sigma, into: output + slot * dimension) }
        }
    }
}
