import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct HeadlessExplorerTests {
    private let settings = RunSettings(seed: 7, schedule: .fixed, steps: 16)

    private func explorer(_ settings: RunSettings? = nil) throws -> HeadlessExplorer {
        try HeadlessExplorer(ExplorerOptions(settings: settings ?? self.settings) { Synthetic.models }, width: 120, height: 36)
    }

    /// The engine's thread gives the same screens as an engine that answers at once.
    @Test func screensAreThoseOfTheExplorer() throws {
        let explorer = try explorer()
        var harness = try Harness.ready(settings: settings)
        try harness.press(.home)
        #expect(render(explorer.state) == render(harness.state))
        explorer.go(to: 5)
        explorer.perform(try KeyScript(parsing: ". page-up c .*3"))
        try harness.type(".....")
        try harness.type(".")
        try harness.press(.pageUp)
        try harness.type("c...")
        #expect(render(explorer.state) == render(harness.state))
        #expect(explorer.state.twin?.isComplete == true)
        explorer.go(to: .max)
        #expect(explorer.state.position == 16)
    }

    @Test func pagesAreTurned() throws {
        let explorer = try explorer()
        for page in Page.allCases {
            explorer.turn(to: page)
            #expect(explorer.state.page == page)
            explorer.turn(to: page)
            #expect(explorer.state.page == page)
        }
    }

    @Test func timePassesAsItIsTold() throws {
        let explorer = try explorer()
        explorer.startRecording(title: "t")
        explorer.play()
        explorer.perform(try KeyScript(parsing: "wait=1"))
        // Eight steps a second.
        #expect((7...8).contains(explorer.state.position))
        explorer.perform(try KeyScript(parsing: "wait=3"))
        #expect(!explorer.isPlaying && explorer.state.position == 16)
        let lines = explorer.endRecording().split(separator: "\n")
        let events = try lines.dropFirst().map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
        }
        #expect(events.last?.first as? Double == 4)
        // Every step is a frame, and what changed fades in ten a second; the clock makes no others.
        #expect((17...60).contains(events.count))
        #expect(explorer.endRecording() == "")
    }

    @Test func whatCannotRunSaysWhy() throws {
        #expect(throws: GuidanceError.self) {
            try explorer(RunSettings(steps: 4, guidance: Guidance(tilts: ["speed": 1])))
        }
        #expect(throws: ExplorerError.nothingLoaded) {
            try HeadlessExplorer(ExplorerOptions { LoadedModels() }, width: 80, height: 24)
        }
    }

    @Test func scriptsAreRead() throws {
        let script = try KeyScript(parsing: " . .*3  Right shift-left wait=0.5 text=ab *  * ")
        #expect(
            script.acts == [
                .press(.char(".")), .press(.char(".")), .press(.char(".")), .press(.char(".")), .press(.right),
                .press(.modified(.shift, .left)), .wait(seconds: 0.5), .press(.char("a")), .press(.char("b")),
                .press(.char("*")), .press(.char("*")),
            ])
        let faults: [(String, KeyScriptError)] = [
            (". nokey", .unknownKey(word: "nokey", place: 2)), (".*0", .badCount(word: ".*0", place: 1)),
            (".*x", .badCount(word: ".*x", place: 1)), ("wait=-1", .badWait(word: "wait=-1", place: 1)),
            ("wait=", .badWait(word: "wait=", place: 1)), (".*9000 .*9000", .tooLong(limit: 10_000)),
        ]
        for (text, error) in faults { #expect(throws: error) { try KeyScript(parsing: text) } }
        #expect("\(KeyScriptError.unknownKey(word: "nokey", place: 2))".hasPrefix("key 2 is 'nokey', which no key is called"))
    }
}
