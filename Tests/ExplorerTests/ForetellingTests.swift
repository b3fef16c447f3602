import Architectures
import Explorer
import Foundation
import Search
import Tasks
import Terminal
import TestSupport
import Testing
import Trainer

/// Cells that the images of a task want, found and trained one after another.
@Suite struct ForetellingTests {
    private func asked(_ harness: Harness) -> [Int] {
        harness.orders.compactMap { if case .foretell(let ticket, _, _) = $0 { ticket } else { nil } }
    }

    private func harness() throws -> Harness {
        var harness = try Harness.tasks()
        try harness.press(.char("6"))
        harness.open(try Digits.card())
        return harness
    }

    /// Each is asked for when the one before is trained, and ten are enough.
    @Test func aCellIsLookedForAfterEachTraining() throws {
        var harness = try harness()
        try harness.press(.char("F"))
        #expect(asked(harness).count == 1 && harness.trainingRequests.isEmpty)
        for number in 0..<10 {
            let ticket = try #require(asked(harness).last), cell = harness.state.trainings.trained(try #require(Cell(code: 1_000 + number)))
            harness.send(.engine(.training(ticket: ticket, .foretold(ForetoldCell(cell: cell, rank: number + 1)))))
            #expect(harness.trainingRequests.count == number + 1 && harness.trainingRequests.last?.key.cell == cell)
            #expect(harness.state.trainings.wanted == 9 - number)
            // While one is trained, none is looked for.
            #expect(asked(harness).count == number + 1)
            harness.endTraining()
        }
        #expect(asked(harness).count == 10 && harness.state.trainings.record.rows.count == 10)
    }

    @Test func itStopsByTheSameKeyOrWithTheTraining() throws {
        var harness = try harness()
        try harness.press(.char("F"))
        let ticket = try #require(asked(harness).last)
        try harness.press(.char("F"))
        #expect(harness.state.trainings.wanted == 0)
        // What is found all the same is trained by nobody.
        harness.send(.engine(.training(ticket: ticket, .foretold(ForetoldCell(cell: try #require(Cell(code: 7)), rank: 1)))))
        #expect(harness.trainingRequests.isEmpty)
        try harness.press(.char("F"))
        harness.send(.engine(.training(ticket: try #require(asked(harness).last), .foretold(ForetoldCell(cell: try #require(Cell(code: 7)), rank: 1)))))
        #expect(harness.trainingRequests.count == 1 && harness.state.trainings.wanted == 9)
        try harness.press(.char("t"))
        #expect(harness.state.trainings.wanted == 0)
    }

    @Test func whatGoesWrongEndsIt() throws {
        var harness = try harness()
        try harness.press(.char("F"))
        harness.send(.engine(.training(ticket: try #require(asked(harness).last), .notForetold(reason: "the file is gone"))))
        #expect(harness.state.trainings.wanted == 0 && asked(harness).count == 1)
        try harness.press(.char("F"))
        harness.send(.engine(.training(ticket: try #require(asked(harness).last), .foretold(nil))))
        #expect(harness.state.trainings.wanted == 0 && asked(harness).count == 2 && harness.trainingRequests.isEmpty)
        // Another task: what was asked of the one before is of no interest.
        try harness.press(.char("F"))
        let ticket = try #require(asked(harness).last)
        try harness.press(.char("n"))
        harness.send(.engine(.training(ticket: ticket, .foretold(ForetoldCell(cell: try #require(Cell(code: 7)), rank: 1)))))
        #expect(harness.trainingRequests.isEmpty && harness.state.trainings.wanted == 0)
    }

    /// The first is what diffusion generated that is foretold as the best; what was trained is not found again; and the same trainings give the same cell.
    @Test func theCellFoundIsThePredictors() throws {
        let predictor = try TaskPredictor.embedded(), twins = CellTwins()
        let name = try TaskName(parsing: "waves:images=60,heldout=50,size=8")
        let task = try GeneratedTask(try #require(TaskFamilies.named(name.base)), knobs: name.knobs).task()
        let foretelling = try Foretelling(task, predictor, twins), first = try #require(try foretelling.next(after: [:]))
        let scores = predictor.scores(for: TaskCode(of: task.training))
        let generated = try TaskTransfer.generated(by: scores, seed: 0, threads: 2).compactMap(\.cell)
        let best = try #require(generated.max { scores[$0.code] < scores[$1.code] })
        #expect(first.cell == twins.trained(best) && first.rank == 1 + scores.count { $0 > scores[best.code] })
        var trainings: [MeasurementLog.Key: [Epoch]] = [:], seen: Set<Cell> = []
        for _ in 0..<4 {
            let next = try #require(try foretelling.next(after: trainings))
            #expect(seen.insert(next.cell).inserted && generated.contains { twins.trained($0) == next.cell })
            #expect(try foretelling.next(after: trainings) == next)
            trainings[MeasurementLog.Key(cell: next.cell, seed: 0)] = Epochs.made(2, best: 0.5 + 0.1 * Double(seen.count))
        }
    }
}
