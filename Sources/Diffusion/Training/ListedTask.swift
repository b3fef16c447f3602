import Architectures
import Platform
import Tensors

/// Trains a network of a listed space's clean architectures on tabulated properties, by least squares on their standard scores.
///
/// What is learned is single architectures, so nothing is averaged over noise: the exact posterior does that afterwards (`ListedPredictor`).
/// Some figures are noisy themselves (of a single seed, say), and a network that goes on to learn their noise by heart is worse on architectures
/// it has not seen. So properties weigh by how well a first network does on the validation architectures: what can be known is learned to the last
/// digit, while the rest keeps near its best.
///
/// A strong tilt lives on few architectures, far from the middle, and multiplies their errors: figures weigh by (1 + s²)/2, s the standard score,
/// which is 1 on average. Where figures are noisy, those far from the middle are noise for the most part, and the order is found better without.
public struct ListedTask: TrainingTask {
    public let targets: PropertyTargets
    public let batch: Int
    public let shards = 4
    public let layout: ParameterLayout
    let configuration: ListedNetwork.Configuration
    private let clean: ListedInput
    private let isEven: Bool
    /// Places with a figure at least: those trained on, and with those for validation.
    private let training, known: [Int]
    /// How many places of the space each known one stands for: one trained on for itself, one for validation for all that are not.
    private let shares: [Double]
    /// Of each property's squared errors, 1 on average.
    private let weights: [Float]
    /// What the squared errors of the known places would sum up to if all were 1.
    private let total: Double
    /// Standard scores, [places][properties]; NaN where there is none.
    private let scores: [Float]
    private let noise: NoiseSource
    private static let placeStage: UInt32 = 0x7501
    /// An error below which none is better known than another, in standard scores.
    private static let knownError = 0.1

    /// - Parameters:
    ///   - errors: root mean squared error of a first network on the validation places, in standard scores, a property each; a property
    ///     weighs by its inverse fourth power. nil: all weigh alike
    ///   - isEven: whether figures weigh alike, however far from the middle
    ///   - batch: architectures per step; a multiple of the shards
    ///   - width: of the layers
    ///   - blocks: residual layers
    /// - Precondition: an error for each property.
    public init(
        targets: PropertyTargets, errors: [Double]? = nil, isEven: Bool = false, seed: UInt64, batch: Int = 256, width: Int = 384, blocks: Int = 2
    ) {
        precondition(errors.map { $0.count == targets.scores.count } ?? true, "an error for each property")
        self.targets = targets
        self.isEven = isEven
        self.batch = max(batch / shards, 1) * shards
        configuration = ListedNetwork.Configuration(width: width, blocks: blocks, properties: targets.scores.count)
        clean = ListedInput(of: targets.space)
        layout = ListedNetwork(of: clean, configuration: configuration, rows: 1).plan.layout
        noise = NoiseSource(seed: seed)
        let isLabelled = { (place: Int) in targets.scores.contains { !$0[place].isNaN } }
        training = targets.split.training.filter(isLabelled)
        let validation = targets.split.validation.filter(isLabelled)
        known = training + validation
        let count = targets.space.list?.count ?? 0
        let unseen = Double(count - targets.split.training.count) / Double(max(targets.split.validation.count, 1))
        shares = training.map { _ in 1 } + validation.map { _ in unseen }
        let inverse = errors?.map { pow(max($0, Self.knownError), -4) } ?? targets.scores.map { _ in 1 }
        let sum = inverse.reduce(0, +)
        let weights = inverse.map { Float($0 / sum * Double(inverse.count)) }
        self.weights = weights
        total = zip(known, shares).reduce(0) { sum, known in
            sum + known.1 * weights.indices.reduce(0.0) { targets.scores[$1][known.0].isNaN ? $0 : $0 + Double(weights[$1]) }
        }
        scores = (0..<count).flatMap { place in targets.scores.map { Float($0[place]) } }
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The predictor with these weights.
    public func predictor(weights: [Float], about: [String: String] = [:]) -> ListedPredictor {
        ListedPredictor(
            of: targets.space, properties: targets.columns.map(\.info), scales: targets.scales, configuration: configuration, weights: weights,
            about: about)
    }

    /// Root mean squared error of one property, in standard scores; NaN where nothing has a figure.
    public struct PropertyError: Sendable, Hashable {
        public let property: String
        public let training, validation, heldOut: Double
        /// What a second network may go by: held-out figures have no part in it.
        public var known: Double { [training, validation].filter { !$0.isNaN }.max() ?? 1 }
    }

    public func errors(of predictor: ListedPredictor) -> [PropertyError] {
        targets.columns.enumerated().map { p, column in
            let estimates = predictor.estimates(of: p)
            func error(_ places: [Int]) -> Double {
                let labelled = places.filter { !targets.scores[p][$0].isNaN }
                let squares = labelled.reduce(0.0) { sum, place in
                    let difference = estimates[place] - targets.scores[p][place]
                    return sum + difference * difference
                }
                return (squares / Double(labelled.count)).squareRoot()
            }
            let split = targets.split
            return PropertyError(
                property: column.name, training: error(split.training), validation: error(split.validation),
                heldOut: error(split.heldOut))
        }
    }

    private final class Worker: TrainingWorker {
        private let task: ListedTask
        private let network: ListedNetwork

        init(_ task: ListedTask) {
            self.task = task
            network = ListedNetwork(of: task.clean, configuration: task.configuration, rows: task.batch / task.shards)
        }

        /// Half the weighted squared error, averaged over the batch and the properties: by the property's weight and by how far the figure is
        /// from the middle. Those without a figure of a property add nothing.
        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            let count = task.configuration.properties, rows = network.rows
            for row in 0..<rows { network.load(row, place: place(step: step, sample: shard * rows + row)) }
            network.plan.forward(weights: weights)
            network.plan.clearGradients()
            let output = network.plan.buffer(network.output), slopes = network.plan.gradient(network.output)
            let share = 1 / Float(task.batch * count)
            var loss = 0.0
            for row in 0..<rows {
                let place = place(step: step, sample: shard * rows + row)
                for p in 0..<count where !task.scores[place * count + p].isNaN {
                    let score = task.scores[place * count + p], error = output[row * count + p] - score
                    let weight = share * task.weights[p] * (task.isEven ? 1 : 0.5 * (1 + score * score))
                    loss += 0.5 * Double(weight * error * error)
                    slopes[row * count + p] = weight * error
                }
            }
            network.plan.backward(weights: weights, weightGradients: gradient)
            return loss
        }

        /// The training place drawn for a sample.
        private func place(step: Int, sample: Int) -> Int {
            let share = task.noise.uniform(
                sample: UInt32(truncatingIfNeeded: sample), step: UInt32(truncatingIfNeeded: step), stage: ListedTask.placeStage)
            return task.training[min(Int(share * Double(task.training.count)), task.training.count - 1)]
        }

        /// Mean squared error over the space, in squared standard scores, each figure by its property's weight: guidance meets what
        /// was trained on and the rest alike, for which the validation places stand.
        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            let count = task.configuration.properties, places = task.known
            let own = Array(stride(from: shard, to: places.count, by: task.shards))
            var sum = 0.0
            for start in stride(from: 0, to: own.count, by: network.rows) {
                let part = own[start..<min(start + network.rows, own.count)]
                for (row, k) in part.enumerated() { network.load(row, place: places[k]) }
                network.plan.forward(weights: weights)
                let output = network.plan.buffer(network.output)
                for (row, k) in part.enumerated() {
                    for p in 0..<count where !task.scores[places[k] * count + p].isNaN {
                        let error = Double(output[row * count + p] - task.scores[places[k] * count + p])
                        sum += task.shares[k] * Double(task.weights[p]) * error * error
                    }
                }
            }
            return task.total > 0 ? sum / task.total : 0
        }
    }
}
