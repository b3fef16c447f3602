import Architectures
import Explorer
import Terminal
import Testing

@Suite struct SearchRandomTests {
    private static let keys: [Key] =
        KeyTable.sections.filter { $0.page == .search }.flatMap(\.bindings).flatMap(\.keys) + [.char("5"), .char("1"), .char("?"), .escape]

    /// Keys, mouse and sizes on the page, with rounds that come late, in parts, twice, or never.
    @Test(arguments: [1, 2] as [UInt64], SearchSpace.builtIn)
    func nothingBreaks(seed: UInt64, space: SearchSpace) throws {
        let loaded = space == .nasbench201 ? Synthetic.exact : try Synthetic.judgedNetworks()
        let engine = SearchEngine(loaded)
        defer { engine.stop() }
        var harness = try Harness.search(loaded, engine: engine)
        var page = RandomPage(
            keys: Self.keys, actions: [.press(.left), .release(.left), .wheel(columns: 0, rows: 1)], home: .char("5"), seed: seed)
        var answers = 0
        for _ in 0..<1_500 {
            page.happen(to: &harness) {
                $0.pending = []
            } answer: { harness in
                // Guided diffusion by the exact denoiser takes longer than this test should.
                guard let request = harness.searches.last, answers < 60, request.entrants.allSatisfy({ $0.method.strategy != .guided })
                else { return [] }
                answers += 1
                return engine.answer(request)
            }
            let race = harness.state.race
            for racer in race.racers {
                #expect(racer.evaluations.count <= SearchRace.budget)
                // No search looks at a cell twice.
                #expect(Set(racer.evaluations.map(\.architecture)).count == racer.evaluations.count)
            }
            if let shown = race.shown { #expect(race.lead?.evaluations.indices.contains(shown) == true) }
        }
    }
}
