import Explorer
import Terminal
import Testing

/// Keys that take the part of others.
@Suite struct KeyMapTests {
    private static func fault(_ text: String) -> String? {
        do {
            _ = try KeyMap(parsing: text)
            return nil
        } catch { return error.description }
    }

    private func harness(_ text: String, width: Int = 160, height: Int = 48) throws -> Harness {
        var harness = try Harness.ready(width: width, height: height)
        harness.state.keyMap = try KeyMap(parsing: text)
        return harness
    }

    private func footer(_ harness: Harness) -> String { render(harness.state).text.split(separator: "\n").last.map(String.init) ?? "" }

    @Test func aKeyTakesThePartOfAnother() throws {
        var harness = try harness("F5 = R   # another seed\nR = none\nctrl-n = \".\"\n")
        let seed = try #require(harness.state.branch?.settings.seed)
        try harness.press(.char("R"))
        #expect(harness.state.branch?.settings.seed == seed)
        try harness.press(.function(5))
        #expect(harness.state.branch?.settings.seed == seed + 1)
        try harness.press(.char(" "), .home, .ctrl("n"))
        #expect(harness.state.position == 1)
        #expect(footer(harness).contains("F5 new seed") && !footer(harness).contains("R new seed"))
    }

    /// One exchange of two keys, and what is written first stands first.
    @Test func twoKeysChangePlaces() throws {
        var harness = try harness("q = \"?\"\n\"?\" = q\n")
        try harness.type("q")
        let help = render(harness.state).text
        #expect(help.contains("keys") && harness.effects.allSatisfy { if case .quit = $0 { false } else { true } })
        try harness.press(.escape)
        #expect(footer(harness).contains("q help") && footer(harness).contains("? quit"))
        try harness.type("?")
        #expect(harness.effects.contains { if case .quit = $0 { true } else { false } })
    }

    /// Lines below a head hold for its page, and go before those of every page.
    @Test func aPageHasItsOwn() throws {
        let map = try KeyMap(parsing: "n = R\n[population]\nn = x\n[everywhere]\nF6 = s\n")
        #expect(map.lost.count == 2 && map.lost.contains { $0.contains("12, 20, 48 or 96 steps (n)") } && map.lost.contains { $0.contains("(n  tab, page population)") } == false)
        // On the search page s was no sampler before.
        #expect(try KeyMap(parsing: "[search]\ns = none\n").lost == ["the next strategy, from here on (s, page search)"])
        var harness = try harness("n = R\n[inspect]\nn = s\n")
        let seed = try #require(harness.state.branch?.settings.seed), sampler = harness.state.branch?.settings.sampler
        try harness.type("n")
        #expect(harness.state.branch?.settings.seed == seed + 1)
        try harness.type("i")
        #expect(harness.state.page == .inspect)
        try harness.type("n")
        #expect(harness.state.branch?.settings.seed == seed + 1 && harness.state.branch?.settings.sampler != sampler)
    }

    /// What is typed is typed.
    @Test func thePromptTakesEveryKeyAsItIs() throws {
        var harness = try harness("s = none\ne = R\n")
        try harness.type(":steps 12")
        #expect(render(harness.state).text.contains(":steps 12"))
    }

    @Test func whatIsWrongIsNamed() {
        let wrong: [(String, [String])] = [
            ("\n\nF99x = R", ["line 3", "'F99x' is no key"]), ("F5 = Rx", ["line 1", "'Rx' is no key"]), ("F5 = F9", ["'F9' does nothing on any page"]),
            ("[search]\nF5 = W3", ["line 2"]), ("[serch]", ["'serch' is no page", "perhaps 'search'", "everywhere, watch"]),
            ("F5 = R\nx = n\nF5 = s", ["line 3", "'F5' has a line above already"]), ("ctrl-c = R", ["ctrl-c quits"]), ("ctrl-z = R", ["ctrl-z suspends"]),
            ("F5", ["is not of the form key = key"]), ("F5 = ", ["is not of the form"]), ("F5 = R = s", ["is not of the form"]), ("\"F5 = R", ["quotation mark"]),
            ("[search", ["is not of the form"]), ("\u{1B}[2J = R", ["is not of the form", "\\u{1B}"]),
        ]
        for (text, words) in wrong {
            let said = Self.fault(text) ?? "nothing"
            for word in words { #expect(said.contains(word), "\(text): \(said)") }
        }
        #expect(Self.fault(String(repeating: "# so\n", count: 2_000))?.contains("1000 lines") == true)
        for right in ["", "# nothing\n\n", "'\"' = R", "\"#\" = a # and so on", "page up = R", "shift-right=R", "[ search ]\n n = \".\""] {
            #expect(Self.fault(right) == nil, "\(right): \(Self.fault(right) ?? "")")
        }
    }

    /// Nothing is lost by it in the usual table, and every row has its keys.
    @Test func withoutAFileNothingChanges() throws {
        #expect(KeyMap().lost.isEmpty)
        let text = KeyTable.text(KeyMap())
        for binding in KeyTable.bindings { #expect(text.contains("  " + binding.keyNames) && text.contains(binding.help)) }
        #expect(KeyTable.text(try KeyMap(parsing: "s = none")).contains("  –                   the next sampler"))
    }

    /// A click on a key of the footer presses it; on the words behind it, too.
    @Test(arguments: [80, 120, 160])
    func theFooterIsClicked(width: Int) throws {
        var harness = try Harness.ready(width: width)
        try harness.press(.char(" "), .home)
        func click(_ word: String, at offset: Int = 0) throws {
            let line = footer(harness), range = try #require(line.range(of: word))
            harness.send(.input(.mouse(MouseEvent(.press(.left), x: line.distance(from: line.startIndex, to: range.lowerBound) + offset, y: harness.state.height - 1))))
            try harness.answer()
        }
        // Each of two keys is itself.
        try click(", . step", at: 2)
        #expect(harness.state.position == 1)
        try click(", . step", at: 0)
        #expect(harness.state.position == 0)
        try click("space play", at: 8)
        #expect(harness.state.isPlaying)
        try click("? help")
        #expect(render(harness.state).text.contains("play, or pause"))
        // Below an overlay a click closes it, as everywhere.
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 0, y: harness.state.height - 1))))
        #expect(!render(harness.state).text.contains("play, or pause"))
    }
}
