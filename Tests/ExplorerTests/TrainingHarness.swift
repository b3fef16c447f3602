import Architectures
import Diffusion
import Explorer
import Foundation
import Tasks
import Trainer

extension Harness {
    /// What the trainings' thread was asked so far.
    var orders: [TrainingOrder] { effects.compactMap { if case .train(let order) = $0 { order } else { nil } } }

    var trainingRequests: [TrainingRequest] { orders.compactMap { if case .train(let request) = $0 { request } else { nil } } }

    /// The cell that the run ended with.
    var cell: Cell? { state.branch?.end?.decoded.architecture?.cell }

    /// A run that is at its end, and a task that is to be read.
    static func tasks(
        _ loaded: LoadedModels = Synthetic.exact, denoiser: DenoiserKind = .exact, width: Int = 120, height: Int = 36, task: String? = nil
    ) throws -> Harness {
        var harness = try Harness.ready(
            loaded, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: denoiser, width: width, height: height)
        harness.state.offerTasks(task: task)
        harness.send(.tick(0))
        try harness.press(.end)
        return harness
    }

    /// Answers the last wish to read a task.
    mutating func open(_ card: TaskCard, _ trainings: [MeasurementLog.Key: [Epoch]] = [:]) {
        let tickets = orders.compactMap { order -> Int? in if case .open(let ticket, _, _) = order { ticket } else { nil } }
        guard let ticket = tickets.last else { return }
        let opened = OpenedTask(
            card: card, record: TrainingRecord(trainings), twins: Self.twins, names: ["digits", "mine", "shapes", "voronoi"])
        send(.engine(.training(ticket: ticket, .opened(opened))))
    }

    /// Lets the training under way do some epochs.
    mutating func train(epochs: Range<Int>) {
        guard let request = trainingRequests.last else { return }
        for epoch in Epochs.made(8)[epochs] { send(.engine(.training(ticket: request.ticket, .epoch(epoch)))) }
    }

    /// Ends the training under way, as the thread would.
    mutating func endTraining(_ epochs: [Epoch] = Epochs.made(8), wasKnown: Bool = false, remark: String? = nil) {
        guard let request = trainingRequests.last else { return }
        var all = Dictionary(uniqueKeysWithValues: state.trainings.record.rows.map { ($0.key, $0.epochs) })
        all[request.key] = epochs
        let row = TrainingRecord(all).trainings(of: request.key.cell).first { $0.key == request.key }
        guard let row else { return }
        send(.engine(.training(ticket: request.ticket, .ended(TrainingEnd(row: row, record: TrainingRecord(all), wasKnown: wasKnown, remark: remark)))))
    }

    static let twins = CellTwins()
}

/// Trainings that were never run, so that they take the same time everywhere.
enum Epochs {
    /// - Parameter best: the accuracy that it tends to, as a share
    static func made(_ count: Int, best: Double = 0.96) -> [Epoch] {
        (1...count).map { index in
            let share = 1 - exp(-Double(index) / 2)
            return Epoch(
                index: index, loss: 2.3 * (1 - share) + 0.05, trainingAccuracy: best * share, validationLoss: 2.3 * (1 - share) + 0.1,
                validationAccuracy: best * share, seconds: 0.25)
        }
    }

    /// So many trainings of cells far apart.
    static func record(_ count: Int) -> [MeasurementLog.Key: [Epoch]] {
        // Cells that are one network in other words are one of them.
        let cells = (0..<count).compactMap { Cell(code: ($0 * 1_237 + 311) % Cell.count) }.map(Harness.twins.trained)
        return Dictionary(
            cells.enumerated().map { place, cell in (MeasurementLog.Key(cell: cell, seed: UInt64(place % 2)), made(8, best: 0.98 - Double(place) * 0.007)) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// The digits that come with the program.
enum Digits {
    static let library = TaskLibrary(store: TaskStore(directory: "/nonexistent")) { Goldens.checkout.appendingPathComponent("Assets/\($0)").path }
    static func card() throws -> TaskCard { TaskCard(try library.task(named: "digits")) }
}
