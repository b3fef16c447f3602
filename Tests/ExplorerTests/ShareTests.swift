import Explorer
import Sharing
import Terminal
import Testing

@Suite struct ShareTests {
    private let place = SharePlace(addresses: ["192.168.1.5:8017"], code: "K7M2QP", isLoopback: false)

    private func screen(_ harness: Harness) -> String { render(harness.state).text }

    @Test func serveAsksToShareAndShowsHowToFollow() throws {
        var harness = try Harness.ready()
        try harness.ask("serve 192.168.1.5:8017")
        #expect(harness.effects.last == .share(ShareAddress(host: "192.168.1.5", port: 8017)))
        harness.send(.engine(.sharing(.started(place))))
        #expect(screen(harness).contains("dnag follow 192.168.1.5:8017 K7M2QP"))
        #expect(screen(harness).contains("http://192.168.1.5:8017"))
        // Any key goes back, and does nothing else.
        let effects = harness.effects.count
        try harness.press(.char("q"))
        #expect(harness.effects.count == effects && !screen(harness).contains("dnag follow"))
        harness.send(.engine(.sharing(.followers(3))))
        #expect(screen(harness).contains("● 3 follow"))
        harness.send(.engine(.sharing(.followers(1))))
        #expect(screen(harness).contains("● 1 follows"))
        // Asked again it says where.
        try harness.ask("serve")
        #expect(harness.effects.count == effects && screen(harness).contains("K7M2QP"))
        try harness.press(.escape)
        try harness.ask("serve off")
        #expect(harness.effects.last == .endSharing && harness.state.sharing == .off && !screen(harness).contains("●  follow"))
    }

    @Test func withoutAnAddressOnlyThisMachineFollows() throws {
        var harness = try Harness.ready()
        try harness.ask("serve")
        #expect(harness.effects.last == .share(ShareAddress(host: "127.0.0.1", port: 8017)))
        harness.send(.engine(.sharing(.started(SharePlace(addresses: ["127.0.0.1:8017"], code: "K7M2QP", isLoopback: true)))))
        #expect(screen(harness).contains("Only this machine can follow."))
    }

    @Test func whatCannotBeSharedIsSaid() throws {
        var harness = try Harness.ready()
        try harness.ask("serve nonsense:x")
        #expect(!harness.effects.contains { if case .share = $0 { true } else { false } })
        #expect(screen(harness).contains("is no address to share a screen at"))
        try harness.press(.escape)
        try harness.ask("serve off")
        #expect(screen(harness).contains("the screen is not shared"))
        try harness.ask("serve 8017")
        harness.send(.engine(.sharing(.failed(reason: "\(ShareError.inUse(ShareAddress()))"))))
        #expect(harness.state.sharing == .off && screen(harness).contains("not shared: 127.0.0.1:8017: another program uses this port"))
        // Late news of what is over changes nothing.
        harness.send(.engine(.sharing(.started(place))))
        harness.send(.engine(.sharing(.followers(9))))
        #expect(harness.state.sharing == .off)
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func aFollowerSeesEveryCell(_ width: Int, _ height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        for page in ["1", "2", "3", "4", "5", "6", "?"] {
            try harness.type(page)
            let teacher = render(harness.state)
            var following = Following()
            following.take([.screen(SharedScreen(columns: teacher.width, rows: teacher.runRows))])
            #expect(following.screen == teacher)
            let frame = following.frame(width: width, height: height + 1, theme: .dark)
            #expect((0..<height).allSatisfy { y in (0..<width).allSatisfy { frame[$0, y] == teacher[$0, y] } })
        }
    }

    @Test func aSmallerTerminalShowsAPartThatArrowsMove() throws {
        let rows = (0..<40).map { y in "[[\"" + (0..<10).map { "\(y % 10)\($0)......" }.joined() + "\",-1,-1]]" }
        var following = Following()
        following.take([.screen(SharedScreen(columns: 80, rows: rows))])
        #expect(following.frame(width: 60, height: 21, theme: .dark).text.contains("columns 1–60 of 80, rows 1–20 of 40"))
        for _ in 0..<100 { _ = following.press(.right) }
        for _ in 0..<100 { _ = following.press(.down) }
        let corner = following.frame(width: 60, height: 21, theme: .dark)
        #expect(corner.text.contains("columns 21–80 of 80, rows 21–40 of 40"))
        #expect(corner[59, 19].text == "." && corner[52, 19].text == "9" && corner[53, 19].text == "9")
        #expect(following.press(.home) == .stay && following.press(.char("e")) == .explore && following.press(.char("q")) == .leave)
        // Nothing is too small, and nothing too large.
        for size in [(0, 0), (1, 1), (300, 100)] { _ = following.frame(width: size.0, height: size.1, theme: .dark) }
    }

    @Test func aFollowerIsToldWhenThereIsNothingNew() {
        var following = Following()
        #expect(following.frame(width: 80, height: 24, theme: .dark).text.contains("waiting for the teacher's screen"))
        following.take([.screen(SharedScreen(columns: 3, rows: ["[[\"abc\",-1,-1]]"])), .lost(.noAnswer(ShareAddress(), reason: "gone"))])
        let lost = following.frame(width: 80, height: 24, theme: .dark).text
        #expect(lost.contains("abc") && lost.contains("stands still") && lost.contains("no answer (gone)"))
        following.take([.screen(SharedScreen(columns: 3, rows: ["[[\"def\",-1,-1]]"]))])
        #expect(following.frame(width: 80, height: 24, theme: .dark).text.contains("● follows"))
        following.take([.ended])
        #expect(following.frame(width: 80, height: 24, theme: .dark).text.contains("shares the screen no more"))
        following.take([.refused(.wrongCode(ShareAddress()))])
        #expect(following.refusal == .wrongCode(ShareAddress()))
    }

    @Test func theBrowsersPageNeedsNothingFromElsewhere() {
        let page = FollowPage.html(nonce: "n0nce")
        for word in ["http:", "https:", "src=", "url(", "@import", "import(", "eval", "innerHTML"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.components(separatedBy: "<script").count == 2 && page.contains("<script nonce=\"n0nce\">"))
    }
}
