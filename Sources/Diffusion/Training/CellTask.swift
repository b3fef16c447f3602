import Architectures
import Platform
import Tensors

/// Trains a network of clean cells on tabulated properties, by least squares on their standard scores.
///
/// What is learned is single cells, so nothing is averaged over noise: the exact posterior does that afterwards (`CellPredictor`).
/// Some figures are noisy themselves (of a single seed, say), and a network that goes on to learn their noise by heart is worse on cells it
/// has not seen. So properties weigh by how well a first network does on the validation cells: what can be known is learned to the last
/// digit, while the rest keeps near its best.
///
/// A strong tilt lives on few cells, far from the middle, and multiplies their errors: figures weigh by (1 + s²)/2, s the standard score,
/// which is 1 on average.
public struct CellTask: TrainingTask {
    public let targets: PropertyTargets
    public let batch: Int
    public let shards = 4
    public let layout: ParameterLayout
    let configuration: CellNetwork.Configuration
    /// Cells with a figure at least: those trained on, and with those for validation.
    private let training, known: [Int]
    /// How many cells of the space each known one stands for: one trained on for itself, one for validation for all that are not.
    private let shares: [Double]
    /// Of each property's squared errors, 1 on average.
    private let weights: [Float]
    /// What the squared errors of the known cells would sum up to if all were 1.
    private let total: Double
    /// Standard scores, [15625][properties]; NaN where there is none.
    private let scores: [Float]
    private let noise: NoiseSource
    private static let cellStage: UInt32 = 0x7501
    /// An error below which none is better known than another, in standard scores.
    private static let knownError = 0.1

    /// - Parameters:
    ///   - errors: root mean squared error of a first network on the validation cells, in standard scores, a property each; a property
    ///     weighs by its inverse fourth power. nil: all weigh alike
    ///   - batch: cells per step; a multiple of the shards
    ///   - width: of the layers
    ///   - blocks: residual layers
    /// - Precondition: an error for each property.
    public init(
        targets: PropertyTargets, errors: [Double]? = nil, seed: UInt64, batch: Int = 256, width: Int = 384, blocks: Int = 2
    ) {
        precondition(errors.map { $0.count == targets.scores.count } ?? true, "an error for each property")
        self.targets = targets
        self.batch = max(batch / shards, 1) * shards
        configuration = CellNetwork.Configuration(width: width, blocks: blocks, properties: targets.scores.count)
        layout = CellNetwork(configuration: configuration, rows: 1).plan.layout
        noise = NoiseSource(seed: seed)
        let isLabelled = { (code: Int) in targets.scores.contains { !$0[code].isNaN } }
        training = targets.split.training.filter(isLabelled)
        let validation = targets.split.validation.filter(isLabelled)
        known = training + validation
        let unseen = Double(Cell.count - targets.split.training.count) / Double(max(targets.split.validation.count, 1))
        shares = training.map { _ in 1 } + validation.map { _ in unseen }
        let inverse = errors?.map { pow(max($0, Self.knownError), -4) } ?? targets.scores.map { _ in 1 }
        let sum = inverse.reduce(0, +)
        let weights = inverse.map { Float($0 / sum * Double(inverse.count)) }
        self.weights = weights
        total = zip(known, shares).reduce(0) { sum, cell in
            sum + cell.1 * weights.indices.reduce(0.0) { targets.scores[$1][cell.0].isNaN ? $0 : $0 + Double(weights[$1]) }
        }
        scores = (0..<Cell.count).flatMap { code in targets.scores.map { Float($0[code]) } }
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The predictor with these weights.
    public func predictor(weights: [Float], about: [String: String] = [:]) -> CellPredictor {
        CellPredictor(
            properties: targets.columns.map(\.info), scales: targets.scales, configuration: configuration, weights: weights,
            about: about)
    }

    /// Root mean squared error of one property, in standard scores; NaN where no cell has a figure.
    public struct PropertyError: Sendable, Hashable {
        public let property: String
        public let training, validation, heldOut: Double
        /// What a second network may go by: held-out figures have no part in it.
        public var known: Double { [training, validation].filter { !$0.isNaN }.max() ?? 1 }
    }

    public func errors(of predictor: CellPredictor) -> [PropertyError] {
        targets.columns.enumerated().map { p, column in
            let estimates = predictor.estimates(of: p)
            func error(_ codes: [Int]) -> Double {
                let labelled = codes.filter { !targets.scores[p][$0].isNaN }
                let squares = labelled.reduce(0.0) { sum, code in
                    let difference = estimates[code] - targets.scores[p][code]
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
        private let task: CellTask
        private let network: CellNetwork

        init(_ task: CellTask) {
            self.task = task
            network = CellNetwork(configuration: task.configuration, rows: task.batch / task.shards)
        }

        /// Half the weighted squared error, averaged over the batch and the properties: by the property's weight and by how far the figure is
        /// from the middle. Cells without a figure of a property add nothing.
        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            let count = task.configuration.properties, rows = network.rows
            for row in 0..<rows { network.load(row, code: cell(step: step, sample: shard * rows + row)) }
            network.plan.forward(weights: weights)
            network.plan.clearGradients()
            let output = network.plan.buffer(network.output), slopes = network.plan.gradient(network.output)
            let share = 1 / Float(task.batch * count)
            var loss = 0.0
            for row in 0..<rows {
                let code = cell(step: step, sample: shard * rows + row)
                for p in 0..<count where !task.scores[code * count + p].isNaN {
                    let score = task.scores[code * count + p], error = output[row * count + p] - score
                    let weight = share * task.weights[p] * 0.5 * (1 + score * score)
                    loss += 0.5 * Double(weight * error * error)
                    slopes[row * count + p] = weight * error
                }
            }
            network.plan.backward(weights: weights, weightGradients: gradient)
            return loss
        }

        /// The training cell drawn for a sample.
        private func cell(step: Int, sample: Int) -> Int {
            let share = task.noise.uniform(
                sample: UInt32(truncatingIfNeeded: sample), step: UInt32(truncatingIfNeeded: step), stage: CellTask.cellStage)
            return task.training[min(Int(share * Double(task.training.count)), task.training.count - 1)]
        }

        /// Mean squared error over the space, in squared standard scores, each figure by its property's weight: guidance meets the cells that
        /// were trained on and the others alike, for which the validation cells stand.
        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            let count = task.configuration.properties, cells = task.known
            let own = Array(stride(from: shard, to: cells.count, by: task.shards))
            var sum = 0.0
            for start in stride(from: 0, to: own.count, by: network.rows) {
                let part = own[start..<min(start + network.rows, own.count)]
                for (row, place) in part.enumerated() { network.load(row, code: cells[place]) }
                network.plan.forward(weights: weights)
                let output = network.plan.buffer(network.output)
                for (row, place) in part.enumerated() {
                    for p in 0..<count where !task.scores[cells[place] * count + p].isNaN {
                        let error = Double(output[row * count + p] - task.scores[cells[place] * count + p])
                        sum += task.shares[place] * Double(task.weights[p]) * error * error
                    }
                }
            }
            return task.total > 0 ? sum / task.total : 0
        }
    }
}
