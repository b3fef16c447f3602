import Architectures
import Diffusion
import Explorer
import Terminal
import Testing
import Trainer

/// What `t` does to the state.
@Suite struct TrainingTests {
    private func opened(_ trainings: [MeasurementLog.Key: [Epoch]] = [:]) throws -> Harness {
        var harness = try Harness.tasks()
        harness.open(try Digits.card(), trainings)
        return harness
    }

    @Test func theTaskIsReadOnce() throws {
        var harness = try Harness.tasks()
        harness.send(.tick(1))
        #expect(harness.orders.count == 1 && harness.state.trainings.card == nil)
        guard case .open(_, "digits", TrainingSettings()) = harness.orders.first else { return #expect(Bool(false), "\(harness.orders)") }
        harness.open(try Digits.card())
        #expect(harness.state.trainings.card?.classNames.count == 10 && harness.state.trainings.names.count == 4)
        harness.send(.tick(2))
        #expect(harness.orders.count == 1)
    }

    @Test func tTrainsTheCellOnTheScreen() throws {
        var harness = try opened()
        let cell = try #require(harness.cell)
        try harness.type("t")
        let request = try #require(harness.trainingRequests.first)
        #expect(request.key == MeasurementLog.Key(cell: Harness.twins.trained(cell), seed: 0) && request.task == "digits")
        harness.train(epochs: 0..<3)
        #expect(harness.state.trainings.running?.epochs.count == 3)
        #expect(render(harness.state).text.contains("epoch 3/8"))
        harness.train(epochs: 3..<8)
        harness.endTraining()
        #expect(harness.state.trainings.current == nil && harness.state.trainings.record.rows.count == 1)
        let accuracy = try #require(harness.state.trainings.accuracy(of: cell))
        #expect(abs(accuracy - 96 * (1 - 0.018315638888734)) < 1e-9)
        #expect(render(harness.state).text.contains("\(accuracy.fixed(1)) %"))
        // Once more is with another seed.
        try harness.type("t")
        #expect(harness.trainingRequests.last?.key.seed == 1)
    }

    @Test func tAgainStops() throws {
        var harness = try opened()
        try harness.type("t")
        let ticket = try #require(harness.trainingRequests.first?.ticket)
        try harness.type("t")
        #expect(harness.orders.last == .stop(ticket: ticket) && harness.state.trainings.running?.isStopping == true)
        harness.send(.engine(.training(ticket: ticket, .stopped)))
        #expect(harness.state.trainings.current == nil && harness.state.trainings.record.rows.isEmpty)
        // It may have come to its end just before: that is not lost.
        try harness.type("tt")
        harness.endTraining()
        #expect(harness.state.trainings.record.rows.count == 1 && harness.state.trainings.current == nil)
        // What comes late is nobody's.
        harness.train(epochs: 0..<2)
        #expect(harness.state.trainings.current == nil)
    }

    @Test func otherCellsWaitForTheirTurn() throws {
        var harness = try opened()
        let first = try #require(harness.cell)
        try harness.type("t")
        // Another run, of another cell.
        var second = first
        for _ in 0..<8 where Harness.twins.trained(second) == Harness.twins.trained(first) {
            try harness.type("R")
            second = harness.cell ?? second
        }
        try #require(Harness.twins.trained(second) != Harness.twins.trained(first))
        try harness.press(.end)
        try harness.type("t")
        #expect(harness.trainingRequests.count == 1 && harness.state.trainings.queue == [second])
        #expect(render(harness.state).text.contains("waits for 1 other"))
        harness.endTraining()
        #expect(harness.trainingRequests.count == 2 && harness.trainingRequests.last?.key.cell == Harness.twins.trained(second))
        #expect(harness.state.trainings.queue.isEmpty)
    }

    @Test func aFailureIsSaidAndEndsTheQueue() throws {
        var harness = try opened()
        try harness.type("t")
        let ticket = try #require(harness.trainingRequests.last?.ticket)
        harness.send(.engine(.training(ticket: ticket, .failed(reason: "no memory"))))
        #expect(harness.state.notice?.text == "no memory" && harness.state.trainings.current == nil)
        try harness.type("t")
        harness.endTraining(remark: "the disk is full")
        #expect(harness.state.notice?.text == "the disk is full" && harness.state.trainings.record.rows.count == 1)
    }

    @Test func tSaysWhyNot() throws {
        var harness = try Harness.ready(Synthetic.exact, denoiser: .exact)
        try harness.type("t")
        #expect(harness.state.notice?.text == "there are no image tasks here" && harness.orders.isEmpty)
        var network = try Harness.ready(Synthetic.networks(), settings: RunSettings(seed: 1, schedule: NoiseSchedule(of: .mobilenetv3), steps: 4), denoiser: .exact)
        network.state.offerTasks()
        try network.type("t")
        #expect(network.state.notice?.text.hasPrefix("only cells of NAS-Bench-201 can be trained") == true && network.orders.isEmpty)
    }

    @Test func aTaskThatIsGoneIsSaid() throws {
        var harness = try Harness.tasks(task: "mine")
        guard case .open(let ticket, "mine", _) = harness.orders.last else { return #expect(Bool(false)) }
        harness.send(.engine(.training(ticket: ticket, .notOpened(reason: "there is no task 'mine'"))))
        #expect(harness.state.notice?.text == "there is no task 'mine'")
        try harness.type("t6")
        #expect(harness.trainingRequests.isEmpty)
        #expect(render(harness.state).text.contains("there is no task 'mine'"))
        try harness.type(":task digits")
        try harness.press(.enter)
        #expect(harness.state.trainings.failure == nil && harness.state.trainings.task == "digits")
        harness.open(try Digits.card())
        #expect(harness.state.trainings.card != nil)
    }

    @Test func anotherTaskBeginsAnew() throws {
        var harness = try opened(Epochs.record(5))
        try harness.type("t")
        let ticket = try #require(harness.trainingRequests.last?.ticket)
        try harness.type(":task shapes:seed=7,images=1000")
        try harness.press(.enter)
        #expect(harness.state.page == .task && harness.state.trainings.task == "shapes:seed=7" && harness.state.trainings.record.rows.isEmpty)
        #expect(harness.orders.contains(.stop(ticket: ticket)))
        guard case .open(_, "shapes:seed=7", _) = harness.orders.last else { return #expect(Bool(false), "\(harness.orders)") }
        // What ends of the task before is kept by the thread, and no measurement of this one.
        harness.endTraining()
        #expect(harness.state.trainings.record.rows.isEmpty && harness.state.trainings.current == nil)
        try harness.type(":task shapes:seed=minus")
        try harness.press(.enter)
        #expect(harness.state.trainings.task == "shapes:seed=7" && harness.state.overlay != .none)
    }

    @Test func theSessionKeepsTheTask() throws {
        var harness = try opened()
        #expect(harness.state.session?.task == nil)
        try harness.type(":task shapes:seed=7")
        try harness.press(.enter)
        let session = try #require(harness.state.session)
        let text = try SessionDocument(word: SessionDocument(session).word).session(from: "a word")
        #expect(text == session && text.task == "shapes:seed=7")
        #expect(try Harness.opening(text).state.trainings.task == "shapes:seed=7")
    }

    @Test func theFrontIsTrainedInTurn() throws {
        let engine = PopulationEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.population(Synthetic.exact, denoiser: .exact, engine: engine)
        harness.state.offerTasks()
        harness.send(.tick(0))
        harness.open(try Digits.card())
        try harness.type("F")
        #expect(harness.trainingRequests.isEmpty)
        try harness.press(.end)
        try harness.type("F")
        let count = harness.state.trainings.queue.count + 1
        #expect(count > 1 && harness.trainingRequests.count == 1)
        for _ in 0..<count { harness.endTraining() }
        #expect(harness.state.trainings.record.rows.count == count && harness.state.trainings.queue.isEmpty)
        // Nothing is trained twice.
        try harness.type("F")
        #expect(harness.trainingRequests.count == count && harness.state.notice?.text == "all of them are trained, or about to be")
        try harness.type("n")
        #expect(render(harness.state).text.contains("digits accuracy"))
        try harness.type("t")
        #expect(harness.trainingRequests.count == count + 1)
    }
}
