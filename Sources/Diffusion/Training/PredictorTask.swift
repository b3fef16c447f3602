import Architectures
import Platform
import Tensors

/// Predictor training: least squares for the means, Gaussian likelihood for the covariance.
///
/// Targets are the exact posterior moments over the training architectures, which have the same expectation as a single draw's figures
/// but none of their variance (of figures that are no sums: estimates with that expectation and little of it, `FactoredMoments`). The likelihood is taken of every property alone and of random combinations of a few
/// (whose variance is γᵀΣγ, just what guidance uses), weighted by √variance as in β-NLL (Seitzer et al. 2022) so that noisy and clean
/// states count alike. The mean is not moved by the likelihood.
public struct PredictorTask: TrainingTask {
    private let source: any PredictorSource
    let configuration: PredictorNetwork.Configuration
    let seed: UInt64
    let batch: Int
    public let shards = 4
    public let layout: ParameterLayout
    /// Below 0.3 a state is as good as its architecture, and validation would mostly measure the noise in single figures.
    static let validationLevels = 0.3...6.0

    /// Tabulated properties of a listed space.
    public init(
        targets: PropertyTargets, seed: UInt64, batch: Int = 256, sigmaRange: ClosedRange<Double> = 0.03...30
    ) {
        self.init(ListedProperties(targets, noise: NoiseSource(seed: seed), sigmaRange: sigmaRange), seed: seed, batch: batch)
    }

    init(_ source: any PredictorSource, seed: UInt64, batch: Int) {
        self.source = source
        self.seed = seed
        configuration = PredictorNetwork.Configuration(properties: source.properties.count)
        self.batch = max(batch / shards, 1) * shards
        layout = PredictorNetwork(layout: source.space.layout, configuration: configuration, samples: 1).plan.layout
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The predictor with these weights.
    public func predictor(weights: [Float], about: [String: String] = [:]) -> LearnedPredictor {
        LearnedPredictor(
            properties: source.properties, scales: source.scales, space: source.space,
            configuration: configuration, weights: weights, about: about)
    }

    private final class Worker: TrainingWorker {
        /// The likelihood's weight beside the least squares.
        private static let likelihoodWeight: Float = 0.5
        private let task: PredictorTask
        private let network: PredictorNetwork
        private let training, validation: any PredictorTruth
        private let samples, dimension: Int
        private let clean, noisy: UnsafeMutableBufferPointer<Float>

        init(_ task: PredictorTask) {
            self.task = task
            samples = task.batch / task.shards
            dimension = task.source.space.layout.stateDimension
            network = PredictorNetwork(layout: task.source.space.layout, configuration: task.configuration, samples: samples)
            training = task.source.makeTruth(samples: samples, forValidation: false)
            validation = task.source.makeTruth(samples: samples, forValidation: true)
            clean = .allocate(capacity: samples * dimension)
            clean.initialize(repeating: 0)
            noisy = .allocate(capacity: samples * dimension)
            noisy.initialize(repeating: 0)
        }

        deinit {
            clean.deallocate()
            noisy.deallocate()
        }

        private func run(
            _ moments: any PredictorTruth, forValidation: Bool, step: Int, shard: Int, weights: UnsafePointer<Float>
        ) {
            for index in 0..<samples {
                let range = index * dimension..<(index + 1) * dimension
                let state = UnsafeMutableBufferPointer(rebasing: noisy[range]), sample = shard * samples + index
                let sigma = task.source.draw(
                    forValidation: forValidation, step: step, sample: sample,
                    clean: UnsafeMutableBufferPointer(rebasing: clean[range]), noisy: state)
                guard let x = state.baseAddress else { continue }
                network.load(index, x: x, sigma: sigma)
                moments.condition(index, on: x, sigma: sigma, step: step, sample: sample)
            }
            moments.compute()
            network.plan.forward(weights: weights)
        }

        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            var generator = PhiloxGenerator(seed: task.seed &+ UInt64(step) &* 4 &+ UInt64(shard), stream: 0xD1)
            training.drawDirections(&generator)
            run(training, forValidation: false, step: step, shard: shard, weights: weights)
            network.plan.clearGradients()
            var loss = 0.0
            for index in 0..<samples {
                loss += meanLoss(index, training, gradient: true)
                loss += covarianceLoss(index)
            }
            network.plan.backward(weights: weights, weightGradients: gradient)
            return loss / Double(task.batch)
        }

        /// Mean squared error of the means against the exact posterior's, on draws never trained on.
        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            let rounds = max(1, 2048 / task.batch)
            var loss = 0.0
            for round in 0..<rounds {
                run(validation, forValidation: true, step: Int(UInt32.max) - round, shard: shard, weights: weights)
                for index in 0..<samples { loss += 2 * meanLoss(index, validation, gradient: false) }
            }
            return loss / Double(rounds * task.batch)
        }

        /// ½(μ − E[y | x])², averaged over properties.
        private func meanLoss(_ index: Int, _ moments: any PredictorTruth, gradient: Bool) -> Double {
            let count = task.configuration.properties
            let means = network.plan.buffer(network.means), slopes = network.plan.gradient(network.means)
            let weight = 1 / Float(count)
            var loss = 0.0
            for p in 0..<count {
                guard let target = moments.moments(index, property: p) else { continue }
                let error = means[index * count + p] - target.mean
                loss += 0.5 * Double(weight * error * error)
                if gradient { slopes[index * count + p] = weight * error / Float(task.batch) }
            }
            return loss
        }

        /// ½(ln v + r²/v)·√v for each property and each combination, with E[r²] from the exact posterior.
        private func covarianceLoss(_ index: Int) -> Double {
            let count = task.configuration.properties
            let means = network.plan.buffer(network.means)
            var loss = 0.0
            for p in 0..<count {
                guard let target = training.moments(index, property: p) else { continue }
                let error = target.mean - means[index * count + p]
                loss += likelihood(
                    index, [p], [1], squaredResidual: target.variance + error * error, weight: Self.likelihoodWeight / Float(count))
            }
            for (k, direction) in training.directions.enumerated() {
                let target = training.moments(index, direction: k)
                var mean: Float = 0
                for (p, c) in zip(direction.properties, direction.coefficients) { mean += c * means[index * count + p] }
                let error = target.mean - mean
                loss += likelihood(
                    index, direction.properties, direction.coefficients,
                    squaredResidual: target.variance + error * error, weight: Self.likelihoodWeight / Float(training.directions.count))
            }
            return loss
        }

        private func likelihood(
            _ index: Int, _ properties: [Int], _ coefficients: [Float], squaredResidual: Float, weight: Float
        ) -> Double {
            let (count, rank) = (task.configuration.properties, task.configuration.rank)
            let plan = network.plan
            let log = plan.buffer(network.logVariances), loading = plan.buffer(network.loadings)
            let dlog = plan.gradient(network.logVariances), dloading = plan.gradient(network.loadings)
            var v: Float = 0
            for (p, c) in zip(properties, coefficients) {
                v += c * c * (PredictorNetwork.Configuration.varianceFloor + expf(min(log[index * count + p], 4)))
            }
            for k in 0..<rank {
                var factor: Float = 0
                for (p, c) in zip(properties, coefficients) { factor += c * loading[(index * count + p) * rank + k] }
                v += factor * factor
            }
            let scale = weight * v.squareRoot()
            let slope = scale * 0.5 * (1 / v - squaredResidual / (v * v)) / Float(task.batch)
            for (p, c) in zip(properties, coefficients) {
                let i = index * count + p
                if log[i] < 4 { dlog[i] += slope * c * c * expf(log[i]) }
            }
            for k in 0..<rank {
                var factor: Float = 0
                for (p, c) in zip(properties, coefficients) { factor += c * loading[(index * count + p) * rank + k] }
                for (p, c) in zip(properties, coefficients) {
                    dloading[(index * count + p) * rank + k] += slope * 2 * c * factor
                }
            }
            return Double(scale * 0.5 * (logf(v) + squaredResidual / v))
        }
    }
}
