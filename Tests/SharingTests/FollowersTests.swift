import Foundation
import Sharing
import Testing

@Suite(.serialized) struct FollowersTests {
    @Test func thirtyFollowersSeeWhatIsShownWhileOneIsSlowAndOneVanishes() throws {
        var limits = ShareLimits()
        limits.stall = .seconds(600)
        let gathering = try Gathering(limits)
        let followers = try (0..<30).map { _ in try gathering.follower() }
        let slow = try gathering.visitor(), lost = try gathering.visitor()
        #expect(eventually { gathering.followers == 32 })
        // Rows so long that nothing of a slow one's screens fits where the system keeps them.
        func rows(_ number: Int) -> [String] { (0..<40).map { "[\"\(number) \($0) " + String(repeating: "x", count: 6_000) + "\"]" } }
        for number in 0..<8 {
            gathering.show(rows(number))
            if number == 3 { lost.vanish() }
            for follower in followers { #expect(follower.sees(rows(number))) }
        }
        // An optimised build lets go of what is not used any more, and a visitor that goes closes its connection.
        withExtendedLifetime(followers) { #expect(eventually { gathering.followers == 31 }) }
        // The slow one was told what was then, and then at once what is now: none of what was between.
        let last = "data: 39 \(rows(7)[39])"
        let text = slow.read { $0.hasSuffix(last + "\n\n") }
        let events = text.components(separatedBy: "event: screen\n").count - 1
        #expect(text.hasSuffix(last + "\n\n"))
        #expect(events < 8, "\(events) of 8 screens were kept for it")
    }

    @Test func whoShowsNeverWaits() throws {
        let gathering = try Gathering()
        let follower = try gathering.follower()
        let (isMaking, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        gathering.share.show(
            SharedMoment(
                screen: {
                    isMaking.signal()
                    mayGoOn.wait()
                    return SharedScreen(columns: 1, rows: ["first"])
                }, session: { nil }))
        isMaking.wait()
        // The thread that shares is busy until this one says otherwise; a call that waited for it would never return.
        for number in 0..<1_000 { gathering.show(["\(number)"]) }
        mayGoOn.signal()
        #expect(follower.sees(["999"]))
    }

    @Test func whatNobodySeesIsNotMade() throws {
        let gathering = try Gathering()
        let made = Flag()
        gathering.share.show(
            SharedMoment(
                screen: {
                    made.raise()
                    return SharedScreen(columns: 1, rows: ["row"])
                }, session: { nil }))
        #expect(try Visitor.get("/join?form=1&code=K7M2QP", port: gathering.port).status == 200)
        #expect(!made.isUp)
        #expect(try gathering.follower().sees(["row"]))
        #expect(made.isUp)
    }

    @Test func onlyRowsThatChangedAreSent() throws {
        let gathering = try Gathering()
        gathering.show(["one", "two", "three"])
        let visitor = try gathering.visitor()
        visitor.read { $0.hasSuffix("\n\n") && $0.contains("event") }
        gathering.show(["one", "2", "three"])
        let text = visitor.read { $0.hasSuffix("2\n\n") }
        #expect(text.components(separatedBy: "\r\n\r\n").last == "event: screen\ndata: 10 3\ndata: 0 one\ndata: 1 two\ndata: 2 three\n\nevent: screen\ndata: 10 3\ndata: 1 2\n\n")
        // Of another size everything is new.
        gathering.show(["one"], columns: 11)
        #expect(visitor.read { $0.contains("11 1") && $0.hasSuffix("\n\n") }.hasSuffix("event: screen\ndata: 11 1\ndata: 0 one\n\n"))
    }

    @Test func theEndIsToldAndThePortIsFreeAgain() throws {
        let gathering = try Gathering()
        gathering.show(["row"])
        let followers = try (0..<3).map { _ in try gathering.follower() }
        for follower in followers { #expect(follower.sees(["row"])) }
        gathering.share.stop()
        for follower in followers { #expect(follower.hearsTheEnd()) }
        let port = gathering.port
        let again = try Gathering(port: port)
        again.show(["again"])
        #expect(try again.follower().sees(["again"]))
    }

    @Test func aBrokenWayIsFoundAgain() throws {
        // What stands at the port first ends every connection without a word.
        let rude = try Rude(answer: "")
        let follower = try Follower(ShareAddress(port: rude.port), JoinCode("K7M2QP"))
        #expect(follower.losesTheWay())
        let port = rude.port
        rude.stop()
        let gathering = try Gathering(port: port)
        gathering.show(["there"])
        #expect(follower.sees(["there"]))
    }

    @Test func noMoreThanThereIsRoomForCanFollow() throws {
        var limits = ShareLimits()
        limits.followers = 2
        let gathering = try Gathering(limits)
        gathering.show(["row"])
        let first = try gathering.follower(), second = try gathering.follower()
        #expect(first.sees(["row"]) && second.sees(["row"]))
        #expect(try gathering.follower().isRefused(.full(gathering.share.address)))
        // Once somebody has left there is room again.
        let visitor = try Visitor.get("/join?form=1&code=K7M2QP", port: gathering.port)
        #expect(visitor.status == 200)
    }

    @Test func whoTakesNothingForTooLongIsGone() throws {
        var limits = ShareLimits()
        limits.stall = .milliseconds(200)
        let gathering = try Gathering(limits)
        let visitor = try gathering.visitor()
        #expect(eventually { gathering.followers == 1 })
        gathering.show((0..<100).map { _ in String(repeating: "x", count: 40_000) })
        #expect(eventually { gathering.followers == 0 })
        withExtendedLifetime(visitor) {}
    }

    @Test func theSessionIsTheOneThatIsShown() throws {
        let gathering = try Gathering()
        #expect(throws: ShareError.nothingYet(gathering.share.address)) { try FollowLink.session(at: gathering.share.address, code: gathering.code) }
        let text = String(repeating: "{\"é\": 1}\n", count: 50_000)
        gathering.show([], session: text)
        #expect(try FollowLink.session(at: gathering.share.address, code: gathering.code) == Data(text.utf8))
        gathering.show([], session: "another")
        #expect(try FollowLink.session(at: gathering.share.address, code: JoinCode(" k7m 2qp ")) == Data("another".utf8))
    }
}

final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false
    func raise() {
        lock.lock()
        value = true
        lock.unlock()
    }
    var isUp: Bool {
        lock.lock()
        defer { lock.unlock() }
        return value
    }
}
