import Foundation
import Platform

/// The way to a screen that is shared, on a thread of its own. What breaks off is taken up again.
public final class FollowLink: @unchecked Sendable {
    public enum News: Sendable {
        case screen(SharedScreen)
        /// The way is broken; it is being looked for again.
        case lost(ShareError)
        /// It makes no sense to go on.
        case refused(ShareError)
        /// Nothing is shared any more.
        case ended
    }

    private let address: ShareAddress
    private let code: JoinCode
    private let report: @Sendable (News) -> Void
    private let bell: WakePipe
    private let lock = NSLock()
    private var isStopped = false

    /// Seconds without a sign of life after which the way is taken for broken, of a connection, and between two tries.
    private static let silence = 20.0, patience = 5.0, pause = 1.0
    /// Bytes of an answer that is no stream.
    private static let longestAnswer = 2 << 20

    /// - Parameter report: called on the link's thread
    /// - Throws: `ShareError.system`
    public init(to address: ShareAddress, code: JoinCode, report: @escaping @Sendable (News) -> Void) throws(ShareError) {
        bell = try .forSharing()
        (self.address, self.code, self.report) = (address, code, report)
        let thread = Thread { [self] in follow() }
        thread.name = "follow"
        thread.start()
    }

    /// Ends; nothing is reported from a moment after.
    public func stop() {
        lock.lock()
        isStopped = true
        lock.unlock()
        bell.ring()
    }

    private var isOver: Bool {
        lock.lock()
        defer { lock.unlock() }
        return isStopped
    }

    private func follow() {
        while !isOver {
            do {
                try stream()
                if !isOver { report(.ended) }
                return
            } catch {
                guard !isOver else { return }
                switch error {
                case .noAnswer, .system, .unknownHost: report(.lost(error))
                default: return report(.refused(error))
                }
            }
            rest()
        }
    }

    private func rest() {
        var watched = [pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0)]
        _ = poll(&watched, 1, Int32(Self.pause * 1_000))
    }

    /// Follows until the end is told, or somebody wants to stop.
    private func stream() throws(ShareError) {
        let socket = try Self.ask(for: "/follow", of: address, code: code, bell: bell)
        var events = EventStream()
        var screen: SharedScreen?
        var bytes = try Self.head(of: socket, address, bell)
        while !isOver {
            guard let new = events.take(bytes) else { throw .damaged(address) }
            for event in new {
                if event.name == "end" { return }
                guard event.name == "screen" else { continue }
                guard let next = SharedScreen(event: event.data, after: screen) else { throw .damaged(address) }
                screen = next
            }
            if !new.isEmpty, let screen { report(.screen(screen)) }
            guard let more = try Self.receive(socket, address, bell, seconds: Self.silence) else { throw .noAnswer(address, reason: "the connection ended") }
            bytes = more
        }
    }

    /// The session that is shared, as a text.
    /// - Throws: `ShareError`
    public static func session(at address: ShareAddress, code: JoinCode) throws(ShareError) -> Data {
        let bell = try WakePipe.forSharing()
        let socket = try ask(for: "/session", of: address, code: code, bell: bell)
        var bytes = try head(of: socket, address, bell)
        while let more = try receive(socket, address, bell, seconds: patience) {
            bytes += more
            guard bytes.count <= longestAnswer else { throw .damaged(address) }
        }
        return Data(bytes)
    }

    private static func ask(for path: String, of address: ShareAddress, code: JoinCode, bell: WakePipe) throws(ShareError) -> Socket {
        let socket = try Socket.connecting(to: address, seconds: patience, bell: bell)
        // Of a code whatever may stand in a line; another one is a wrong one.
        let letters = String(code.text.filter { JoinCode.letters.contains($0) }.prefix(32))
        let request = "GET \(path)?\(ShareForm.name)=\(ShareForm.number)&code=\(letters) HTTP/1.1\r\nHost: \(address)\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
        guard socket.send(Array(request.utf8)[...]) == request.utf8.count else { throw .noAnswer(address, reason: "the connection ended") }
        return socket
    }

    /// Reads what stands before the contents.
    /// - Returns: the first of the contents
    private static func head(of socket: Socket, _ address: ShareAddress, _ bell: WakePipe) throws(ShareError) -> [UInt8] {
        var bytes: [UInt8] = []
        var end: Int?
        while end == nil {
            guard let more = try receive(socket, address, bell, seconds: patience) else {
                throw bytes.isEmpty ? .noAnswer(address, reason: "the connection ended") : .foreign(address)
            }
            bytes += more
            end = bytes.indices.dropLast(3).first { bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10 }
            guard end != nil || bytes.count <= 16 << 10 else { throw .foreign(address) }
        }
        let lines = String(decoding: bytes[..<(end ?? 0)], as: UTF8.self).components(separatedBy: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        let isOurs = lines.contains { $0.lowercased().hasPrefix(ShareForm.header.lowercased() + ":") }
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), isOurs else { throw .foreign(address) }
        let rest = Array(bytes[((end ?? 0) + 4)...])
        switch words[1] {
        case "200": return rest
        case "403": throw .wrongCode(address)
        case "404": throw .nothingYet(address)
        case "409": throw .otherForm(address, reason: String(decoding: rest, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? "another version")
        case "429": throw .tooManyTries(address)
        case "503": throw .full(address)
        default: throw .foreign(address)
        }
    }

    /// What came; nil where the other side has ended, nothing where somebody rang.
    private static func receive(_ socket: Socket, _ address: ShareAddress, _ bell: WakePipe, seconds: Double) throws(ShareError) -> [UInt8]? {
        var watched = [pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0)]
        let count = poll(&watched, 2, Int32(seconds * 1_000))
        if watched[1].revents != 0 { return [] }
        guard count != 0 else { throw .noAnswer(address, reason: "nothing for \(Int(seconds)) seconds") }
        switch socket.receive() {
        case .bytes(let bytes): return bytes
        case .nothing: return []
        case .ended: return nil
        }
    }
}
