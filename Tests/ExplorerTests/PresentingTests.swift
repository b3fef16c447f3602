import Explorer
import Terminal
import Testing

@Suite struct PresentingTests {
    private func rows(_ harness: Harness) -> [String] {
        let canvas = render(harness.state)
        return (0..<canvas.height).map(canvas.line)
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func zoomGoesThroughThePanelsOfEveryPageAndComesBack(_ width: Int, _ height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        for page in ["1", "2", "3", "4", "5", "6"] {
            try harness.type(page)
            harness.send(.tick(harness.state.presenting.zoomed == nil ? 100 : 200))
            let whole = render(harness.state)
            var seen: Set<String> = []
            for _ in 0..<12 {
                try harness.type("z")
                guard let name = harness.state.presenting.zoomed else { break }
                #expect(seen.insert(name).inserted, "\(name) came twice")
                let screen = render(harness.state)
                #expect(screen.width == width && screen.height == height && screen != whole, "\(name)")
                #expect(screen.line(0) == whole.line(0))
            }
            #expect(harness.state.presenting.zoomed == nil && !seen.isEmpty)
            try harness.type("z")
            try harness.press(.escape)
            #expect(harness.state.presenting.zoomed == nil)
        }
    }

    /// A panel that is zoomed has all the rows that there are, where there is something to put there.
    @Test func theTableThatIsZoomedShowsMoreProperties() throws {
        var harness = try Harness.ready(width: 80, height: 24)
        let names = harness.catalog.entries.map(\.info.name)
        for name in names.prefix(14) { try harness.ask("add \(name)") }
        func shown() -> Int { harness.state.shown.count { name in rows(harness).contains { $0.contains(harness.catalog[name]?.info.title ?? name) || $0.contains(name) } } }
        let before = shown()
        try harness.ask("zoom properties")
        #expect(harness.state.presenting.zoomed == "properties")
        #expect(shown() >= before)
    }

    @Test func theMouseWorksOnWhatIsZoomed() throws {
        var harness = try Harness.ready(width: 120, height: 36)
        try harness.ask("zoom properties")
        let name = try #require(harness.state.shown.dropFirst().first), title = harness.catalog[name]?.info.title ?? name
        let row = try #require(rows(harness).firstIndex { $0.contains(title) || $0.contains(name) })
        let column = try #require(rows(harness)[row].firstIndex { $0 != " " }.map { rows(harness)[row].distance(from: rows(harness)[row].startIndex, to: $0) })
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: column, y: row))))
        harness.send(.input(.mouse(MouseEvent(.release(.left), x: column, y: row))))
        #expect(harness.state.selected == 1)
        #expect(harness.state.width == 120 && harness.state.height == 36)
    }

    @Test func aSpotlightFadesAllButOnePanel() throws {
        var harness = try Harness.ready()
        // Nothing moves meanwhile.
        if harness.state.isPlaying { try harness.type(" ") }
        harness.send(.tick(100))
        let plain = render(harness.state)
        try harness.ask("spotlight cell")
        harness.send(.tick(200))
        let lit = render(harness.state)
        #expect(lit.text == plain.text)
        let changed = (0..<36).flatMap { y in (0..<120).map { (x: $0, y: y) } }.filter { lit[$0.x, $0.y] != plain[$0.x, $0.y] }
        let same = (0..<36).flatMap { y in (0..<120).map { (x: $0, y: y) } }.filter { lit[$0.x, $0.y] == plain[$0.x, $0.y] && plain[$0.x, $0.y].text != " " }
        #expect(changed.count > 300 && same.count > 100)
        try harness.press(.escape)
        harness.send(.tick(300))
        #expect(render(harness.state) == plain)
    }

    @Test func anUnknownPanelIsNamedWithThoseThatThereAre() throws {
        var harness = try Harness.ready()
        try harness.ask("zoom cel")
        let text = render(harness.state).text
        #expect(text.contains("this page has no panel 'cel'") && text.contains("cell"))
    }

    @Test func keysAreShownAsTheyArePressed() throws {
        var harness = try Harness.ready()
        try harness.type("..")
        #expect(!rows(harness)[35].contains(" . ×2"))
        try harness.ask("present")
        harness.send(.tick(50))
        try harness.type("...")
        try harness.press(.right)
        #expect(rows(harness)[35].contains(" . ×3   →"), "\(rows(harness)[35])")
        harness.send(.tick(52))
        #expect(rows(harness)[35].contains(" . ×3"))
        harness.send(.tick(54))
        #expect(!rows(harness)[35].contains(" . ×3"))
    }
}
