import Diffusion
import Explorer
import Terminal
import Testing

/// The help as a sheet that is read: from the page's own section, to its ends, while time stands still.
@Suite struct HelpSheetTests {
    @Test func homeAndEndGoToTheEndsAndDoNotCloseIt() throws {
        var harness = try Harness.ready(width: 80, height: 24)
        try harness.type("?")
        try harness.press(.end)
        let bottom = render(harness.state).text
        #expect(bottom.contains("select a slider, or go step by step"))
        try harness.press(.down)
        #expect(render(harness.state).text == bottom)
        try harness.press(.home)
        #expect(render(harness.state).text.contains("play, or pause"))
        try harness.type("x")
        #expect(harness.state.overlay == .none)
    }

    @Test(arguments: [("2", "Inspect page"), ("3", "Comparing"), ("4", "On the population page"), ("5", "On the search page"), ("1", "Time")])
    func opensAtThePagesOwnSection(key: String, title: String) throws {
        var harness = try Harness.ready(width: 80, height: 24)
        if key != "1" { try harness.type(key) }
        try harness.type("?")
        let lines = render(harness.state).text.split(separator: "\n").map(String.init)
        let first = lines.first { line in KeyTable.sections.contains { line.contains($0.title) } }
        #expect(first?.contains(title) == true, "\(first ?? "")")
    }

    @Test(arguments: ["?", ":help"])
    func timeStandsStillBehindIt(key: String) throws {
        var harness = try Harness.ready(width: 80, height: 24)
        harness.send(.tick(0))
        harness.send(.tick(0.25))
        let position = harness.state.position
        #expect(position > 0 && harness.state.isPlayingOn)
        try harness.type(key)
        if key.count > 1 { try harness.press(.enter) }
        #expect(!harness.state.isPlayingOn && harness.state.nextStepIn == nil)
        for tick in 2...20 { harness.send(.tick(Double(tick) / 4)) }
        #expect(harness.state.position == position)
        try harness.press(.escape)
        #expect(harness.state.isPlayingOn)
        harness.send(.tick(5.25))
        #expect(harness.state.position > position)
    }

    /// What is typed behind a slash stays, under its title, and nothing else.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func whatIsSoughtIsFound(width: Int, height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        try harness.type("?/SAMPLER")
        var text = render(harness.state).text
        #expect(text.contains("/SAMPLER▏") && text.contains("Method") && text.contains("the next sampler") && !text.contains("play, or pause"))
        // Letters are letters: q seeks, and does not quit.
        try harness.type("q")
        #expect(render(harness.state).text.contains("nothing here holds 'SAMPLERq'") && harness.effects.allSatisfy { if case .quit = $0 { false } else { true } })
        try harness.press(.backspace, .enter, .down)
        text = render(harness.state).text
        #expect(text.contains("/SAMPLER") && !text.contains("/SAMPLER▏") && text.contains("the next sampler"))
        try harness.press(.escape)
        #expect(render(harness.state).text.contains("play, or pause"))
        try harness.press(.escape)
        #expect(harness.state.overlay == .none && harness.state.sheetFilter == nil)
        // Next time all is there again.
        try harness.type("?")
        #expect(render(harness.state).text.contains("play, or pause"))
    }

    /// A term of the glossary comes with all of its lines, wherever in them the word is.
    @Test func aTermComesWhole() throws {
        var harness = try Harness.ready(width: 160, height: 48)
        let words = ["alpha", "beta"].map { "**\($0)** — \($0) begins " + String(repeating: "and goes on ", count: 12) + "to the end of \($0)." }
        harness.state.glossary = Glossary(parsing: words.joined(separator: "\n\n"))
        try harness.type(":what")
        try harness.press(.enter)
        try harness.type("/of beta")
        let text = render(harness.state).text
        #expect(text.contains("beta begins") && text.contains("to the end of beta.") && !text.contains("alpha"))
        for _ in 0..<8 { try harness.press(.backspace) }
        #expect(harness.state.sheetFilter == nil && render(harness.state).text.contains("alpha begins"))
    }
}
