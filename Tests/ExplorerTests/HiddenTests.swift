import Explorer
import Foundation
import Terminal
import Testing

@Suite struct HiddenTests {
    private func text(_ harness: Harness) -> String { render(harness.state).text }

    @Test func aHiddenPageIsReachedInNoWay() throws {
        var harness = try Harness.ready()
        try harness.ask("hide search,compare")
        #expect(text(harness).contains("hidden here: search, compare; :hide none shows all"))
        let tabs = render(harness.state).line(0)
        #expect(!tabs.contains("search") && !tabs.contains("compare") && tabs.contains("population"))
        for way in ["5", "f", "3", "c"] {
            try harness.type(way)
            #expect(harness.state.page == .watch, "\(way)")
            #expect(text(harness).contains("is hidden here"))
        }
        try harness.ask("page search")
        #expect(harness.state.page == .watch)
        // By its title: where population stands is population.
        let column = try #require(tabs.range(of: "population")).lowerBound
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: tabs.distance(from: tabs.startIndex, to: column) + 2, y: 0))))
        #expect(harness.state.page == .population)
        try harness.ask("hide none")
        try harness.type("5")
        #expect(harness.state.page == .search)
    }

    @Test func aHiddenKeyDoesNothingAndIsNotNamed() throws {
        var harness = try Harness.ready(width: 160, height: 48)
        let before = harness.state.branch?.denoiser
        #expect(render(harness.state).line(47).contains("d denoiser"))
        try harness.ask("hide key=d,key=space")
        harness.send(.tick(100))
        #expect(!render(harness.state).line(47).contains("d denoiser"))
        let effects = harness.effects.count
        try harness.type("d")
        #expect(harness.effects.count == effects && harness.state.branch?.denoiser == before && text(harness).contains("the key d is hidden here"))
    }

    @Test func aHiddenSliderIsNotThere() throws {
        var harness = try Harness.ready()
        let name = try #require(harness.state.shown.first)
        try harness.ask("hide slider=\(name)")
        #expect(!harness.state.shown.contains(name) && !harness.state.shown.isEmpty)
        try harness.ask("gamma \(name) 2")
        #expect(text(harness).contains("the slider \(name) is hidden here") && harness.state.tilt(name) == 0)
    }

    @Test func aHiddenPanelIsCovered() throws {
        var harness = try Harness.ready()
        let before = render(harness.state)
        try harness.ask("hide operations,adjacency")
        harness.send(.tick(100))
        let after = render(harness.state)
        #expect(after.text.components(separatedBy: "hidden").count == 3)
        #expect(before.text != after.text)
    }

    @Test func whatIsHiddenTravelsInTheSession() throws {
        var harness = try Harness.ready()
        try harness.ask("hide task,key=d,norms")
        let line = try #require(harness.state.reproductionLines.first)
        #expect(line.hasPrefix("dnag explore --from dnag1:"))
        let session = try SessionDocument(word: String(line.dropFirst("dnag explore --from ".count))).session(from: "a line")
        #expect(session.hidden.words == ["task", "key=d", "norms"])
        var again = try Harness.opening(session)
        try again.type("6")
        #expect(again.state.page == .watch && again.state.hidden == session.hidden)
        // One without anything hidden has no word of it, so that its bytes are those that it always had.
        try harness.ask("hide none")
        let free = try #require(harness.state.session)
        #expect(!SessionDocument(free).text.contains("hidden"))
    }

    @Test(arguments: [
        ("watch", "cannot be hidden"), ("nothing", "must be a page"), ("key=", "must be a page"), ("key=nokey", "must be a page"), ("key=q", "not q, : and ctrl-c"),
        ("key=ctrl-c", "not q, : and ctrl-c"), ("slider=", "must be a page"), ("task,\u{1B}", "must be a page"),
    ])
    func whatCannotBeHiddenIsNamed(_ words: String, _ rule: String) throws {
        let fault = try #require(throws: SessionFault.self) { try Hidden(parsing: words) }
        #expect(fault.place == "hidden" && fault.rule.contains(rule))
        #expect(throws: SessionFault.self) { try Hidden(Array(repeating: "task", count: 65)) }
    }

    /// Every panel of every page has a name that can be hidden, and no page's.
    @Test func allPanelsCanBeHidden() throws {
        var harness = try Harness.ready(width: 160, height: 48)
        for page in Page.allCases {
            try harness.type("\((Page.allCases.firstIndex(of: page) ?? 0) + 1)")
            for _ in 0..<12 {
                try harness.type("z")
                guard let name = harness.state.presenting.zoomed else { break }
                #expect(try Hidden([name]).panels == [name])
            }
        }
    }
}
