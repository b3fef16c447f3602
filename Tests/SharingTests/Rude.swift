import Foundation
import Platform
import Testing

/// Something at a port that is no share of ours: it answers every connection with the same text and ends it.
final class Rude: @unchecked Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let ended = DispatchSemaphore(value: 0)
    private let isOver = Flag()

    init(answer: String) throws {
        descriptor = Loopback.stream()
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = Loopback.address(), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        try #require(isBound)
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in serve(Array(answer.utf8)) }.start()
    }

    private func serve(_ answer: [UInt8]) {
        while !isOver.isUp {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 20) > 0 else { continue }
            let other = accept(descriptor, nil, nil)
            guard other >= 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            if !answer.isEmpty {
                _ = recv(other, &buffer, buffer.count, 0)
                _ = answer.withUnsafeBytes { write(other, $0.baseAddress, $0.count) }
            }
            close(other)
        }
        close(descriptor)
        ended.signal()
    }

    func stop() {
        guard !isOver.isUp else { return }
        isOver.raise()
        ended.wait()
    }

    deinit { isOver.raise() }
}
