import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct DemonstrationTests {
    private func explorer(_ text: String) throws -> HeadlessExplorer {
        var options = ExplorerOptions(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16)) { Synthetic.models }
        options.demonstration = try Demonstration(parsing: text, file: "a.demo")
        options.presents = true
        return try HeadlessExplorer(options, width: 120, height: 36)
    }

    @Test func itPlaysStopsWhereTheTeacherSpeaksAndGoesOn() throws {
        let explorer = try explorer(
            """
            # from noise
            : go 2
            .*3
            > Which operation will it be?

            : page inspect
            wait=2 .
            """)
        explorer.pass(4)
        #expect(explorer.state.position == 5 && explorer.state.page == .watch)
        #expect(render(explorer.state).text.contains("Which operation will it be?") && render(explorer.state).text.contains("(g goes on)"))
        // Nothing moves until the teacher says so; what the teacher does meanwhile is done.
        explorer.pass(20)
        #expect(explorer.state.position == 5)
        explorer.press(.char(","))
        #expect(explorer.state.position == 4)
        explorer.press(.char("g"))
        explorer.pass(1)
        #expect(explorer.state.page == .inspect && explorer.state.position == 4)
        explorer.pass(4)
        #expect(explorer.state.position == 5)
        #expect(explorer.state.demonstration == nil && render(explorer.state).text.contains("the demonstration is over"))
    }

    @Test func itCanBeStoppedAnywhere() throws {
        let explorer = try explorer("home\n.*10")
        explorer.pass(1.5)
        let position = explorer.state.position
        #expect((1...4).contains(position))
        explorer.press(.char("g"))
        explorer.pass(10)
        #expect(explorer.state.position == position && explorer.state.demonstration?.isStopped == true)
        explorer.press(.char("g"))
        explorer.pass(10)
        #expect(explorer.state.position == 10)
    }

    @Test func aLineThatCannotBeCarriedOutStopsIt() throws {
        let explorer = try explorer(": page nowhere\n: page inspect")
        explorer.pass(3)
        #expect(explorer.state.page == .watch)
        #expect(render(explorer.state).text.contains("line 1 of the demonstration:"))
        explorer.press(.char("g"))
        explorer.pass(3)
        #expect(explorer.state.page == .inspect)
    }

    @Test(arguments: [
        ("", 1, "there is nothing to play"), ("# only a remark\n", 1, "there is nothing to play"), (".\nnokey", 2, "key 1 is 'nokey', which no key is called"),
        (".*99999", 1, "what follows * must be a whole number"), (".\n\nwait=-1", 3, "a wait is a number of seconds"),
    ])
    func whatIsNoDemonstrationIsNamedWithItsLine(_ text: String, _ line: Int, _ reason: String) throws {
        let error = try #require(throws: DemonstrationError.self) { try Demonstration(parsing: text, file: "a.demo") }
        #expect("\(error)".hasPrefix("a.demo, line \(line): ") && "\(error)".contains(reason), "\(error)")
    }

    @Test func aColonAloneIsTheKeyThatOpensThePrompt() throws {
        #expect(try Demonstration(parsing: ": text=play enter", file: "a").acts.count == 1)
        #expect(try Demonstration(parsing: ":", file: "a").acts == [.press(.char(":"))])
        #expect(try Demonstration(parsing: ">", file: "a").acts == [.stop("")])
        #expect(throws: DemonstrationError.self) { try Demonstration(contentsOf: "/nowhere/a.demo") }
    }
}
