import Foundation

/// Notices the end of a thread, in whatever way it comes: by returning, or by an exit from somewhere within.
final class ThreadEnd {
    private let action: @Sendable () -> Void

    private init(_ action: @escaping @Sendable () -> Void) { self.action = action }

    deinit { action() }

    /// Has something done when the current thread ends, on that thread.
    static func watch(_ action: @escaping @Sendable () -> Void) {
        pthread_setspecific(key, Unmanaged.passRetained(ThreadEnd(action)).toOpaque())
    }

    /// The system releases what a thread keeps under this key when the thread is over.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        #if canImport(Darwin)
            pthread_key_create(&key) { Unmanaged<ThreadEnd>.fromOpaque($0).release() }
        #else
            pthread_key_create(&key) { if let kept = $0 { Unmanaged<ThreadEnd>.fromOpaque(kept).release() } }
        #endif
        return key
    }()
}
