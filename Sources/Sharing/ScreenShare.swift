import Foundation
import Platform

/// Shares a screen over plain HTTP, on a thread of its own: whoever shows something never waits for those who follow.
///
/// Nothing that comes from outside changes anything. `/` is the page for browsers, `/join` says whether a code is right, `/follow` is a stream of
/// server-sent events (WHATWG HTML, section 9.2), `/session` the session's text. docs/room.md has the details.
///
/// A follower is told what is new only once it has taken what it was told before, so a slow one misses moments and never lags behind.
public final class ScreenShare: @unchecked Sendable {
    public let address: ShareAddress
    public let code: JoinCode
    private let limits: ShareLimits
    private let page: @Sendable (String) -> String
    private let counted: @Sendable (Int) -> Void
    private let listener: Socket
    private let bell: WakePipe
    private let ended = DispatchSemaphore(value: 0)

    // Under the lock: what the one who shows leaves for the thread.
    private let lock = NSLock()
    private var moment: SharedMoment?
    private var isNew = false
    private var isStopping = false

    /// Starts to share.
    /// - Parameters:
    ///   - page: the page for browsers, whose one script has the nonce that it is given (Content Security Policy)
    ///   - counted: called on the thread that shares, with how many follow now
    /// - Throws: `ShareError`
    public init(
        at address: ShareAddress, code: JoinCode = .random(), limits: ShareLimits = ShareLimits(), page: @escaping @Sendable (_ nonce: String) -> String,
        counted: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(ShareError) {
        listener = try Socket.listening(at: address)
        bell = try .forSharing()
        self.address = ShareAddress(host: address.host, port: listener.port)
        (self.code, self.limits, self.page, self.counted) = (code, limits, page, counted)
        let thread = Thread { [self] in
            share()
            ended.signal()
        }
        thread.name = "share"
        thread.start()
    }

    /// Shows this from now on. Costs next to nothing; what is not seen by anybody is not even made.
    public func show(_ moment: SharedMoment) {
        lock.lock()
        (self.moment, isNew) = (moment, true)
        lock.unlock()
        bell.ring()
    }

    /// Says good-bye to all who follow, and ends. Harmless to repeat.
    public func stop() {
        lock.lock()
        let isFirst = !isStopping
        isStopping = true
        lock.unlock()
        guard isFirst else { return }
        bell.ring()
        _ = ended.wait(timeout: .now() + 2)
    }

    /// What there is to show, whether it is another than before, and whether there is an end to it.
    private func look() -> (moment: SharedMoment?, isNew: Bool, isStopping: Bool) {
        lock.lock()
        defer { lock.unlock() }
        return (moment, isNew, isStopping)
    }

    private func take() -> SharedMoment? {
        lock.lock()
        defer { lock.unlock() }
        isNew = false
        return moment
    }

    private func share() {
        let watch = Stopwatch()
        var visitors: [Connection] = []
        var door = Doorkeeper(code: code, tries: limits.tries, patience: limits.silence)
        var screen: SharedScreen?
        var lastScreen = .zero - limits.pace
        var count = 0
        while true {
            wait(for: visitors, next: screen == nil ? nil : lastScreen + limits.pace, watch)
            let now = watch.elapsed
            guard !look().isStopping else {
                for visitor in visitors where visitor.isFollowing && visitor.isReady { visitor.say(Array("event: end\ndata:\n\n".utf8), at: now) }
                listener.end()
                return
            }
            for visitor in visitors {
                visitor.receive(limit: limits.request)
                visitor.flush(at: now)
                if case .asking(let bytes) = visitor.part { hear(visitor, bytes, &door, visitors, now) }
                if let deadline = visitor.deadline(limits), deadline <= now { visitor.leave() }
                if let pulse = visitor.pulse(limits), pulse <= now { visitor.say(Array(":\n\n".utf8), at: now) }
            }
            for _ in 0..<limits.asking {
                guard let socket = listener.accept() else { break }
                if visitors.count(where: \.isAsking) >= limits.asking { visitors.first { $0.isAsking && !$0.isGone }?.leave() }
                visitors.append(Connection(socket, at: now))
            }
            let isWatched = visitors.contains { $0.isFollowing }
            if isWatched, look().isNew || screen == nil, now - lastScreen >= limits.pace, let moment = take() {
                screen = moment.screen()
                lastScreen = now
            }
            for visitor in visitors where visitor.isReady { tell(visitor, screen, now) }
            if !isWatched { screen = nil }
            visitors.removeAll(where: \.isGone)
            let following = visitors.count(where: \.isFollowing)
            if following != count { counted(following) }
            count = following
        }
    }

    private func tell(_ visitor: Connection, _ screen: SharedScreen?, _ now: Duration) {
        guard case .following(let before) = visitor.part, let screen, before != screen else { return }
        visitor.part = .following(screen)
        visitor.say(screen.event(after: before), at: now)
    }

    /// Answers what was asked, once it is there.
    private func hear(_ visitor: Connection, _ bytes: [UInt8], _ door: inout Doorkeeper, _ visitors: [Connection], _ now: Duration) {
        switch Request.read(bytes, limit: limits.request) {
        case .unfinished: return
        case .refused(let status): visitor.answer(Answer(status, "no request that is answered here\n"), at: now)
        case .whole(let request):
            switch request.path {
            case "/": visitor.answer(pageAnswer(), at: now)
            case "/join", "/follow", "/session":
                if let refusal = refusal(of: request, from: visitor.socket.peer, &door, now) { return visitor.answer(refusal, at: now) }
                follow(visitor, request.path, visitors, now)
            default: visitor.answer(Answer(404, "there is no such page here\n"), at: now)
            }
        }
    }

    private func pageAnswer() -> Answer {
        let nonce = (0..<2).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }.joined()
        let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-\(nonce)'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return Answer(200, page(nonce), type: "text/html; charset=utf-8", headers: ["Content-Security-Policy: \(policy)"])
    }

    private func refusal(of request: Request, from peer: String, _ door: inout Doorkeeper, _ now: Duration) -> Answer? {
        let form = request.values[ShareForm.name] ?? "none"
        guard form == "\(ShareForm.number)" else {
            return Answer(
                409, "the screen is shared in form \(ShareForm.number), and form \(form.prefix(12)) is asked for: take the same version of dnag on both sides, or reload the page\n"
            )
        }
        switch door.judge(JoinCode(String((request.values["code"] ?? "").prefix(64))), from: peer, at: now) {
        case .welcome: return nil
        case .wrongCode: return Answer(403, "the code is another one\n")
        case .tooManyTries: return Answer(429, "too many wrong codes from this address; try again in a minute\n")
        }
    }

    private func follow(_ visitor: Connection, _ path: String, _ visitors: [Connection], _ now: Duration) {
        switch path {
        case "/join": visitor.answer(Answer(200, "welcome\n"), at: now)
        case "/session":
            guard let session = look().moment?.session() else { return visitor.answer(Answer(404, "nothing has been computed yet\n"), at: now) }
            visitor.answer(
                Answer(200, session, type: "application/json", headers: ["Content-Disposition: attachment; filename=\"shared.dnag\""]), at: now)
        default:
            guard visitors.count(where: \.isFollowing) < limits.followers else { return visitor.answer(Answer(503, "no more can follow\n"), at: now) }
            visitor.socket.expectAnswers(within: Int32(limits.stall.components.seconds))
            visitor.part = .following(nil)
            visitor.say(Answer.stream, at: now)
        }
    }

    /// Waits until somebody says or takes something, there is something new to show, or time is up for somebody.
    private func wait(for visitors: [Connection], next: Duration?, _ watch: Stopwatch) {
        var watched = [pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0), pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)]
        watched += visitors.map { pollfd(fd: $0.socket.descriptor, events: Int16($0.isReady ? POLLIN : POLLIN | POLLOUT), revents: 0) }
        // Who follows is shown what came a moment after the last, too.
        let isOwed = visitors.contains { $0.isFollowing } && look().isNew
        let times = visitors.flatMap { [$0.deadline(limits), $0.pulse(limits)] } + [isOwed ? next : nil]
        let now = watch.elapsed
        let seconds = times.compactMap { $0 }.min().map { max(($0 - now) / .seconds(1), 0) } ?? 3_600
        _ = poll(&watched, nfds_t(watched.count), Int32(min((seconds * 1_000).rounded(.up), 3_600_000)))
        if watched[0].revents != 0 { bell.drain() }
    }
}
