import Explorer
import Foundation

/// Collects what the engine's thread reports.
final class Reports: @unchecked Sendable {
    private let condition = NSCondition()
    private var events: [EngineEvent] = []

    func add(_ event: EngineEvent) {
        condition.lock()
        events.append(event)
        condition.broadcast()
        condition.unlock()
    }

    /// The events so far once one satisfies, or after twenty seconds.
    func wait(until isLast: (EngineEvent) -> Bool) -> [EngineEvent] {
        let end = Date().addingTimeInterval(20)
        condition.lock()
        defer { condition.unlock() }
        while !events.contains(where: isLast) { if !condition.wait(until: end) { break } }
        return events
    }

    /// Takes away what there is, once there is something, or nothing after some seconds.
    func take(seconds: Double) -> [EngineEvent] {
        let end = Date().addingTimeInterval(seconds)
        condition.lock()
        defer { condition.unlock() }
        while events.isEmpty { if !condition.wait(until: end) { break } }
        defer { events = [] }
        return events
    }
}
