import CBLAS
import Platform
import Tensors

/// Small networks that differ in their starting weights; their mean and spread are the prediction. With the path encoding it is the predictor of
/// BANANAS (White et al. 2021).
public struct MLPEnsemble: Surrogate {
    public let name = "mlp"
    public var members: Int
    public var width: Int
    /// Steps of AdamW on all observations at once, with a one-cycle rate.
    public var steps: Int
    public var rate: Double
    public var groups: [String]

    public init(
        members: Int = 5, width: Int = 64, steps: Int = 150, rate: Double = 0.01, groups: [String] = ["choices", "paths"]
    ) {
        self.members = members
        self.width = width
        self.steps = steps
        self.rate = rate
        self.groups = groups
    }

    public func fit(_ features: FeatureMap, rows: [Float], targets: [Double], seed: UInt64) -> any SurrogateFit {
        let columns = MLPColumns(features, names: groups)
        let input = columns.select(rows, count: targets.count)
        let weights = (0..<members).map { member in
            train(input, targets, columns: columns.indices.count, seed: seed &+ UInt64(member) &* 0x9E37_79B9_7F4A_7C15)
        }
        return Fit(columns: columns, width: width, weights: weights)
    }

    private func train(_ input: [Float], _ targets: [Double], columns: Int, seed: UInt64) -> [Float] {
        let network = MLPNetwork(rows: targets.count, columns: columns, width: width, isTracked: false)
        var optimizer = Optimizer(weights: network.plan.layout.initialWeights(seed: seed))
        optimizer.beta2 = 0.999
        optimizer.decay = 1e-3
        let schedule = RateSchedule.oneCycle
        var gradient = [Float](repeating: 0, count: optimizer.weights.count)
        let scale = 2 / Float(targets.count)
        _ = network.plan.buffer(network.input).update(fromContentsOf: input)
        for step in 0..<steps {
            network.plan.forward(weights: optimizer.weights)
            network.plan.clearGradients()
            for i in gradient.indices { gradient[i] = 0 }
            let output = network.plan.buffer(network.output), slope = network.plan.gradient(network.output)
            for i in targets.indices { slope[i] = scale * (output[i] - Float(targets[i])) }
            network.plan.backward(weights: optimizer.weights, weightGradients: &gradient)
            optimizer.update(gradient: gradient, rate: schedule.rate(at: step, peak: rate, total: steps))
        }
        return optimizer.weights
    }

    private struct Fit: SurrogateFit {
        let columns: MLPColumns
        let width: Int
        let weights: [[Float]]

        func adding(rows: [Float], targets: [Double]) -> (any SurrogateFit)? { nil }

        func predict(_ rows: [Float], count: Int) -> [Moments] {
            let size = min(count, 256)
            let network = MLPNetwork(rows: size, columns: columns.indices.count, width: width, isTracked: false)
            var sums = [Double](repeating: 0, count: count), squares = sums
            let input = columns.select(rows, count: count)
            let width = columns.indices.count
            for start in stride(from: 0, to: count, by: max(size, 1)) {
                let end = min(start + size, count)
                let buffer = network.plan.buffer(network.input)
                for i in 0..<(end - start) * width { buffer[i] = input[start * width + i] }
                for member in weights {
                    network.plan.forward(weights: member)
                    let output = network.plan.buffer(network.output)
                    for row in start..<end {
                        let value = Double(output[row - start])
                        sums[row] += value
                        squares[row] += value * value
                    }
                }
            }
            return zip(sums, squares).map { MLPEnsemble.moments(sum: $0, squares: $1, count: weights.count) }
        }

        func makeProbe() -> any SurrogateProbe { Probe(self) }
    }

    /// Mean and unbiased variance of the members.
    private static func moments(sum: Double, squares: Double, count: Int) -> Moments {
        let mean = sum / Double(count)
        let variance = max(0, squares - sum * mean) / Double(max(count - 1, 1))
        return Moments(mean: mean, variance: max(variance, 1e-6))
    }

    private final class Probe: SurrogateProbe {
        private let fit: Fit
        /// A network a member, so that each keeps what its backward pass needs.
        private let networks: [MLPNetwork]
        private var outputs: [Double]

        init(_ fit: Fit) {
            self.fit = fit
            networks = fit.weights.map { _ in
                MLPNetwork(rows: 1, columns: fit.columns.indices.count, width: fit.width, isTracked: true)
            }
            outputs = fit.weights.map { _ in 0 }
        }

        func moments(at features: UnsafePointer<Float>) -> Moments {
            var sum = 0.0, squares = 0.0
            for (member, network) in networks.enumerated() {
                let input = network.plan.buffer(network.input)
                for (place, column) in fit.columns.indices.enumerated() { input[place] = features[column] }
                network.plan.forward(weights: fit.weights[member])
                outputs[member] = Double(network.plan.buffer(network.output)[0])
                sum += outputs[member]
                squares += outputs[member] * outputs[member]
            }
            return MLPEnsemble.moments(sum: sum, squares: squares, count: outputs.count)
        }

        func gradient(mean a: Double, variance b: Double, into gradient: UnsafeMutablePointer<Float>) {
            for i in 0..<fit.columns.all { gradient[i] = 0 }
            let count = Double(outputs.count), mean = outputs.reduce(0, +) / count
            for (member, network) in networks.enumerated() {
                network.plan.clearGradients()
                let slope = a / count + b * 2 * (outputs[member] - mean) / max(count - 1, 1)
                network.plan.gradient(network.output)[0] = Float(slope)
                network.plan.backward(weights: fit.weights[member], weightGradients: nil)
                let input = network.plan.gradient(network.input)
                for (place, column) in fit.columns.indices.enumerated() { gradient[column] += input[place] }
            }
        }
    }
}

/// The features that a network reads.
private struct MLPColumns: Sendable {
    let indices: [Int]
    let all: Int

    init(_ features: FeatureMap, names: [String]) {
        indices = features.groups.filter { names.contains($0.name) }.flatMap { Array($0.range) }
        all = features.count
    }

    func select(_ rows: [Float], count: Int) -> [Float] {
        var output: [Float] = []
        output.reserveCapacity(count * indices.count)
        for row in 0..<count { for column in indices { output.append(rows[row * all + column]) } }
        return output
    }
}

/// Two hidden layers and one output.
private struct MLPNetwork {
    let plan: Plan
    let input, output: Value

    init(rows: Int, columns: Int, width: Int, isTracked: Bool) {
        var builder = PlanBuilder()
        input = builder.input(rows: rows, columns: columns, tracked: isTracked)
        let first = builder.relu(builder.linear(input, "first", outputs: width, gain: 1.4))
        let second = builder.relu(builder.linear(first, "second", outputs: width, gain: 1.4))
        output = builder.linear(second, "output", outputs: 1)
        plan = Plan(builder)
    }
}
