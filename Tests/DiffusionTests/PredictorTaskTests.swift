import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

/// The loss of predictor training where it has a closed form: a network of biases alone, and so much noise that the posterior is the prior.
@Suite struct PredictorTaskTests {
    private static let split = PlaceSplit(of: .nasbench201, seed: 1)
    private static let floor = 1e-4

    /// Figures of all cells, and of those that are not among every third.
    private static func columns() -> [BenchmarkTable.Column] {
        let values = Cell.all.map { cell in Double(cell.count(of: .conv3x3)) - 0.6 * Double(cell.count(of: .none)) + 0.001 * Double(cell.code % 97) }
        return [
            .init(of: .nasbench201, name: "whole", values: values),
            .init(of: .nasbench201, name: "partial", values: values.enumerated().map { $0.offset % 3 == 0 ? .nan : pow($0.element, 3) }),
        ]
    }

    private func task(_ columns: [BenchmarkTable.Column], sigmas: ClosedRange<Double> = 1e5...1e5) throws -> PredictorTask {
        PredictorTask(targets: try PropertyTargets(columns: columns, split: Self.split), seed: 3, batch: 8, sigmaRange: sigmas)
    }

    /// Weights that are zero but for the biases of the outputs.
    private func weights(_ task: PredictorTask, means: [Double], logs: [Double], loadings: [Double] = []) throws -> [Float] {
        var weights = [Float](repeating: 0, count: task.layout.count)
        for (name, values) in [("mean.bias", means), ("variance.bias", logs), ("loading.bias", loadings)] {
            let entry = try #require(task.layout.entries.first { $0.name == name })
            for (i, value) in values.enumerated() { weights[entry.offset + i] = Float(value) }
        }
        return weights
    }

    private func loss(_ task: PredictorTask, _ weights: [Float], step: Int = 2) -> (value: Double, gradient: [Float]) {
        let worker = task.makeWorker()
        var gradient = [Float](repeating: 0, count: task.layout.count)
        let value = (0..<task.shards).reduce(0) { $0 + worker.accumulate(step: step, shard: $1, weights: weights, gradient: &gradient) }
        return (value, gradient)
    }

    /// Mean and variance of the standard scores that are trained on.
    private func moments(_ column: BenchmarkTable.Column) -> (mean: Double, variance: Double) {
        let scores = NormalScores.of(Self.split.training.map { column.values[$0] }.filter { !$0.isNaN }), n = Double(scores.count)
        let mean = scores.reduce(0, +) / n
        return (mean, scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n)
    }

    /// Of each property ½(μ − m)² and, by half its weight, ½√v·(ln v + (Var + (m − μ)²)/v) with v = floor + eᵇ + Σ l²: the error's square is part of what the
    /// variance shall be.
    @Test(arguments: [[0, 0], [1.5, 0], [-0.8, 0.7], [0.2, -2]]) func theLossIsTheClosedForm(means: [Double]) throws {
        let columns = Self.columns(), task = try task(columns), logs = [-0.5, 0.4]
        let loadings = [0.3, -0.2, 0, 0.5, 0.1, 0.6, -0.4, 0]
        let found = loss(task, try weights(task, means: means, logs: logs, loadings: loadings))
        var expected = 0.0
        for (p, column) in columns.enumerated() {
            let (mean, variance) = moments(column), error = means[p] - mean
            let own = loadings[4 * p..<4 * p + 4], v = Self.floor + exp(logs[p]) + own.reduce(0) { $0 + $1 * $1 }
            let square = variance + error * error
            expected += 0.5 * (0.5 * error * error + 0.5 * 0.5 * v.squareRoot() * (log(v) + square / v))
            // The mean follows its error alone; the variance goes to the whole square.
            let slope = 0.5 * 0.5 * 0.5 * v.squareRoot() * (1 / v - square / (v * v))
            func gradient(_ name: String, _ place: Int) throws -> Double {
                Double(found.gradient[try #require(task.layout.entries.first { $0.name == name }).offset + place])
            }
            #expect(abs(try gradient("mean.bias", p) - 0.5 * error) < 1e-3)
            #expect(abs(try gradient("variance.bias", p) - slope * exp(logs[p])) < 1e-3)
            for (k, loading) in own.enumerated() { #expect(abs(try gradient("loading.bias", 4 * p + k) - slope * 2 * loading) < 1e-3) }
        }
        #expect(abs(found.value - expected) < 1e-3 * expected)
    }

    /// Of combinations a·y, a_i = ±(½ … 1½), the same likelihood: an error c of one property adds ¼c²·E[a₁²/√(a₁² + a₂²)]/√v to the mean over combinations.
    @Test func combinationsCountTheErrorToo() throws {
        let whole = Self.columns()[0]
        let task = try task([whole, .init(of: .nasbench201, name: "other", values: whole.values.map { -$0 })]), c = 2.0
        let v = Self.floor + 1
        let steps = 60
        func total(_ mean: Double) throws -> Double {
            let weights = try weights(task, means: [mean, 0], logs: [0, 0])
            return (0..<steps).reduce(0) { $0 + loss(task, weights, step: $1).value / Double(steps) }
        }
        // By the midpoint rule over the square.
        let grid = (0..<200).map { 0.5 + (Double($0) + 0.5) / 200 }
        let average = grid.reduce(0) { sum, a in sum + grid.reduce(0) { $0 + a * a / (a * a + $1 * $1).squareRoot() } } / 40_000
        let alone = 0.25 * c * c + 0.5 * 0.25 * c * c / v.squareRoot()
        let found = try total(c) - total(0) - alone, expected = 0.25 * c * c * average / v.squareRoot()
        #expect(abs(found / expected - 1) < 0.06)
    }

    /// Validation is the mean square of the means' errors: moving a mean by ±c adds 2c² to the two, less twice the middle.
    @Test func validationIsTheMeanSquare() throws {
        let task = try task([Self.columns()[0]])
        let worker = task.makeWorker()
        func value(_ mean: Double) throws -> Double {
            let weights = try weights(task, means: [mean], logs: [0])
            return (0..<task.shards).reduce(0) { $0 + worker.validate(shard: $1, weights: weights) }
        }
        let middle = try value(0)
        #expect(abs(try value(0.7) + value(-0.7) - 2 * middle - 2 * 0.49) < 1e-3)
        // What noise leaves of a figure varies by less than the figure.
        #expect(middle > 0.1 && middle < 1.05)
    }
}
