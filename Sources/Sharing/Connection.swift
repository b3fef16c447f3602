/// Somebody who asks or follows. Belongs to the thread that shares.
final class Connection {
    enum Part {
        /// What came of the request so far.
        case asking([UInt8])
        /// The connection ends once the answer is out.
        case answered
        /// What the follower was shown last.
        case following(SharedScreen?)
    }

    let socket: Socket
    var part = Part.asking([])
    /// What is on its way, and how much of it is out.
    private var outgoing: [UInt8] = []
    private var sent = 0
    private let since: Duration
    /// When the other side last took something, or had nothing to take.
    private var lastProgress: Duration
    private(set) var isGone = false

    init(_ socket: Socket, at now: Duration) { (self.socket, since, lastProgress) = (socket, now, now) }

    var isAsking: Bool { if case .asking = part { true } else { false } }
    var isFollowing: Bool { if case .following = part { !isGone } else { false } }
    /// Whether what was said to it is out, so that it can be told what is new.
    var isReady: Bool { sent == outgoing.count }

    func leave() { isGone = true }

    func say(_ bytes: [UInt8], at now: Duration) {
        if isReady { (outgoing, sent, lastProgress) = ([], 0, now) }
        outgoing += bytes
        flush(at: now)
    }

    func answer(_ answer: Answer, at now: Duration) {
        part = .answered
        say(answer.bytes, at: now)
    }

    func flush(at now: Duration) {
        while sent < outgoing.count {
            guard let count = socket.send(outgoing[sent...]) else { return leave() }
            if count == 0 { return }
            sent += count
            lastProgress = now
        }
        if case .answered = part { leave() }
    }

    /// What came since; nothing more than `limit` is kept of a request, and nothing at all of what comes behind it.
    func receive(limit: Int) {
        var rounds = 0
        while !isGone, rounds < 4 {
            rounds += 1
            switch socket.receive() {
            case .nothing: return
            case .ended: leave()
            case .bytes(let bytes):
                if case .asking(let before) = part { part = .asking(before + bytes.prefix(max(limit + 1 - before.count, 0))) }
            }
        }
    }

    /// When nothing is expected of it any more; nil: it may take all the time it wants.
    func deadline(_ limits: ShareLimits) -> Duration? {
        if isAsking { return since + limits.patience }
        return isReady ? nil : lastProgress + limits.stall
    }

    /// When it is to be told that nothing is new.
    func pulse(_ limits: ShareLimits) -> Duration? { isFollowing && isReady ? lastProgress + limits.pulse : nil }
}
