import Architectures
import Tensors

/// Trains what labels are beyond a sum over blocks, patterns and nodes, by least squares on clean architectures.
///
/// The sum is fitted first, in closed form, on the training rows alone; the network learns what it leaves, in units of its deviation.
public struct SurrogateTask: TrainingTask {
    public let split: PlaceSplit
    public let batch: Int
    public let shards = 4
    public let layout: ParameterLayout
    let space: SearchSpace
    let property: String
    let configuration: ResidualNetwork.Configuration
    private let clean: CleanInput
    let additive: FactoredFigure
    /// Deviation of what the sum leaves of the training labels.
    let scale: Double
    /// Node types by row [rows][nodes], places of patterns [rows][blocks], and what is left of the label in units of `scale` [rows].
    let types, patterns: [Int]
    let targets: [Float]
    private let noise: NoiseSource
    private static let rowStage: UInt32 = 0x7401

    /// - Parameters:
    ///   - architectures: all of the space
    ///   - property: what the labels stand for
    ///   - labels: one an architecture; rows without one are left out
    ///   - column: that the labels are from
    /// - Throws: `TrainingError.tooFewFigures` with fewer than 100 labels
    public init(
        of space: SearchSpace, architectures: [Architecture], property: String, labels: [Double], column: String, seed: UInt64, batch: Int = 256,
        width: Int = 192
    ) throws {
        let rows = architectures.indices.filter { !labels[$0].isNaN }
        guard rows.count >= 100 else { throw TrainingError.tooFewFigures(column: column, found: rows.count, least: 100) }
        // The rows as they are in the table, so that a split's rows mean the same to everybody.
        let whole = PlaceSplit(rows: architectures, seed: seed)
        split = whole.keeping { !labels[$0].isNaN }
        (self.space, self.property) = (space, property)
        additive = FactoredFigure(fitting: split.training.map { architectures[$0] }, of: space, to: split.training.map { labels[$0] })
        let sum = additive
        let rest = zip(architectures, labels).map { $1 - (sum.value(of: $0) ?? .nan) }
        let squares = split.training.reduce(0) { $0 + rest[$1] * rest[$1] }
        scale = max((squares / Double(split.training.count)).squareRoot(), 1e-12)
        let unit = scale
        targets = rest.map { $0.isNaN ? 0 : Float($0 / unit) }
        types = architectures.flatMap(\.nodeTypes)
        patterns = architectures.flatMap { space.patterns(of: $0) ?? [] }
        clean = CleanInput(of: space)
        self.batch = max(batch / shards, 1) * shards
        configuration = ResidualNetwork.Configuration(width: width)
        layout = ResidualNetwork(of: clean, configuration: configuration, rows: 1).plan.layout
        noise = NoiseSource(seed: seed)
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The surrogate with these weights, not calibrated yet.
    public func surrogate(weights: [Float], about: [String: String] = [:]) -> FactoredSurrogate {
        FactoredSurrogate(
            property: property, additive: additive, residualScale: scale, configuration: configuration, weights: weights, about: about)
    }

    private final class Worker: TrainingWorker {
        private let task: SurrogateTask
        private let network: ResidualNetwork

        init(_ task: SurrogateTask) {
            self.task = task
            network = ResidualNetwork(of: task.clean, configuration: task.configuration, rows: task.batch / task.shards)
        }

        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            let rows = task.split.training
            let chosen = { (index: Int) -> Int in
                let share = self.task.noise.uniform(
                    sample: UInt32(truncatingIfNeeded: shard * self.network.rows + index), step: UInt32(truncatingIfNeeded: step),
                    stage: SurrogateTask.rowStage)
                return rows[min(Int(share * Double(rows.count)), rows.count - 1)]
            }
            for index in 0..<network.rows { load(index, row: chosen(index)) }
            network.plan.forward(weights: weights)
            network.plan.clearGradients()
            let output = network.plan.buffer(network.output), slopes = network.plan.gradient(network.output)
            var loss = 0.0
            for index in 0..<network.rows {
                let error = output[index] - task.targets[chosen(index)]
                loss += 0.5 * Double(error * error)
                slopes[index] = error / Float(task.batch)
            }
            network.plan.backward(weights: weights, weightGradients: gradient)
            return loss / Double(task.batch)
        }

        /// Mean squared error on the validation rows, in units of what the sum leaves.
        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            let rows = task.split.validation
            let own = Array(stride(from: shard, to: rows.count, by: task.shards))
            var sum = 0.0
            for start in stride(from: 0, to: own.count, by: network.rows) {
                let part = own[start..<min(start + network.rows, own.count)]
                for (index, place) in part.enumerated() { load(index, row: rows[place]) }
                network.plan.forward(weights: weights)
                let output = network.plan.buffer(network.output)
                for (index, place) in part.enumerated() {
                    let error = Double(output[index] - task.targets[rows[place]])
                    sum += error * error
                }
            }
            return sum / Double(max(rows.count, 1))
        }

        private func load(_ index: Int, row: Int) {
            task.types.withUnsafeBufferPointer { types in
                task.patterns.withUnsafeBufferPointer { patterns in
                    guard let types = types.baseAddress, let patterns = patterns.baseAddress else { return }
                    network.load(index, types: types + row * task.space.layout.nodeCount, patterns: patterns + row * task.space.blocks.count)
                }
            }
        }
    }
}
