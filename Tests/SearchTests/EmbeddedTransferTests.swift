import Architectures
import Search
import Tasks
import TestSupport
import Testing
import Trainer

/// The predictor of tasks that comes with the program is what its card says.
@Suite struct EmbeddedTransferTests {
    private func task(_ name: TaskName) throws -> ImageTask { try GeneratedTask(try #require(TaskFamilies.named(name.base)), knobs: name.knobs).task() }

    @Test func itsTasksAreTheUsualOnes() throws {
        let measured = try TaskPredictor.embedded().measured, cells = UsualTasks.cellsAPart * UsualTasks.parts
        #expect(measured.tasks.map { $0.name } == UsualTasks.names && measured.families.count == 26)
        let twins = CellTwins(), shared = twins.drawn(UsualTasks.cellsAPart, seed: 1)
        for (place, task) in measured.tasks.enumerated() {
            #expect(task.cells.count == cells && Array(task.cells.prefix(shared.count)) == shared)
            let own = twins.drawn(UsualTasks.cellsAPart, seed: UsualTasks.seed(part: 1, task: place))
            #expect(Array(task.cells[UsualTasks.cellsAPart..<2 * UsualTasks.cellsAPart]) == own)
        }
    }

    /// Trained anew, some cells of some tasks come to the very same figures; and the images to the same code.
    @Test(arguments: [3, 60, 111, 140, 205]) func trainingsComeOutAgain(place: Int) throws {
        let kept = try TaskPredictor.embedded().measured.tasks[place], images = try task(kept.name)
        for (part, chosen) in [[0, 17], [50, 83]].enumerated() {
            let found = try CellMeasurement.of(
                chosen.map { kept.cells[$0] }, settings: TrainingSettings(), training: images.training, validation: images.heldOut,
                seed: UsualTasks.seed(part: part, task: place), threads: 2)
            #expect(zip(found, chosen).allSatisfy { abs($0.mean - kept.accuracies[$1]) < 1e-9 }, "\(kept.name)")
        }
        #expect(zip(TaskCode(of: images.training).values, kept.code.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    /// Its weights are what its figures give.
    @Test func itsWeightsAreFittedToItsFigures() throws {
        let kept = try TaskPredictor.embedded(), again = TaskPredictor(kept.measured), code = kept.measured.tasks[7].code
        for knowledge in [TaskScores.Knowledge.images, .taskFree] {
            #expect(zip(kept.scores(for: code, knowledge), again.scores(for: code, knowledge)).allSatisfy { abs($0 - $1) < 1e-3 })
        }
    }
}
