import Architectures
import Diffusion
import Explorer
import Search
import Terminal
import Testing

/// The search page in a space that has no drawing of its own.
@Suite struct SearchGraphTests {
    private static func loaded() throws -> LoadedModels {
        let table = try #require(try BenchmarkTable.embedded(of: .nasbenchGraph))
        return LoadedModels(space: .nasbenchGraph, figures: table.columns.filter { ["cora_valid", "cora_params_m"].contains($0.name) })
    }

    /// Types by name in the list, and the graph that is pointed at, at every size.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func racesOfGraphs(width: Int, height: Int) throws {
        let engine = SearchEngine(try Self.loaded())
        defer { engine.stop() }
        var harness = try Harness.search(Self.loaded(), width: width, height: height, objective: "cora_valid", engine: engine)
        try harness.rounds(3, engine: engine)
        let lead = try #require(harness.state.race.lead), last = try #require(lead.evaluations.last)
        #expect(lead.evaluations.count == SearchRace.initial + 3 && last.architecture.space == .nasbenchGraph)
        let text = render(harness.state).text, types = last.architecture.nodeTypes[1..<5].map { SearchSpace.nasbenchGraph.shortLabel(ofType: $0) }
        // Names that are cut where a column is narrow.
        #expect(types.allSatisfy { text.contains($0.prefix(2)) })
        if width > 80 { #expect(text.contains("graph network \(lead.evaluations.count)")) }
        try harness.type(":bound cora_params_m 0.1")
        try harness.press(.enter)
        harness.answerSearch(engine)
        try harness.rounds(2, engine: engine)
        #expect(render(harness.state).text.contains("cora"))
    }

    /// The search library's own harness finds the same graphs.
    @Test func itIsTheSearchOfTheCommandLine() throws {
        let loaded = try Self.loaded(), engine = SearchEngine(loaded)
        defer { engine.stop() }
        var harness = try Harness.search(loaded, objective: "cora_valid", engine: engine)
        try harness.rounds(2, engine: engine)
        let table = SearchTable(try #require(try BenchmarkTable.embedded(of: .nasbenchGraph)))
        let problem = try table.problem(Objective([.init(column: "cora_valid", weight: 1)]), in: SearchedSpace(.nasbenchGraph), allowsMissing: true)
        let library = try Search.Harness(problem, table: table, settings: StudySettings(initial: SearchRace.initial, batch: 1, budget: SearchRace.initial + 2))
        let mutation = ModelStrategy("mutation", source: .mutation(MutationSettings()), surrogate: GaussianProcess(), acquisition: .expectedImprovement)
        let found = try library.run(mutation, seed: 7).history.observations.map(\.architecture)
        #expect(harness.state.race.lead?.evaluations.map(\.architecture) == found)
    }
}
