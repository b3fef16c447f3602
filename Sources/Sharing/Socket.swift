import Platform

/// A TCP socket that never blocks. It is closed when it goes, or before.
final class Socket {
    private(set) var descriptor: Int32
    /// The address of the other side.
    let peer: String

    enum Received { case bytes([UInt8]), nothing, ended }

    /// Bytes that wait in the system for a reader: no more than a screen or two, so that who is slow sees what is new and not what was.
    private static let backlog: Int32 = 64 << 10

    private init(_ descriptor: Int32, peer: String = "") {
        (self.descriptor, self.peer) = (descriptor, peer)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL, 0) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        #if canImport(Darwin)
            set(SOL_SOCKET, SO_NOSIGPIPE, 1)
        #endif
    }

    deinit { end() }

    func end() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The family of what an address names, numeric or not, one after the other until `body` gives something.
    private static func each<Result>(
        _ address: ShareAddress, flags: Int32, _ body: (addrinfo) throws(ShareError) -> Result?
    ) throws(ShareError) -> Result? {
        var hints = addrinfo()
        hints.ai_flags = flags
        #if canImport(Darwin)
            hints.ai_socktype = SOCK_STREAM
        #else
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        let fault = getaddrinfo(address.host, String(address.port), &hints, &first)
        guard fault == 0 else { throw .unknownHost(address, reason: String(cString: gai_strerror(fault))) }
        defer { freeaddrinfo(first) }
        var next = first
        while let entry = next?.pointee {
            next = entry.ai_next
            if let result = try body(entry) { return result }
        }
        return nil
    }

    /// A socket that waits for others.
    /// - Throws: `ShareError`
    static func listening(at address: ShareAddress) throws(ShareError) -> Socket {
        let isName = address.host == "localhost"
        let found: Socket?
        do {
            found = try each(address, flags: AI_PASSIVE | (isName ? 0 : AI_NUMERICHOST)) { entry throws(ShareError) in
                let descriptor = socket(entry.ai_family, entry.ai_socktype, entry.ai_protocol)
                guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
                let made = Socket(descriptor)
                made.set(SOL_SOCKET, SO_REUSEADDR, 1)
                made.set(SOL_SOCKET, SO_SNDBUF, backlog)
                guard bind(descriptor, entry.ai_addr, entry.ai_addrlen) == 0, listen(descriptor, 64) == 0 else {
                    switch errno {
                    case EADDRINUSE: throw .inUse(address)
                    case EADDRNOTAVAIL: throw .notHere(address)
                    case EACCES: throw .notAllowed(address)
                    default: throw .system(call: "bind", code: errno)
                    }
                }
                return made
            }
        } catch {
            // Only an address can be listened at, not the name of a machine.
            if case .unknownHost = error { throw .badAddress(address.description) }
            throw error
        }
        guard let found else { throw .badAddress(address.description) }
        return found
    }

    /// A socket on its way to another side; writable when it is there.
    /// - Throws: `ShareError`
    static func connecting(to address: ShareAddress, seconds: Double, bell: WakePipe) throws(ShareError) -> Socket {
        var reason = "no address"
        let found: Socket? = try each(address, flags: 0) { entry throws(ShareError) in
            let descriptor = socket(entry.ai_family, entry.ai_socktype, entry.ai_protocol)
            guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
            let made = Socket(descriptor)
            guard connect(descriptor, entry.ai_addr, entry.ai_addrlen) == 0 || errno == EINPROGRESS else {
                reason = String(cString: strerror(errno))
                return nil
            }
            var watched = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0), pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0)]
            var fault: Int32 = ETIMEDOUT, length = socklen_t(MemoryLayout<Int32>.size)
            if poll(&watched, 2, Int32(seconds * 1_000)) > 0, watched[1].revents == 0 { getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &length) }
            guard fault == 0 else {
                reason = String(cString: strerror(fault))
                return nil
            }
            return made
        }
        guard let found else { throw .noAnswer(address, reason: reason) }
        return found
    }

    /// The next that wants in; nil where there is none.
    func accept() -> Socket? {
        var address = sockaddr_storage(), length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                let descriptor = Platform.accept(self.descriptor, pointer, &length)
                guard descriptor >= 0 else { return nil }
                let made = Socket(descriptor, peer: Self.name(of: pointer, length: length) ?? "")
                made.set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
                return made
            }
        }
    }

    /// Lets the system notice when the other side is gone without a word.
    func expectAnswers(within seconds: Int32) {
        #if canImport(Darwin)
            set(Int32(IPPROTO_TCP), TCP_RXT_CONNDROPTIME, seconds)
        #else
            set(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, seconds * 1_000)
        #endif
    }

    /// The port it has; 0 where that cannot be told.
    var port: UInt16 {
        var address = sockaddr_storage(), length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard getsockname(descriptor, pointer, &length) == 0 else { return 0 }
                var service = [CChar](repeating: 0, count: 32)
                getnameinfo(pointer, length, nil, 0, &service, socklen_t(service.count), NI_NUMERICSERV)
                return UInt16(String(decoding: service.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)) ?? 0
            }
        }
    }

    static func name(of address: UnsafePointer<sockaddr>, length: socklen_t) -> String? {
        var host = [CChar](repeating: 0, count: 128)
        guard getnameinfo(address, length, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST) == 0 else { return nil }
        return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func receive() -> Received {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return .bytes(Array(buffer[..<count])) }
        if count < 0, errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR { return .nothing }
        return .ended
    }

    /// - Returns: how many bytes were taken; nil where the other side is gone
    func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return 0 }
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        let count = bytes.withUnsafeBytes { Platform.send(descriptor, $0.baseAddress, $0.count, flags) }
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : nil
    }
}

extension WakePipe {
    /// - Throws: `ShareError.system`
    static func forSharing() throws(ShareError) -> WakePipe {
        guard let pipe = WakePipe() else { throw .system(call: "pipe", code: errno) }
        return pipe
    }
}
