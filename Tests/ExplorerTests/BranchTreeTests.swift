import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct BranchTreeTests {
    /// A, B (from A at 4), C (from B at 8), D (from A at 6); the current one is D.
    private func grown() throws -> Harness {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("....o")
        try harness.type("b<s")
        #expect(harness.state.branches.map(\.parent) == [nil, 0, 1, 0])
        return harness
    }

    private func names(_ harness: Harness) -> [String] {
        BranchTree.rows(of: harness.state.branches).compactMap { row in
            harness.state.branches.first { $0.id == row.id }.map { row.lead + $0.title }
        }
    }

    @Test func theTreeIsDrawnWithWhatChanged() throws {
        var harness = try grown()
        try harness.type("B")
        #expect(names(harness) == ["A", "├─ B", "│  └─ C", "└─ D"])
        let screen = render(harness.state).text
        for part in ["├─ B", "│  └─ C", "└─ D", "γ cifar10_test +1.00", "first order", "sampler", "◆ 4", "◆ 8"] {
            #expect(screen.contains(part), "no '\(part)' in\n\(screen)")
        }
    }

    @Test func walkingGoesThere() throws {
        var harness = try grown()
        try harness.type("B")
        let home = harness.state.current, position = harness.state.position
        #expect(home == 3)
        try harness.press(.up)
        #expect(harness.state.current == 2)
        try harness.press(.up, .up, .up, .up)
        #expect(harness.state.current == 0)
        try harness.press(.down)
        #expect(harness.state.current == 1)
        try harness.press(.escape)
        #expect(harness.state.overlay == .none)
        #expect(harness.state.current == home)
        #expect(harness.state.position == position)
        try harness.type("B")
        try harness.press(.up, .enter)
        #expect(harness.state.overlay == .none)
        #expect(harness.state.current == 2)
    }

    /// A name is a wish to keep: a new seed, another sample or a pasted line takes away only what has none.
    @Test(arguments: ["R", "N", ":seed 9\r", ":dnag generate --seed 3 --steps 12\r"]) func whatHasANameOutlivesItsRun(keys: String) throws {
        var harness = try grown()
        try harness.type("Bn")
        try harness.type("fast one")
        try harness.press(.enter, .enter)
        let kept = try #require(harness.state.branch)
        #expect(harness.state.branches.count == 4)
        for character in keys { try harness.press(character == "\r" ? .enter : .char(character)) }
        #expect(harness.state.branches.map(\.label) == ["fast one", nil])
        #expect(harness.state.branch?.label == nil && harness.state.position == 0)
        #expect(harness.state.branches[0].steps.map(\.trace) == kept.steps.map(\.trace))
        // Another letter than any that was there, and its own root.
        #expect(harness.state.branches.map(\.name) == ["D", "E"] && harness.state.branches.map(\.parent) == [nil, nil])
        let (seed, sample) = (harness.state.branch?.settings.seed, harness.state.sample)
        // Back to it, to the last bit and with its own noise; and forth.
        try harness.type("b")
        #expect(harness.state.branch?.title == "fast one" && harness.state.sample == 0)
        #expect(harness.state.branch?.settings.seed == 7)
        try harness.type("y")
        let line = try #require(harness.state.linesShown.first)
        let word = try #require(line.split(separator: " ").last.map(String.init))
        let shown = try #require(try SessionDocument(word: word).session(from: "it").shown?.stem)
        #expect(shown.label == "fast one" && shown.sample == 0 && shown.segments.last?.settings.seed == 7)
        try harness.press(.escape)
        // What is computed from here on is of its sample too.
        try harness.press(.home, .pageUp)
        #expect(harness.lastRequest?.sample == 0 && harness.lastRequest?.settings.seed == 7)
        try harness.type("bb")
        while harness.state.branch?.name != "E" { try harness.type("b") }
        #expect(harness.state.sample == sample && harness.state.branch?.settings.seed == seed)
    }

    @Test func otherNoiseIsNotHeldSideBySide() throws {
        var harness = try grown()
        try harness.type("Bn")
        try harness.type("kept")
        try harness.press(.enter, .enter)
        try harness.type("R")
        #expect(harness.state.notice?.text.contains("seed 8") ?? false)
        #expect(!harness.state.rivals.contains { if case .branch = $0 { true } else { false } })
        try harness.type("B")
        try harness.press(.up)
        try harness.type("c")
        #expect(harness.state.page == .watch && harness.state.notice?.text.contains("other noise") ?? false)
    }

    @Test func branchesAreNamed() throws {
        var harness = try grown()
        try harness.type("Bn")
        try harness.type("fast one")
        #expect(harness.state.branch?.label == nil)
        try harness.press(.enter)
        #expect(harness.state.branch?.title == "fast one")
        #expect(harness.state.branch?.name == "D")
        try harness.press(.enter)
        harness.send(.input(.resize(width: 160, height: 48)))
        let screen = render(harness.state).text
        #expect(screen.contains("branch fast one (4 of 4)"))
        #expect(screen.contains("▸fast one"))
        // Nobody else may take it, nor a letter that is another's.
        try harness.type("B")
        try harness.press(.up)
        for taken in ["fast one", "  fast  one ", "B"] {
            try harness.type("r\(taken)")
            try harness.press(.enter)
            #expect(harness.state.branch?.label == nil, "\(taken)")
            #expect(harness.state.notice?.text.contains("another branch") ?? false)
            try harness.press(.escape)
        }
        // No name, or its own letter: the letter.
        try harness.press(.down)
        try harness.type("n")
        try harness.press(.ctrl("u"), .enter)
        #expect(harness.state.branch?.label == nil)
        try harness.type("nD")
        try harness.press(.enter)
        #expect(harness.state.branch?.label == nil)
    }

    @Test func namesArePrintableAndFit() throws {
        var harness = try grown()
        try harness.type("Bn")
        harness.send(.input(.paste("\u{7}γ\n\u{202E}層 " + String(repeating: "long ", count: 20))))
        try harness.press(.enter)
        let name = try #require(harness.state.branch?.label)
        #expect(name.hasPrefix("γ層 long"))
        #expect(CharacterWidth.columns(of: name) <= 24)
        #expect(name.unicodeScalars.allSatisfy { CharacterWidth.columns(of: $0) != nil })
        // Keys of the tree are letters while a name is typed.
        try harness.press(.up)
        try harness.type("nxcuqB? ")
        try harness.press(.enter)
        #expect(harness.state.branch?.label == "xcuqB?")
        #expect(harness.state.branches.count == 4)
    }

    @Test func deletingLeavesTheChildren() throws {
        var harness = try grown()
        try harness.type("B")
        try harness.press(.up, .up)
        #expect(harness.state.current == 1)
        let steps = harness.state.branches[1].steps
        try harness.type("x")
        #expect(harness.state.current == 0)
        #expect(names(harness) == ["A", "├─ C", "└─ D"])
        #expect(harness.state.notice?.text.hasSuffix("deleted: u brings it back") ?? false)
        try harness.type("u")
        #expect(names(harness) == ["A", "├─ B", "│  └─ C", "└─ D"])
        #expect(harness.state.current == 1)
        #expect(harness.state.branch?.steps == steps)
        try harness.type("u")
        #expect(harness.state.notice?.text == "nothing to bring back")
    }

    @Test func allButTheLastCanGoAndComeBack() throws {
        var harness = try grown()
        let before = names(harness)
        try harness.type("B")
        try harness.press(.up, .up, .up)
        try harness.type("xxx")
        #expect(harness.state.branches.count == 1)
        try harness.type("x")
        #expect(harness.state.branches.count == 1)
        #expect(harness.state.notice?.text == "the last branch stays")
        try harness.type("uuu")
        #expect(names(harness) == before)
        #expect(harness.state.branches.map(\.id) == [0, 1, 2, 3])
    }

    /// The deleted can be brought back whatever was forked since, also after the tree was closed.
    @Test func aForkDoesNotEndTheWayBack() throws {
        var harness = try grown()
        try harness.type("Bx")
        try harness.press(.enter)
        try harness.type("Bu")
        #expect(harness.state.branches.count == 4)
        try harness.type("x")
        try harness.press(.enter, .pageUp)
        let count = harness.state.branches.count
        try harness.type("Bu")
        #expect(harness.state.branches.count == count + 1)
    }

    @Test func lateResultsOfTheDeletedAreIgnored() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        harness.send(.input(.key(.pageUp)))
        let request = try #require(harness.pending.first)
        let steps = try harness.steps(of: request)
        harness.pending = []
        harness.send(.input(.key(.char("B"))))
        harness.send(.input(.key(.char("x"))))
        #expect(harness.state.current == 0)
        let before = harness.state.branches.map(\.steps)
        harness.send(.engine(.steps(ticket: request.ticket, steps, isLast: true)))
        #expect(harness.state.branches.map(\.steps) == before)
        harness.send(.engine(.failed(ticket: request.ticket, reason: "late")))
        #expect(harness.state.notice?.text != "late")
        // Brought back, what is missing is asked for again.
        try harness.type("u")
        #expect(harness.state.branch?.id == 1)
        #expect(harness.state.branch?.steps.dropFirst(4).map(\.trace) == steps.map(\.trace))
    }

    @Test func theFoundIsComparedWithWhereOneCameFrom() throws {
        var harness = try grown()
        try harness.type("B")
        try harness.press(.up, .up)
        try harness.type("c")
        #expect(harness.state.page == .compare)
        #expect(harness.state.overlay == .none)
        #expect(harness.state.current == 3)
        #expect(harness.state.shownRival == .branch(1))
        #expect(harness.state.comparison?.gap != nil)
    }

    /// A fork by key, as everywhere, with the tree in view.
    @Test func theMethodChangesInTheTree() throws {
        var harness = try grown()
        try harness.press(.end)
        try harness.type("Bd")
        #expect(harness.state.branches.count == 5)
        #expect(harness.state.branch?.denoiser == .exact)
        guard case .branches = harness.state.overlay else {
            Issue.record("the tree is gone")
            return
        }
        #expect(render(harness.state).text.contains("exact denoiser"))
    }

    @Test func aClickGoesThere() throws {
        var harness = try grown()
        try harness.type("B")
        let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.firstIndex { $0.contains("├─ B") })
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 20, y: row))))
        #expect(harness.state.current == 1)
        harness.send(.input(.mouse(MouseEvent(.wheel(columns: 0, rows: 1), x: 20, y: row))))
        #expect(harness.state.current == 2)
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 3, y: 3))))
        #expect(harness.state.overlay == .none)
    }

    /// Forks of forks of forks: the lines give way, the names and columns stay.
    @Test(arguments: [(60, 18), (80, 24), (120, 36)])
    func deepTreesKeepTheirColumns(width: Int, height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        for turn in 0..<30 {
            try harness.press(.home)
            try harness.type(turn % 2 == 0 ? ".o" : "..o")
        }
        try harness.type("B")
        try harness.press(.up, .up)
        let rows = render(harness.state).text.split(separator: "\n").filter { $0.contains("└─ ") }
        #expect(rows.count >= 3)
        #expect(rows.allSatisfy { $0.contains("…") && $0.trimmingPrefix(" ").last == "│" })
        let marks = rows.map { row in row.prefix { $0 != "◆" }.count }
        #expect(Set(marks).count == 1, "\(rows)")
        #expect(rows.contains { $0.contains("└─ C2 ") })
    }

    /// Beyond the limit the oldest goes, and it is said; who has a name stays.
    @Test func theOldestGoButNotTheNamed() throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 4))
        try harness.press(.end, .pageUp)
        try harness.type("Bnkeep")
        try harness.press(.enter, .enter)
        var told = false
        for turn in 0..<80 {
            try harness.press(.home)
            try harness.type(turn % 2 == 0 ? "." : "..")
            try harness.type("o")
            told = told || (harness.state.notice?.text.contains("had to go") ?? false)
        }
        #expect(told)
        #expect(harness.state.branches.count == State.branchLimit)
        #expect(harness.state.branches.contains { $0.label == "keep" })
        // Whoever left one that went hangs on the one above it.
        let ids = Set(harness.state.branches.map(\.id))
        #expect(harness.state.branches.allSatisfy { $0.parent.map(ids.contains) ?? true })
        #expect(BranchTree.rows(of: harness.state.branches).count == State.branchLimit)
        for (width, height) in [(60, 18), (80, 24), (160, 48)] {
            harness.send(.input(.resize(width: width, height: height)))
            harness.send(.input(.key(.char("B"))))
            #expect(render(harness.state).text.contains("branches"))
            harness.send(.input(.key(.escape)))
        }
    }
}
