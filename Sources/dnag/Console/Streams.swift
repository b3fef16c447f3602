import Foundation
import Tensors

/// The standard streams. Whatever the program says goes through here: no write of it can end the program.
enum Streams {
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal that output goes to; 80 where it goes elsewhere.
    static var outputColumns: Int {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Whether there is a terminal to read keys from and one to draw on. One that has no name is left to the screen to refuse.
    static var canShowScreen: Bool {
        inputIsTerminal && outputIsTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Why a text could not be written to standard output.
    enum Failure: Error, Hashable, CustomStringConvertible {
        /// Nobody reads any more.
        case closed
        case system(reason: String)

        var description: String {
            switch self {
            case .closed: "standard output: cannot be written: nobody reads it any more"
            case .system(let reason): "standard output: cannot be written: \(reason)"
            }
        }
    }

    /// To be called before anything else is opened: a stream that was closed (`>&-`) is held by something that can be neither read
    /// nor written, so that no file of ours is taken for it. And a write where nobody reads is a failure like any other.
    static func hold() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest that is free, which is this one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all of it to standard output, at once.
    static func write(_ data: Data) throws(Failure) {
        switch write(data, to: STDOUT_FILENO) {
        case nil: return
        case EPIPE?: throw .closed
        case let code?: throw .system(reason: String(cString: strerror(code)))
        }
    }

    /// Writes to standard error what can be written: of a terminal that is gone there is nobody to tell.
    static func say(_ text: String) { _ = write(Data(text.utf8), to: STDERR_FILENO) }

    /// - Returns: the number of the error, if there is one
    private static func write(_ data: Data, to descriptor: Int32) -> Int32? {
        data.withUnsafeBytes { bytes -> Int32? in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Foundation.write(descriptor, part.baseAddress, part.count)
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count == 0 {
                    return EIO
                } else if errno == EAGAIN {
                    // Whoever shares the stream has asked that nobody waits on it.
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&ready, 1, 1_000)
                } else if errno != EINTR {
                    return errno
                }
            }
            return nil
        }
    }
}
