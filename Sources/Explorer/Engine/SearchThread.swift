import Foundation

/// Searches have a thread of their own: fitting a surrogate and drawing candidates cannot be interrupted, and nothing on the screen
/// may wait for them. It sleeps unless there is a round to compute.
final class SearchThread: Sendable {
    private let requests = Mailbox<SearchRequest>()

    /// - Parameter report: called on the thread; `isLast` with the last of a request
    init(_ loaded: LoadedModels, report: @escaping @Sendable (EngineEvent, _ ticket: Int, _ isLast: Bool) -> Void) {
        let requests = requests
        let thread = Thread {
            let desk = SearchDesk(loaded, threads: max(ProcessInfo.processInfo.activeProcessorCount - 1, 1))
            // Only the newest request counts.
            while let request = requests.wait()?.last {
                Self.serve(request, desk, isInterrupted: { requests.hasMessages }, report: report)
            }
        }
        thread.name = "search"
        thread.qualityOfService = .utility
        thread.stackSize = 8 << 20
        thread.start()
    }

    func compute(_ request: SearchRequest) { requests.post(request) }

    func stop() { requests.close() }

    private static func serve(
        _ request: SearchRequest, _ desk: SearchDesk, isInterrupted: () -> Bool,
        report: (EngineEvent, _ ticket: Int, _ isLast: Bool) -> Void
    ) {
        for (place, entrant) in request.entrants.enumerated() {
            if isInterrupted() { break }
            let isLast = place == request.entrants.count - 1
            do {
                let round = try desk.round(of: entrant, in: request)
                report(.searched(ticket: request.ticket, round, isLast: isLast), request.ticket, isLast)
            } catch {
                report(.failed(ticket: request.ticket, reason: String(describing: error)), request.ticket, true)
                return
            }
        }
    }
}
