import Architectures
import Diffusion
import Foundation
import Tensors

/// Computes runs on a thread of its own and reports them a few steps at a time. A newer request of a lane supersedes the
/// older ones; nobody ever waits for it.
public final class Engine: Sendable {
    private enum Order: Sendable {
        case run(RunRequest)
        case population(PopulationRequest)
        case search(SearchRequest)
        /// From the searches' thread.
        case searched(EngineEvent, ticket: Int, isLast: Bool)
        case write(path: String, content: @Sendable () throws -> Data)
        /// To be told when there is nothing left to do.
        case settle(@Sendable () -> Void)
        case inspect(InspectionRequest)
        case enter(SearchSpace)
    }

    private let orders = Mailbox<Order>()
    private let thread = EngineThread()

    public init() {}

    /// Starts the thread.
    /// - Parameters:
    ///   - load: called once, on the engine's thread
    ///   - other: what there is of another space, called there when it is first entered; nil: there is no other
    ///   - report: called on the engine's thread
    public func start(
        load: @escaping @Sendable () throws -> LoadedModels,
        other: (@Sendable (SearchSpace) throws -> LoadedModels)? = nil, report: @escaping @Sendable (EngineEvent) -> Void
    ) {
        let orders = orders
        thread.start { Self.serve(orders, load: load, other: other, report: report) } ended: { report(.stopped) }
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

    /// Makes and writes a file, whole or not at all and beside any that is there, and reports how it went.
    /// - Returns: false when there is no engine left to write it
    @discardableResult
    public func write(to path: String, _ content: @escaping @Sendable () throws -> Data) -> Bool {
        orders.post(.write(path: path, content: content))
        return thread.revive()
    }

    /// Calls back on the engine's thread once everything asked for before is done; never if nothing could be loaded.
    func whenSettled(_ report: @escaping @Sendable () -> Void) { orders.post(.settle(report)) }

    /// Ends the thread after the step it is at.
    public func stop() { orders.close() }

    private static func serve(
        _ orders: Mailbox<Order>, load: () throws -> LoadedModels, other: ((SearchSpace) throws -> LoadedModels)?,
        report: @escaping (EngineEvent) -> Void
    ) {
        var shelf: ModelShelf
        do {
            shelf = ModelShelf(try load())
        } catch {
            report(.loadFailed(error))
            return
        }
        report(.ready(shelf.catalog))
        var shelves = [shelf.catalog.space: shelf]
        var jobs: [RunRequest.Lane: EngineJob] = [:]
        var population: PopulationJob?
        var scores = ScoreShelf()
        var whenSettled: [@Sendable () -> Void] = []
        var desk = InspectionDesk()
        var searches: SearchThread?
        defer { searches?.stop() }
        /// The search that waits for its turn, and the ticket of the one under way.
        var search: SearchRequest?, searching: Int?
        while true {
            if jobs.isEmpty && population == nil && search == nil && searching == nil && !orders.hasMessages {
                for report in whenSettled { report() }
                whenSettled = []
            }
            // With work at hand only look; without, wait.
            guard let new = jobs.isEmpty && population == nil && search == nil ? orders.wait() : (orders.isShut ? nil : orders.drain()) else { return }
            var inspection: InspectionRequest?
            for order in new {
                switch order {
                case .inspect(let request): inspection = request
                case .write(let path, let content): report(write(path, content))
                case .settle(let report): whenSettled.append(report)
                case .enter(let space):
                    (jobs, population, inspection, desk, scores) = ([:], nil, nil, InspectionDesk(), ScoreShelf())
                    // What is under way there may end, and is told; nobody waits for it.
                    searches?.stop()
                    (searches, search, searching) = (nil, nil, nil)
                    shelves[shelf.catalog.space] = shelf
                    do {
                        shelf = try shelves[space] ?? Self.shelf(of: space, other)
                        report(.ready(shelf.catalog))
                    } catch {
                        report(.notEntered(space, reason: String(describing: error)))
                    }
                case .search(let request): search = request
                case .searched(let event, let ticket, let isLast):
                    report(event)
                    if isLast, ticket == searching { searching = nil }
                case .run(let request):
                    jobs[request.lane] = nil
                    do {
                        jobs[request.lane] = try EngineJob(request, shelf: &shelf)
                    } catch {
                        report(.failed(ticket: request.ticket, reason: String(describing: error)))
                    }
                case .population(let request):
                    population = nil
                    do {
                        population = try PopulationJob(request, shelf: &shelf)
                    } catch {
                        report(.failed(ticket: request.ticket, reason: String(describing: error)))
                    }
                }
            }
            if let inspection { report(desk.answer(inspection, shelf: &shelf)) }
            if jobs.isEmpty, population == nil, let request = search {
                let thread = searches ?? SearchThread(shelf.loaded) { orders.post(.searched($0, ticket: $1, isLast: $2)) }
                thread.compute(request)
                (searches, search, searching) = (thread, nil, request.ticket)
            }
            // The twin waits while the run on the screen is being computed.
            guard let lane = RunRequest.Lane.allCases.first(where: { jobs[$0] != nil }), let job = jobs[lane] else {
                // A population is the least urgent: it stops within a few milliseconds for whatever comes.
                population?.advance(&scores) { orders.hasMessages }.forEach(report)
                if population?.isFinished ?? false { population = nil }
                continue
            }
            report(job.advance { orders.hasMessages })
            if job.isFinished { jobs[lane] = nil }
        }
    }

    private static func shelf(of space: SearchSpace, _ load: ((SearchSpace) throws -> LoadedModels)?) throws -> ModelShelf {
        guard let load else { throw ExplorerError.noOtherSpace(space) }
        return ModelShelf(try load(space))
    }

    private static func write(_ path: String, _ content: () throws -> Data) -> EngineEvent {
        do {
            let data = try content()
            return .wrote(path: try AtomicFile.writeBesideOthers(data, to: path), size: data.count)
        } catch {
            return .writeFailed(reason: String(describing: error))
        }
    }
}
