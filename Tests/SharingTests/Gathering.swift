import Foundation
import Sharing
import Testing

/// A screen that is shared, and what followers of it saw.
final class Gathering: @unchecked Sendable {
    let share: ScreenShare
    let code = JoinCode("K7M2QP")

    init(_ limits: ShareLimits = ShareLimits(), port: UInt16 = 0) throws {
        let box = Counts()
        share = try ScreenShare(at: ShareAddress(port: port), code: code, limits: limits, page: { "<script nonce=\"\($0)\"></script>" }) { box.add($0) }
        self.box = box
    }

    private let box: Counts
    private final class Counts: @unchecked Sendable {
        let lock = NSLock()
        var last = 0
        func add(_ count: Int) {
            lock.lock()
            last = count
            lock.unlock()
        }
    }

    deinit { share.stop() }

    var port: UInt16 { share.address.port }

    /// How many follow, as it was told.
    var followers: Int {
        box.lock.lock()
        defer { box.lock.unlock() }
        return box.last
    }

    func show(_ rows: [String], columns: Int = 10, session: String? = "a session") {
        share.show(SharedMoment(screen: { SharedScreen(columns: columns, rows: rows) }, session: { session }))
    }

    /// Somebody who follows by our client.
    func follower(code: JoinCode? = nil) throws -> Follower { try Follower(share.address, code ?? self.code) }

    /// Somebody who follows by bare hands.
    func visitor() throws -> Visitor {
        let visitor = try Visitor(port: port)
        visitor.send("GET /follow?form=1&code=\(code.text) HTTP/1.1\r\nHost: test\r\n\r\n")
        return visitor
    }
}

/// What a `FollowLink` reports, remembered.
final class Follower: @unchecked Sendable {
    private let lock = NSCondition()
    private var news: [FollowLink.News] = []
    private var link: FollowLink?

    init(_ address: ShareAddress, _ code: JoinCode) throws {
        link = try FollowLink(to: address, code: code) { [weak self] new in
            guard let self else { return }
            lock.lock()
            news.append(new)
            lock.broadcast()
            lock.unlock()
        }
    }

    deinit { link?.stop() }

    /// Waits until something was reported that fits; false where it does not come.
    func waits(for fits: (FollowLink.News) -> Bool) -> Bool {
        lock.lock()
        defer { lock.unlock() }
        let end = Date().addingTimeInterval(20)
        while !news.contains(where: fits) {
            if !lock.wait(until: end) { return false }
        }
        return true
    }

    func sees(_ rows: [String]) -> Bool { waits { if case .screen(let screen) = $0 { screen.rows == rows } else { false } } }
    func isRefused(_ error: ShareError) -> Bool { waits { if case .refused(error) = $0 { true } else { false } } }
    func hearsTheEnd() -> Bool { waits { if case .ended = $0 { true } else { false } } }
    func losesTheWay() -> Bool { waits { if case .lost = $0 { true } else { false } } }
}

/// Waits for something that another thread brings about.
func eventually(_ isSo: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(20)
    while !isSo() {
        if Date() > end { return false }
        Thread.sleep(forTimeInterval: 0.005)
    }
    return true
}
