import Foundation
import Platform
import Testing

/// A bare TCP connection, as somebody makes it who knows nothing of our client.
final class Visitor {
    private var descriptor: Int32
    private(set) var received: [UInt8] = []

    init(port: UInt16) throws {
        descriptor = Loopback.stream()
        var address = Loopback.address(port)
        let descriptor = descriptor
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(result == 0, "connect: \(String(cString: strerror(errno)))")
        // A share that reads no more fails the test, and does not hold it up for good.
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Returns: false where the other side takes no more
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Reads until the other side ends, what was read fulfils a wish, or time is up.
    @discardableResult func read(seconds: Double = 10, until isEnough: (String) -> Bool = { _ in false }) -> String {
        let end = Date().addingTimeInterval(seconds)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while Date() < end, !isEnough(text) {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 100) > 0 else { continue }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                hasEnded = true
                return text
            }
            received += buffer[..<count]
        }
        return text
    }

    private(set) var hasEnded = false
    var text: String { String(decoding: received, as: UTF8.self) }
    /// The number behind HTTP/1.1; nil where nothing like it came.
    var status: Int? { text.hasPrefix("HTTP/1.1 ") ? Int(text.dropFirst(9).prefix(3)) : nil }

    /// Goes without a good-bye: the system sends a reset.
    func vanish() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
        descriptor = -1
    }

    /// Asks for a page and reads the whole answer.
    static func get(_ target: String, port: UInt16) throws -> Visitor {
        let visitor = try Visitor(port: port)
        visitor.send("GET \(target) HTTP/1.1\r\nHost: test\r\n\r\n")
        visitor.read()
        return visitor
    }
}
