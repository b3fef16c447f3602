import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

@Suite struct PropertyTargetsTests {
    private let split = PlaceSplit(of: .nasbench201, seed: 1)

    @Test func tooLittleToLearnIsRefused() {
        #expect(
            errorText { _ = try PropertyTargets(columns: [], split: split) }
                == "a predictor needs at least one property to learn; pass a table with a numeric column")
        var values = [Double](repeating: .nan, count: Cell.count)
        for code in split.training.prefix(99) { values[code] = Double(code) }
        for code in split.heldOut { values[code] = 1 }  // figures that may not be used do not count
        let few = BenchmarkTable.Column(of: .nasbench201, name: "speed", values: values)
        #expect(
            errorText { _ = try PropertyTargets(columns: [few], split: split) }
                == "column 'speed' has 99 figures among the architectures trained on; a predictor needs at least 100: bring more, or leave the column out")
        values[split.training[99]] = 5
        let enough = BenchmarkTable.Column(of: .nasbench201, name: "speed", values: values)
        #expect(errorText { _ = try PropertyTargets(columns: [enough], split: split) } == nil)
    }

    @Test func scalesAreMadeOfTrainingFiguresAlone() throws {
        let column = try Figures.accuracy()
        let targets = try PropertyTargets(columns: [column], split: split)
        #expect(targets.scales == [PropertyScale(of: split.training.map { column.values[$0] })])
        var spoilt = column.values
        for code in split.heldOut + split.validation { spoilt[code] = 1e6 }
        let other = try PropertyTargets(columns: [BenchmarkTable.Column(of: .nasbench201, name: column.name, values: spoilt)], split: split)
        #expect(other.scales == targets.scales)
    }

    @Test func trainingLowersTheValidationLoss() throws {
        let columns = [try Figures.accuracy(), try Figures.column("analog_accuracy")]
        let task = PredictorTask(targets: try PropertyTargets(columns: columns, split: split), seed: 2, batch: 32)
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 160, peakRate: 2e-3, validationEvery: 80, averageDecay: 0.9),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 3)))
        let worker = task.makeWorker()
        let untrained = (0..<task.shards).reduce(0) { $0 + worker.validate(shard: $1, weights: trainer.optimizer.weights) }
        while !trainer.isFinished { _ = trainer.step() }
        #expect(trainer.bestValidation < 0.5 * untrained)
    }
}
