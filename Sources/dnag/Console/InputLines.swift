import Foundation

/// Lines of standard input, each as soon as it is there. A line that is longer than allowed is skipped to its end, in little memory.
struct InputLines {
    enum Line: Hashable {
        /// Without its end.
        case line(Data)
        case tooLong
    }

    private let longest: Int
    private var rest = Data()
    private var isAtEnd = false

    init(longest: Int) { self.longest = longest }

    /// - Returns: nil at the end of the input; what stands behind the last line's end is a line, too
    /// - Throws: `InputFailure`
    mutating func next() throws -> Line? {
        var isTooLong = false, searched = 0
        while true {
            if let end = rest[(rest.startIndex + searched)...].firstIndex(of: 0x0A) {
                let line = Data(rest[..<end])
                rest = Data(rest[(end + 1)...])
                return isTooLong || line.count > longest ? .tooLong : .line(line)
            }
            if rest.count > longest {
                isTooLong = true
                rest = Data()
            }
            searched = rest.count
            if isAtEnd {
                let line = rest
                rest = Data()
                if isTooLong { return .tooLong }
                return line.isEmpty ? nil : .line(line)
            }
            let part = try Self.read()
            isAtEnd = part.isEmpty
            rest += part
        }
    }

    private static func read() throws -> Data {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
            if count >= 0 { return Data(bytes.prefix(count)) }
            guard errno == EAGAIN else {
                if errno == EINTR { continue }
                throw InputFailure(reason: String(cString: strerror(errno)))
            }
            // Whoever shares the stream has asked that nobody waits on it.
            var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            _ = poll(&ready, 1, 1_000)
        }
    }
}

/// Why standard input could not be read.
struct InputFailure: Error, Hashable, CustomStringConvertible, LocalizedError {
    let reason: String

    var description: String { "standard input: cannot be read: \(reason)" }
    var errorDescription: String? { description }
}
