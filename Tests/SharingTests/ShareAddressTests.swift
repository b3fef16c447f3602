import Sharing
import TestSupport
import Testing

@Suite struct ShareAddressTests {
    @Test(arguments: [
        ("8017", "127.0.0.1:8017"), ("0", "127.0.0.1:0"), ("65535", "127.0.0.1:65535"), ("192.168.1.5:80", "192.168.1.5:80"), ("0.0.0.0:8017", "0.0.0.0:8017"),
        ("localhost:1", "localhost:1"), ("[::1]:8017", "[::1]:8017"), ("[fe80::1]", "[fe80::1]:8017"), ("teacher.local", "teacher.local:8017"),
    ])
    func anAddressIsRead(_ text: String, _ whole: String) throws {
        let address = try ShareAddress(parsing: text)
        #expect(address.description == whole)
        #expect(try ShareAddress(parsing: whole) == address)
    }

    @Test(arguments: ["", "65536", "-1", ":80", "host:", "host:x", "host:80:90", "a b", "[::1", "[]:80", "[::1]80", "é:80", "host:99999999999999999999", "a\u{1B}"])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(throws: ShareError.badAddress(text)) { try ShareAddress(parsing: text) }
    }

    @Test func aNameIsNoAddressToListenAt() {
        #expect(throws: ShareError.badAddress("example.invalid:0")) {
            try ScreenShare(at: ShareAddress(host: "example.invalid", port: 0), page: { $0 })
        }
        // TEST-NET-1 (RFC 5737) belongs to nobody.
        let address = ShareAddress(host: "192.0.2.1", port: 0)
        #expect(throws: ShareError.notHere(address)) { try ScreenShare(at: address, page: { $0 }) }
    }

    @Test func codesAreSixLettersThatAreNotTakenForOneAnother() {
        var seen: Set<String> = []
        for _ in 0..<200 {
            let code = JoinCode.random().text
            #expect(code.count == 6 && code.allSatisfy { "ABCDEFGHJKMNPQRSTUVWXYZ23456789".contains($0) })
            seen.insert(code)
        }
        #expect(seen.count == 200)
        #expect(JoinCode(" k7m2 qp\n").text == "K7M2QP")
    }
}
