import Architectures
import Diffusion
import Foundation
import Tensors

/// What the engine is asked to do.
enum EngineOrder: Sendable {
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

/// All the engine's thread is at: what it has loaded, what is under way, and what waits for its turn.
struct EngineWork {
    private let orders: Mailbox<EngineOrder>
    private let loadOther: ((SearchSpace) throws -> LoadedModels)?
    private let report: (EngineEvent) -> Void
    private var shelf: ModelShelf
    /// Of the spaces that were left.
    private var shelves: [SearchSpace: ModelShelf] = [:]
    private var lanes = JobLanes()
    private var scores = ScoreShelf()
    private var desk = InspectionDesk()
    private var inspection: InspectionRequest?
    private var searches: SearchThread?
    /// The search that waits for its turn, and the ticket of the one under way.
    private var search: SearchRequest?, searching: Int?
    private var whenSettled: [@Sendable () -> Void] = []

    init(
        _ loaded: LoadedModels, _ orders: Mailbox<EngineOrder>, other: ((SearchSpace) throws -> LoadedModels)?, report: @escaping (EngineEvent) -> Void
    ) {
        (self.orders, loadOther, self.report) = (orders, other, report)
        shelf = ModelShelf(loaded)
        report(.ready(shelf.catalog))
    }

    /// Whether there is something to go on with, so that one only looks for new orders.
    private var isBusy: Bool { !lanes.isEmpty || search != nil }

    /// The next orders, none where there is work at hand; nil once there will be none.
    mutating func next() -> [EngineOrder]? {
        if !isBusy, searching == nil, !orders.hasMessages {
            for report in whenSettled { report() }
            whenSettled = []
        }
        return isBusy ? orders.isShut ? nil : orders.drain() : orders.wait()
    }

    mutating func take(_ order: EngineOrder) {
        switch order {
        case .inspect(let request): inspection = request
        case .write(let path, let content): report(Self.write(path, content))
        case .settle(let report): whenSettled.append(report)
        case .enter(let space): enter(space)
        case .search(let request): search = request
        case .searched(let event, let ticket, let isLast):
            report(event)
            if isLast, ticket == searching { searching = nil }
        case .run(let request):
            begin(in: .run(request.lane), ticket: request.ticket) { try RunJob(request, shelf: &$0) }
        case .population(let request):
            begin(in: .population, ticket: request.ticket) { [scores] in try PopulationJob(request, shelf: &$0, scores: scores) }
        }
    }

    /// Goes on with the most urgent.
    mutating func advance() {
        if let inspection { report(desk.answer(inspection, shelf: &shelf)) }
        inspection = nil
        if lanes.isEmpty, let request = search {
            let thread = searches ?? SearchThread(shelf.loaded) { [orders] in orders.post(.searched($0, ticket: $1, isLast: $2)) }
            thread.compute(request)
            (searches, search, searching) = (thread, nil, request.ticket)
        }
        lanes.advance { [orders] in orders.hasMessages }.forEach(report)
    }

    /// Gives up what is under way. Searches may end, and are told; nobody waits for them.
    mutating func stop() {
        searches?.stop()
        (lanes, searches, search, searching) = (JobLanes(), nil, nil, nil)
    }

    private mutating func begin(in lane: JobLanes.Lane, ticket: Int, _ make: (inout ModelShelf) throws -> any EngineJob) {
        do {
            try lanes.begin(in: lane) { try make(&shelf) }
        } catch {
            report(.failed(ticket: ticket, reason: String(describing: error)))
        }
    }

    private mutating func enter(_ space: SearchSpace) {
        stop()
        (inspection, desk, scores) = (nil, InspectionDesk(), ScoreShelf())
        shelves[shelf.catalog.space] = shelf
        do {
            shelf = try shelves[space] ?? load(space)
            report(.ready(shelf.catalog))
        } catch {
            report(.notEntered(space, reason: String(describing: error)))
        }
    }

    private func load(_ space: SearchSpace) throws -> ModelShelf {
        guard let loadOther else { throw ExplorerError.noOtherSpace(space) }
        return ModelShelf(try loadOther(space))
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
