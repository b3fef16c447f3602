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
}
