import Architectures
import Diffusion
import Explorer
import Foundation
import Tasks
import Terminal
import TestSupport
import Testing
import Trainer

/// Real trainings by the engine's own thread, on a tiny task.
@Suite struct TrainingEngineTests {
    /// An engine, its tasks, and what it says.
    private final class Setup: @unchecked Sendable {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-trainings-\(UUID().uuidString)").path
        private(set) var engine = Engine()
        private let condition = NSCondition()
        private var events: [(ticket: Int, report: TrainingReport)] = []

        init() { start() }

        deinit {
            engine.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }

        /// Another session, in the same folder.
        func restart() {
            engine.stop()
            engine = Engine()
            start()
        }

        private func start() {
            let library = TaskLibrary(store: TaskStore(directory: folder + "/tasks")) { Goldens.checkout.appendingPathComponent("Assets/\($0)").path }
            engine.start(load: { Synthetic.exact }, tasks: TaskSource(library, folder: folder)) { [weak self] event in
                guard let self, case .training(let ticket, let report) = event else { return }
                condition.lock()
                events.append((ticket, report))
                condition.broadcast()
                condition.unlock()
            }
        }

        /// Waits for something that the thread says of a ticket.
        func wait<Found>(_ ticket: Int, _ find: (TrainingReport) -> Found?) -> Found? {
            let end = Date().addingTimeInterval(60)
            condition.lock()
            defer { condition.unlock() }
            repeat {
                for event in events where event.ticket == ticket { if let found = find(event.report) { return found } }
            } while condition.wait(until: end)
            return nil
        }
    }

    private static let task = "shapes:images=50,heldout=50,size=8"

    private static func settings(epochs: Int) -> TrainingSettings {
        var settings = TrainingSettings()
        (settings.epochs, settings.channels) = (epochs, 4)
        return settings
    }

    private static func request(_ ticket: Int, _ code: Int, epochs: Int = 1, seed: UInt64 = 0) throws -> TrainingRequest {
        TrainingRequest(
            ticket: ticket, task: task, settings: settings(epochs: epochs), key: MeasurementLog.Key(cell: try #require(Cell(code: code)), seed: seed))
    }

    @Test func aTrainingIsWhatTheTrainerSays() throws {
        let setup = Setup(), request = try Self.request(2, 15_624)
        setup.engine.take(.open(ticket: 1, task: Self.task, request.settings))
        let opened = try #require(setup.wait(1) { if case .opened(let opened) = $0 { opened } else { nil } })
        #expect(opened.card.name == Self.task && opened.card.images == 50 && opened.card.size == 8 && opened.record.rows.isEmpty)
        #expect(opened.names.contains("digits") && opened.names.contains("shapes"))
        setup.engine.take(.train(request))
        let end = try #require(setup.wait(2) { if case .ended(let end) = $0 { end } else { nil } })
        let images = try Digits.library.task(named: Self.task)
        let straight = Array(try CellTraining(request.key.cell, settings: request.settings, training: images.training, validation: images.heldOut))
        #expect(!end.wasKnown && end.remark == nil && end.row.epochs.map(\.loss) == straight.map(\.loss))
        #expect(end.row.epochs.map(\.validationAccuracy) == straight.map(\.validationAccuracy) && end.record.rows.count == 1)
    }

    @Test func nothingIsTrainedTwiceByAnySession() throws {
        let setup = Setup(), request = try Self.request(1, 7_000)
        setup.engine.take(.train(request))
        let first = try #require(setup.wait(1) { if case .ended(let end) = $0 { end } else { nil } })
        setup.restart()
        setup.engine.take(.open(ticket: 5, task: Self.task, request.settings))
        let opened = try #require(setup.wait(5) { if case .opened(let opened) = $0 { opened } else { nil } })
        #expect(opened.record.rows == [first.row])
        setup.engine.take(.train(try Self.request(6, 7_000)))
        let second = try #require(setup.wait(6) { if case .ended(let end) = $0 { end } else { nil } })
        #expect(second.wasKnown && second.row == first.row)
    }

    /// A training of a thousand epochs is given up within one; what ended before stays.
    @Test func stoppingIsSoonAndLosesNothing() throws {
        let setup = Setup()
        setup.engine.take(.train(try Self.request(1, 7_001)))
        _ = try #require(setup.wait(1) { if case .ended(let end) = $0 { end } else { nil } })
        setup.engine.take(.train(try Self.request(2, 15_624, epochs: 1_000)))
        _ = try #require(setup.wait(2) { if case .epoch(let epoch) = $0 { epoch } else { nil } })
        setup.engine.take(.stop(ticket: 2))
        #expect(setup.wait(2) { if case .stopped = $0 { "stopped" } else { nil } } == "stopped")
        setup.restart()
        setup.engine.take(.open(ticket: 7, task: Self.task, Self.settings(epochs: 1)))
        let kept = try #require(setup.wait(7) { if case .opened(let opened) = $0 { opened } else { nil } })
        #expect(kept.record.rows.map(\.key.cell.code) == [7_001])
        setup.engine.take(.open(ticket: 8, task: Self.task, Self.settings(epochs: 1_000)))
        let given = try #require(setup.wait(8) { if case .opened(let opened) = $0 { opened } else { nil } })
        #expect(given.record.rows.isEmpty)
    }

    @Test func aTaskThatIsNotThereIsSaid() throws {
        let setup = Setup()
        setup.engine.take(.open(ticket: 1, task: "nobody", TrainingSettings()))
        let reason = try #require(setup.wait(1) { if case .notOpened(let reason) = $0 { reason } else { nil } })
        #expect(reason.hasPrefix("there is no task 'nobody'; imported: none"))
        setup.engine.take(.train(TrainingRequest(ticket: 2, task: "nobody", settings: TrainingSettings(), key: .init(cell: try #require(Cell(code: 1)), seed: 0))))
        #expect(setup.wait(2) { if case .failed(let reason) = $0 { reason } else { nil } } == reason)
    }

    /// The whole explorer, without a terminal.
    @Test func theExplorerTrainsWhatItShows() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-trainings-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = ExplorerOptions(settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact) { Synthetic.exact }
        options.tasks = TaskSource(Digits.library, folder: folder)
        (options.task, options.training) = (Self.task, Self.settings(epochs: 2))
        let explorer = try HeadlessExplorer(options, width: 120, height: 36)
        explorer.perform(try KeyScript(parsing: "end t"))
        let row = try #require(explorer.state.trainings.record.rows.first)
        #expect(row.epochs.count == 2 && explorer.state.trainings.current == nil)
        #expect(render(explorer.state).text.contains("\(row.accuracy.fixed(1)) %"))
    }
}
