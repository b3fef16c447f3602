import Dispatch
import Foundation

/// Notices Ctrl-C and SIGTERM, so that a long job can end in good order; a second one ends it at once.
final class Interruption: @unchecked Sendable {
    private let lock = NSLock()
    private var requested = false
    private var sources: [any DispatchSourceSignal] = []

    init() {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)  // the source sees it all the same
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in self?.notice(number) }
            source.resume()
            return source
        }
    }

    var isRequested: Bool {
        lock.lock()
        defer { lock.unlock() }
        return requested
    }

    private func notice(_ number: Int32) {
        lock.lock()
        let again = requested
        requested = true
        lock.unlock()
        if again {
            signal(number, SIG_DFL)
            raise(number)
        }
    }
}
