import Foundation
import Sharing
import TestSupport
import Testing

/// What comes to a shared screen from those who are not expected.
@Suite(.serialized) struct UnwantedTests {
    @Test func aWrongCodeIsRefusedAndAfterFiveNothingIsHeard() throws {
        var limits = ShareLimits()
        limits.silence = .milliseconds(300)
        let gathering = try Gathering(limits)
        gathering.show(["row"])
        for code in ["", "K7M2Q", "K7M2QPX", "K7M2QQ", "AAAAAA"] {
            let visitor = try Visitor.get("/follow?form=1&code=\(code)", port: gathering.port)
            #expect(visitor.status == 403 && visitor.text.hasSuffix("\r\n\r\nthe code is another one\n"), "\(code)")
        }
        // Not even with the right one, or guessing would go on.
        for path in ["/join", "/follow", "/session"] {
            let visitor = try Visitor.get("\(path)?form=1&code=K7M2QP", port: gathering.port)
            #expect(visitor.status == 429)
            #expect(!visitor.text.contains("row"))
        }
        #expect(try gathering.follower().isRefused(.tooManyTries(gathering.share.address)))
        Thread.sleep(forTimeInterval: 0.4)
        #expect(try gathering.follower().sees(["row"]))
    }

    @Test func ourFollowerIsToldOfItsWrongCode() throws {
        let gathering = try Gathering()
        let follower = try gathering.follower(code: JoinCode("ABCDEF"))
        #expect(follower.isRefused(.wrongCode(gathering.share.address)))
        #expect("\(ShareError.wrongCode(gathering.share.address))".hasSuffix(": the code is another one; it stands on the teacher's screen (:serve shows it)"))
        // What is in a code cannot become part of the request.
        #expect(try gathering.follower(code: JoinCode("A HTTP/1.1\r\nX: \u{1B}é")).isRefused(.wrongCode(gathering.share.address)))
    }

    @Test(arguments: [
        ("GET /nothing HTTP/1.1\r\n\r\n", 404), ("GET / HTTP/1.1\r\n\r\n", 200), ("GET / HTTP/1.0\n\n", 200), ("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n", 405),
        ("HEAD / HTTP/1.1\r\n\r\n", 405), ("DELETE /session HTTP/1.1\r\n\r\n", 405), ("GET http://elsewhere/ HTTP/1.1\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400), ("GET / HTTP/2\r\n\r\n", 400), ("\r\n\r\n", 400), ("GET /\u{1B}[2J HTTP/1.1\r\n\r\n", 400), ("\u{16}\u{03}\u{01}\u{02}", 400),
        ("GET /../../etc/passwd HTTP/1.1\r\n\r\n", 404), ("GET /%2e%2e/ HTTP/1.1\r\n\r\n", 404), ("GET /follow HTTP/1.1\r\n\r\n", 409),
        ("GET /follow?form=2&code=K7M2QP HTTP/1.1\r\n\r\n", 409), ("GET /follow?form=1&code=K7M2QP&code=x HTTP/1.1\r\n\r\n", 403),
    ])
    func aRequestIsAnswered(_ text: String, _ status: Int) throws {
        let gathering = try Gathering()
        let visitor = try Visitor(port: gathering.port)
        visitor.send(text)
        visitor.read()
        #expect(visitor.hasEnded && visitor.status == status, "\(text.debugDescription): \(visitor.text)")
        #expect(visitor.text.contains("\r\nDnag-Share: 1\r\n") && visitor.text.contains("\r\nCache-Control: no-store\r\n"))
    }

    @Test func noGarbageEndsTheSharing() throws {
        let gathering = try Gathering()
        gathering.show(["row"])
        let follower = try gathering.follower()
        #expect(follower.sees(["row"]))
        var random = SeededGenerator(seed: 22)
        for _ in 0..<200 {
            let visitor = try Visitor(port: gathering.port)
            var bytes = (0..<Int.random(in: 0..<600, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            if Bool.random(using: &random) { bytes = Array("GET /follow?form=1&code=".utf8) + bytes }
            visitor.send(bytes)
            if Bool.random(using: &random) { visitor.vanish() }
        }
        gathering.show(["still here"])
        #expect(follower.sees(["still here"]))
        #expect(eventually { gathering.followers == 1 })
    }

    @Test func aRequestThatIsTooLongIsRefusedAndNotKept() throws {
        let gathering = try Gathering()
        let visitor = try Visitor(port: gathering.port)
        visitor.send("GET / HTTP/1.1\r\n")
        // More than any system keeps for a reader who does not read.
        var isTaken = true
        for _ in 0..<64 where isTaken { isTaken = visitor.send(Array(repeating: UInt8(ascii: "a"), count: 1 << 20)) }
        #expect(!isTaken)
        #expect(try Visitor.get("/", port: gathering.port).status == 200)
    }

    @Test func whoDoesNotAskInTimeIsSentAway() throws {
        var limits = ShareLimits()
        limits.patience = .milliseconds(100)
        let gathering = try Gathering(limits)
        let (silent, slow) = (try Visitor(port: gathering.port), try Visitor(port: gathering.port))
        slow.send("GET / HT")
        for visitor in [silent, slow] {
            visitor.read()
            #expect(visitor.hasEnded && visitor.received.isEmpty)
        }
    }

    @Test func manyWhoSayNothingDoNotKeepOthersOut() throws {
        let gathering = try Gathering()
        gathering.show(["row"])
        let silent = try (0..<200).map { _ in try Visitor(port: gathering.port) }
        #expect(try gathering.follower().sees(["row"]))
        withExtendedLifetime(silent) {}
    }

    @Test func aPortInUseIsNamed() throws {
        let gathering = try Gathering()
        let address = gathering.share.address
        #expect(throws: ShareError.inUse(address)) { try Gathering(port: address.port) }
        #expect("\(ShareError.inUse(address))" == "\(address): another program uses this port; take another one, or 0 for any that is free")
    }

    @Test func whatAnswersButSharesNothingIsNamed() throws {
        let foreign = try Rude(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        let address = ShareAddress(port: foreign.port)
        #expect(try Follower(address, JoinCode("K7M2QP")).isRefused(.foreign(address)))
        foreign.stop()
        #expect(throws: ShareError.self) { try FollowLink.session(at: address, code: JoinCode("K7M2QP")) }
    }

    @Test func anotherVersionIsNamedOnBothSides() throws {
        let gathering = try Gathering()
        let visitor = try Visitor.get("/follow?form=2&code=K7M2QP", port: gathering.port)
        #expect(visitor.text.hasSuffix("\r\n\r\nthe screen is shared in form 1, and form 2 is asked for: take the same version of dnag on both sides, or reload the page\n"))
        let later = try Rude(answer: "HTTP/1.1 409 Conflict\r\nDnag-Share: 2\r\n\r\nthe screen is shared in form 2\u{1B}[2J, and form 1 is asked for\nmore")
        let address = ShareAddress(port: later.port)
        let error = ShareError.otherForm(address, reason: "the screen is shared in form 2\u{1B}[2J, and form 1 is asked for")
        #expect(try Follower(address, JoinCode("K7M2QP")).isRefused(error))
        #expect("\(error)" == "\(address): the screen is shared in form 2\\u{1B}[2J, and form 1 is asked for")
        later.stop()
    }

    @Test(arguments: ["", "data: 1 2000\n", "data: 5000 1\n", "data: 2 1\ndata: 1 [\"x\"]\n", "data: 2 1\ndata: -1 x\n", "data: 2 1\ndata: x\n"])
    func whatCannotBeAScreenIsNoScreen(_ data: String) throws {
        let liar = try Rude(answer: "HTTP/1.1 200 OK\r\nDnag-Share: 1\r\n\r\nevent: screen\n\(data)\n")
        let address = ShareAddress(port: liar.port)
        #expect(try Follower(address, JoinCode("K7M2QP")).isRefused(.damaged(address)))
        liar.stop()
    }

    @Test func thePageAllowsItsOwnScriptAlone() throws {
        let gathering = try Gathering()
        let (first, second) = (try Visitor.get("/", port: gathering.port).text, try Visitor.get("/", port: gathering.port).text)
        func nonces(_ text: String) -> [Substring] { text.matches(of: /nonce[-=]"?([0-9a-z]+)/).map(\.output.1) }
        #expect(nonces(first).count == 2 && Set(nonces(first)).count == 1)
        #expect(nonces(first) != nonces(second))
        #expect(first.contains("default-src 'none'"))
    }
}
