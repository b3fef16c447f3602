import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

/// Training of the predictor of cells, in miniature.
@Suite struct ListedTaskTests {
    private let split = PlaceSplit(of: .nasbench201, seed: 1)

    /// Made figures: one that every cell has, beyond any sum over edges, and one that a third of them have.
    private func columns() -> [BenchmarkTable.Column] {
        let worth = [0.0, 2, 3, 4.5, 1]
        let made = Cell.all.map { cell -> Double in
            let values = cell.operations.map { worth[$0.rawValue] }
            return values.reduce(0, +) + values[0] * values[5] / 3
        }
        return [
            BenchmarkTable.Column(of: .nasbench201, name: "made", values: made),
            BenchmarkTable.Column(of: .nasbench201, name: "rare", values: made.enumerated().map { $0.offset % 3 == 0 ? -$0.element : .nan }),
        ]
    }

    private func task(_ columns: [BenchmarkTable.Column]? = nil, batch: Int = 32, width: Int = 32) throws -> ListedTask {
        ListedTask(
            targets: try PropertyTargets(columns: columns ?? self.columns(), split: split), seed: 3, batch: batch, width: width,
            blocks: 1)
    }

    private func start(_ task: ListedTask) -> Optimizer { Optimizer(weights: task.layout.initialWeights(seed: 4)) }

    private func trained(_ task: ListedTask, steps: Int, threads: Int = 2) -> Trainer {
        let settings = Trainer.Settings(
            steps: steps, peakRate: 5e-3, validationEvery: 4, threads: threads, averageDecay: 0.95, weightDecay: 0.02)
        let trainer = Trainer(task, settings: settings, optimizer: start(task))
        while !trainer.isFinished { _ = trainer.step() }
        return trainer
    }

    /// The loss's slope against differences of itself, in every tensor.
    @Test func theGradientIsTheSlope() throws {
        let task = try task()
        var generator = PhiloxGenerator(seed: 9)
        let weights = task.layout.initialWeights(seed: 2).map { $0 + 0.1 * Float(generator.normal()) }
        let worker = task.makeWorker()
        func loss(_ weights: [Float]) -> (value: Double, gradient: [Float]) {
            var gradient = [Float](repeating: 0, count: weights.count)
            let value = (0..<task.shards).reduce(0.0) {
                $0 + worker.accumulate(step: 5, shard: $1, weights: weights, gradient: &gradient)
            }
            return (value, gradient)
        }
        let gradient = loss(weights).gradient
        for entry in task.layout.entries {
            let range = entry.offset..<entry.offset + entry.count
            let length = norm(range.map { Double(gradient[$0]) })
            #expect(length > 0, "\(entry.name)")
            var (up, down) = (weights, weights)
            for i in range {
                up[i] += 0.01 * gradient[i] / Float(length)
                down[i] -= 0.01 * gradient[i] / Float(length)
            }
            let difference = (loss(up).value - loss(down).value) / 0.02
            #expect(abs(difference - length) < 0.02 * length + 1e-4, "\(entry.name)")
        }
    }

    /// A network that says 0 of everything: the mean square of figures over the space, those that are missing left out. 625 cells for
    /// validation stand for the 3,750 that are not trained on.
    @Test func theLossOfSayingNothing() throws {
        let columns = columns(), task = try task()
        let worker = task.makeWorker(), zero = [Float](repeating: 0, count: task.layout.count)
        let found = (0..<task.shards).reduce(0.0) { $0 + worker.validate(shard: $1, weights: zero) }
        let scales = try PropertyTargets(columns: columns, split: split).scales
        let squares = zip(columns, scales).flatMap { column, scale in
            [(split.training, 1.0), (split.validation, 6)].flatMap { codes, share in
                codes.map { column.values[$0] }.filter { !$0.isNaN }.map { (share, scale.score(of: $0)) }
            }
        }
        let expected = squares.reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / squares.reduce(0) { $0 + $1.0 }
        #expect(abs(found - expected) < 0.01 * expected)
    }

    /// Validation figures stand for all that are not trained on: six times as many, so that a validation loss that is another shows six times as much.
    @Test func validationStandsForAllThatIsNotTrainedOn() throws {
        let known = Set(split.validation)
        // The validation architectures are all far from the middle of what is trained on.
        let values = (0..<Cell.count).map { known.contains($0) ? ($0 % 2 == 0 ? -40 : 40) : Double($0 * 7_919 % 1_000) / 10 - 50 }
        let column = BenchmarkTable.Column(of: .nasbench201, name: "made", values: values), task = try task([column])
        let worker = task.makeWorker(), zero = [Float](repeating: 0, count: task.layout.count)
        let found = (0..<task.shards).reduce(0.0) { $0 + worker.validate(shard: $1, weights: zero) }
        let scale = try #require(try PropertyTargets(columns: [column], split: split).scales.first)
        func squares(_ places: [Int]) -> Double { places.reduce(0) { $0 + pow(scale.score(of: values[$1]), 2) } }
        let (trained, others) = (squares(split.training), squares(split.validation)), rest = Double(split.training.count + 6 * split.validation.count)
        #expect(split.training.count + 6 * split.validation.count == Cell.count)
        #expect(abs(found / ((trained + 6 * others) / rest) - 1) < 0.03)
        // Alike they would weigh far less.
        #expect(found > 1.08 * (trained + others) / Double(split.training.count + split.validation.count))
    }

    /// The training loss of a network that says 0 of everything is the mean of s²(1 + s²)/4 over the training cells, those without a figure
    /// adding nothing: twice what it were if all figures weighed alike.
    @Test func figuresFarFromTheMiddleWeighMore() throws {
        let task = try task(batch: 128), columns = columns()
        let worker = task.makeWorker(), zero = [Float](repeating: 0, count: task.layout.count)
        var unused = zero, found = 0.0
        for step in 0..<100 {
            for shard in 0..<task.shards {
                found += worker.accumulate(step: step, shard: shard, weights: zero, gradient: &unused) / 100
            }
        }
        let scales = try PropertyTargets(columns: columns, split: split).scales
        let expected =
            zip(columns, scales).reduce(0.0) { sum, pair in
                sum
                    + split.training.map { pair.0.values[$0] }.filter { !$0.isNaN }.reduce(0.0) { sum, value in
                        let square = pair.1.score(of: value) * pair.1.score(of: value)
                        return sum + square * (1 + square) / 4
                    }
            } / Double(split.training.count * columns.count)
        #expect(abs(found - expected) < 0.08 * expected)
    }

    @Test func heldOutCellsAreLearned() throws {
        let task = try task(batch: 128, width: 64)
        let untrained = task.errors(of: task.predictor(weights: task.layout.initialWeights(seed: 4)))
        let trained = task.errors(of: task.predictor(weights: trained(task, steps: 600).bestWeights))
        #expect(trained.map(\.property) == ["made", "rare"])
        for (before, after) in zip(untrained, trained) {
            #expect(before.heldOut > 0.8 && after.heldOut < 0.2 && after.training < 0.2, "\(before) → \(after)")
        }
    }

    /// Each property's gradient by the inverse fourth power of a first network's error, 1 on average, errors below a tenth counting as that.
    @Test func whatIsLessWellKnownWeighsLess() throws {
        let targets = try PropertyTargets(columns: columns(), split: split)
        func slopes(_ errors: [Double]?) throws -> [Double] {
            let task = ListedTask(targets: targets, errors: errors, seed: 3, batch: 32, width: 32, blocks: 1)
            var gradient = [Float](repeating: 0, count: task.layout.count)
            let weights = task.layout.initialWeights(seed: 2), worker = task.makeWorker()
            for shard in 0..<task.shards { _ = worker.accumulate(step: 1, shard: shard, weights: weights, gradient: &gradient) }
            let entry = try #require(task.layout.entries.first { $0.name == "out.bias" })
            return gradient[entry.offset..<entry.offset + entry.count].map(Double.init)
        }
        let alike = try slopes(nil)
        #expect(alike.allSatisfy { abs($0) > 1e-4 })
        let cases: [(errors: [Double], weights: [Double])] = [
            ([0.01, 0.2], [32.0 / 17, 2.0 / 17]), ([0.3, 0.3], [1, 1]), ([0.05, 0.02], [1, 1]),
        ]
        for (errors, weights) in cases {
            for (p, slope) in try slopes(errors).enumerated() { #expect(abs(slope / alike[p] - weights[p]) < 1e-4) }
        }
    }

    /// What the held-out cells' figures are makes no difference to what is learned.
    @Test func heldOutFiguresAreNotUsed() throws {
        var spoilt = columns()
        spoilt = spoilt.map { column in
            var values = column.values
            for code in split.heldOut { values[code] = 1e6 }
            return BenchmarkTable.Column(of: .nasbench201, name: column.name, values: values)
        }
        let straight = trained(try task(), steps: 8), other = trained(try task(spoilt), steps: 8)
        #expect(straight.bestWeights == other.bestWeights && straight.bestValidation == other.bestValidation)
    }

    @Test func threadsDoNotMatter() throws {
        let task = try task()
        let results = [1, 2, 3].map { trained(task, steps: 12, threads: $0) }
        for other in results.dropFirst() {
            #expect(other.optimizer.weights == results[0].optimizer.weights)
            #expect(other.bestWeights == results[0].bestWeights && other.bestValidation == results[0].bestValidation)
        }
    }

    @Test func aResumedRunIsTheStraightRun() throws {
        let task = try task()
        let settings = Trainer.Settings(steps: 10, peakRate: 2e-3, validationEvery: 4, weightDecay: 0.1)
        let straight = Trainer(task, settings: settings, optimizer: start(task))
        while !straight.isFinished { _ = straight.step() }
        let first = Trainer(task, settings: settings, optimizer: start(task))
        for _ in 0..<5 { _ = first.step() }
        let second = Trainer(
            task, settings: settings, optimizer: first.optimizer, best: (first.bestWeights, first.bestValidation))
        while !second.isFinished { _ = second.step() }
        #expect(second.optimizer.weights == straight.optimizer.weights && second.bestWeights == straight.bestWeights)
    }
}
