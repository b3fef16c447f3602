import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct SessionReplayTests {
    private func session() throws -> Session {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("...s")
        return try #require(harness.state.shownSession)
    }

    private func replay(_ session: Session) throws -> SessionReplay {
        var options = ExplorerOptions(settings: try #require(session.shown).stem.segments[0].settings) { Synthetic.models }
        options.session = session
        return SessionReplay(of: try #require(session.shown), in: try HeadlessExplorer(options, width: 80, height: 24))
    }

    /// The marks come from runs of the engine's parts, and are met by the engine.
    @Test func whatIsComputedAgainIsWhatItWas() throws {
        let session = try session()
        let replay = try replay(session)
        #expect(replay.branches.count == 3 && replay.different == 0)
        for (branch, stem) in zip(replay.branches, try #require(session.shown).tree.stems) {
            #expect(branch.marks == session.shown?.marks[stem.id]?.map(\.step) && !branch.marks.isEmpty)
            #expect(branch.marks.last == branch.steps)
        }
    }

    @Test func theFirstStepThatDiffersIsTold() throws {
        var session = try session(), own = try #require(session.shown)
        let id = own.tree.stems[1].id
        for place in own.marks[id]?.indices.dropFirst() ?? 0..<0 { own.marks[id]?[place].hash = "00000000" }
        session.spaces[session.space] = own
        let replay = try replay(session)
        #expect(replay.different == 1)
        #expect(replay.branches[1].differsFrom == own.marks[id]?[1].step)
        #expect(!replay.branches[0].differs && !replay.branches[2].differs)
    }
}
