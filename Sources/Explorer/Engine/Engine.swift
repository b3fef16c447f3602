import Architectures
import Foundation

/// Computes runs on a thread of its own and reports them a few steps at a time. A newer request of a lane supersedes the
/// older ones; nobody ever waits for it.
public final class Engine: Sendable {
    private let orders = Mailbox<EngineOrder>()
    private let thread = EngineThread()
    private let trainings = TrainingThread()

    public init() {}

    /// Starts the thread.
    /// - Parameters:
    ///   - load: called once, on the engine's thread
    ///   - other: what there is of another space, called there when it is first entered; nil: there is no other
    ///   - tasks: to train on; nil: there are none
    ///   - report: called on the engine's thread, and of trainings on theirs
    public func start(
        load: @escaping @Sendable () throws -> LoadedModels,
        other: (@Sendable (SearchSpace) throws -> LoadedModels)? = nil, tasks: TaskSource? = nil,
        report: @escaping @Sendable (EngineEvent) -> Void
    ) {
        if let tasks { trainings.prepare(tasks, report: report) }
        let orders = orders
        thread.start {
            Self.serve(orders, load: load, other: other, report: report)
        } ended: {
            report(.stopped)
        }
    }

    /// - Returns: false when there is no engine left to compute it: its thread has ended twice unasked
    @discardableResult
    public func compute(_ request: RunRequest) -> Bool {
        orders.post(.run(request))
        return thread.revive()
    }

    /// Goes over to another space: what is computed in this one is given up, and its models stay at hand.
    @discardableResult
    public func enter(_ space: SearchSpace) -> Bool {
        orders.post(.enter(space))
        return thread.revive()
    }

    /// Takes a step apart; a newer request supersedes those that wait.
    @discardableResult
    public func inspect(_ request: InspectionRequest) -> Bool {
        orders.post(.inspect(request))
        return thread.revive()
    }

    /// Computes a population when no run is waiting; the one before it is given up.
    @discardableResult
    public func compute(_ request: PopulationRequest) -> Bool {
        orders.post(.population(request))
        return thread.revive()
    }

    /// Computes rounds of searches, on a thread of their own and only when no run is waiting; a newer request supersedes what is not begun.
    @discardableResult
    public func compute(_ request: SearchRequest) -> Bool {
        orders.post(.search(request))
        return thread.revive()
    }

    /// Opens image tasks and trains cells on them, one at a time, on a thread of their own.
    /// - Returns: false when there are no tasks
    @discardableResult
    public func take(_ order: TrainingOrder) -> Bool { trainings.take(order) }

    /// Makes and writes a file, whole or not at all and beside any that is there, and reports how it went.
    /// - Returns: false when there is no engine left to write it
    @discardableResult
    public func write(to path: String, _ content: @escaping @Sendable () throws -> Data) -> Bool {
        orders.post(.write(path: path, content: content))
        return thread.revive()
    }

    /// Calls back on the engine's thread once everything asked for before is done; never if nothing could be loaded.
    func whenSettled(_ report: @escaping @Sendable () -> Void) {
        orders.post(.settle { [trainings] in trainings.whenSettled(report) })
    }

    /// Ends the threads after the step they are at. Trainings that are done are kept when this returns.
    public func stop() {
        orders.close()
        trainings.stop()
    }

    private static func serve(
        _ orders: Mailbox<EngineOrder>, load: () throws -> LoadedModels, other: ((SearchSpace) throws -> LoadedModels)?,
        report: @escaping (EngineEvent) -> Void
    ) {
        var work: EngineWork
        do {
            work = EngineWork(try load(), orders, other: other, report: report)
        } catch {
            report(.loadFailed(error))
            return
        }
        defer { work.stop() }
        while let new = work.next() {
            for order in new { work.take(order) }
            work.advance()
        }
    }
}
