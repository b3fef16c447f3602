import Platform
import Tensors

/// Where a screen is shared, as a person types it: `8017`, `192.168.1.5:8017`, `[::1]:8017`, `teacher.local`.
public struct ShareAddress: Hashable, Sendable, CustomStringConvertible {
    public var host: String
    public var port: UInt16

    /// Only this machine.
    public static let loopback = "127.0.0.1"
    public static let usualPort: UInt16 = 8017

    public init(host: String = loopback, port: UInt16 = usualPort) { (self.host, self.port) = (host, port) }

    /// - Throws: `ShareError.badAddress`
    public init(parsing text: String) throws(ShareError) {
        func port(_ digits: some StringProtocol) throws(ShareError) -> UInt16 {
            guard let port = UInt16(digits), digits.allSatisfy(\.isNumber) else { throw .badAddress(text) }
            return port
        }
        let isPlain = text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]%_".utf8.contains($0) }
        guard text.utf8.count <= 255, isPlain, !text.isEmpty, !text.hasPrefix("-") else { throw .badAddress(text) }
        if text.allSatisfy(\.isNumber) {
            self.init(port: try port(text))
        } else if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw .badAddress(text) }
            let host = text[text.index(after: text.startIndex)..<end], rest = text[text.index(after: end)...]
            guard !host.isEmpty, rest.isEmpty || rest.hasPrefix(":") else { throw .badAddress(text) }
            self.init(host: String(host), port: rest.isEmpty ? Self.usualPort : try port(rest.dropFirst()))
        } else if let colon = text.firstIndex(of: ":") {
            let host = text[..<colon]
            guard !host.isEmpty else { throw .badAddress(text) }
            self.init(host: String(host), port: try port(text[text.index(after: colon)...]))
        } else {
            self.init(host: text)
        }
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// All addresses that others in the network can use, where this is all of the machine's; else itself.
    public var reachable: [ShareAddress] {
        guard host == "0.0.0.0" || host == "::" else { return [self] }
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [self] }
        defer { freeifaddrs(first) }
        var found: [ShareAddress] = [], next = first
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET), entry.ifa_flags & UInt32(IFF_LOOPBACK) == 0,
                entry.ifa_flags & UInt32(IFF_UP) != 0, let host = Socket.name(of: address, length: socklen_t(MemoryLayout<sockaddr_in>.size))
            else { continue }
            found.append(ShareAddress(host: host, port: port))
        }
        return found.isEmpty ? [ShareAddress(port: port)] : found
    }
}
