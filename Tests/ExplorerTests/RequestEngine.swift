import Explorer
import Foundation

/// What the real engine can be asked in tests, one at a time.
protocol EngineRequest: Sendable {
    var ticket: Int { get }
    /// Seconds after which a test waits no longer.
    static var patience: Double { get }
    func compute(by engine: Engine)
    /// Whether nothing comes after this one of its answers.
    func ends(with event: EngineEvent) -> Bool
}

/// The real engine, asked and waited for.
final class RequestEngine<Request: EngineRequest>: @unchecked Sendable {
    private let engine = Engine()
    private let condition = NSCondition()
    private var events: [EngineEvent] = []

    init(_ loaded: LoadedModels) {
        engine.start(load: { loaded }) { [self] event in
            condition.lock()
            events.append(event)
            condition.broadcast()
            condition.unlock()
        }
    }

    func stop() { engine.stop() }

    /// Everything reported for a request, to its last answer or its failure; what came in time otherwise.
    func answer(_ request: Request) -> [EngineEvent] {
        request.compute(by: engine)
        let end = Date().addingTimeInterval(Request.patience)
        condition.lock()
        defer { condition.unlock() }
        var mine: [EngineEvent] = []
        repeat {
            mine = events.filter { $0.ticket == request.ticket }
            if mine.contains(where: { $0.isFailure || request.ends(with: $0) }) { break }
        } while condition.wait(until: end)
        return mine
    }
}

extension EngineEvent {
    /// Of the request that it answers.
    var ticket: Int? {
        switch self {
        case .population(let ticket, _), .searched(let ticket, _, _), .failed(let ticket, _): ticket
        default: nil
        }
    }

    var isFailure: Bool { if case .failed = self { true } else { false } }
}
