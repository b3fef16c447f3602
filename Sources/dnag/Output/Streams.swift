import Foundation

/// The standard streams.
enum Streams {
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether there is a terminal to read keys from and one to draw on. One that has no name is left to the screen to refuse.
    static var canShowScreen: Bool {
        inputIsTerminal && outputIsTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Why a text could not be written to standard output.
    enum Failure: Error {
        /// Nobody reads any more.
        case closed
        case system(reason: String)
    }

    /// Writes all of a text to standard output, at once.
    static func write(_ text: String) throws(Failure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw .closed
            } else if errno != EINTR {
                throw .system(reason: String(cString: strerror(errno)))
            }
        }
    }
}
