import Diffusion
import Foundation
import Tensors

/// Computes runs on a thread of its own and reports them a few steps at a time. A newer request of a lane supersedes the
/// older ones; nobody ever waits for it.
public final class Engine: Sendable {
    private enum Order: Sendable {
        case run(RunRequest)
        case write(path: String, text: String)
    }

    private let orders = Mailbox<Order>()
    private let thread = EngineThread()

    public init() {}

    /// Starts the thread.
    /// - Parameters:
    ///   - load: called once, on the engine's thread
    ///   - report: called on the engine's thread
    public func start(
        load: @escaping @Sendable () throws -> LoadedModels, report: @escaping @Sendable (EngineEvent) -> Void
    ) {
        let orders = orders
        thread.start { Self.serve(orders, load: load, report: report) } ended: { report(.stopped) }
    }

    /// - Returns: false when there is no engine left to compute it: its thread has ended twice unasked
    @discardableResult
    public func compute(_ request: RunRequest) -> Bool {
        orders.post(.run(request))
        return thread.revive()
    }

    /// Writes a file, whole or not at all, and reports how it went.
    /// - Returns: false when there is no engine left to write it
    @discardableResult
    public func write(_ text: String, to path: String) -> Bool {
        orders.post(.write(path: path, text: text))
        return thread.revive()
    }

    /// Ends the thread after the step it is at.
    public func stop() { orders.close() }

    private static func serve(
        _ orders: Mailbox<Order>, load: () throws -> LoadedModels, report: @escaping (EngineEvent) -> Void
    ) {
        var shelf: ModelShelf
        do {
            shelf = ModelShelf(try load())
        } catch {
            report(.loadFailed(error))
            return
        }
        report(.ready(shelf.catalog))
        var jobs: [RunRequest.Lane: EngineJob] = [:]
        while true {
            // With work at hand only look; without, wait.
            guard let new = jobs.isEmpty ? orders.wait() : (orders.isShut ? nil : orders.drain()) else { return }
            for order in new {
                switch order {
                case .write(let path, let text): report(write(text, path))
                case .run(let request):
                    jobs[request.lane] = nil
                    do {
                        jobs[request.lane] = try EngineJob(request, shelf: &shelf)
                    } catch {
                        report(.failed(ticket: request.ticket, reason: String(describing: error)))
                    }
                }
            }
            // The twin waits while the run on the screen is being computed.
            guard let lane = RunRequest.Lane.allCases.first(where: { jobs[$0] != nil }), let job = jobs[lane] else {
                continue
            }
            report(job.advance { orders.hasMessages })
            if job.isFinished { jobs[lane] = nil }
        }
    }

    private static func write(_ text: String, _ path: String) -> EngineEvent {
        do {
            try AtomicFile.write(Data(text.utf8), to: path)
            return .wrote(path: path)
        } catch {
            return .writeFailed(reason: String(describing: error))
        }
    }
}
