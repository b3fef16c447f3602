import Architectures
import Explorer
import Terminal
import Testing

@Suite struct SearchRandomTests {
    private static let keys: [Key] =
        KeyTable.sections.filter { $0.page == .search }.flatMap(\.bindings).flatMap(\.keys) + [.char("5"), .char("1"), .char("?"), .escape]
    private static let sizes = [(80, 24), (120, 36), (160, 48), (60, 18), (61, 19), (113, 33), (59, 18), (0, 0), (300, 20)]

    /// Keys, mouse and sizes on the page, with rounds that come late, in parts, twice, or never.
    @Test(arguments: [1, 2] as [UInt64], SearchSpace.allCases)
    func nothingBreaks(seed: UInt64, space: SearchSpace) throws {
        let loaded = space == .nasbench201 ? Synthetic.exact : try Synthetic.judgedNetworks()
        let engine = SearchEngine(loaded)
        defer { engine.stop() }
        var random = SeededGenerator(state: seed)
        var harness = try Harness.search(loaded, engine: engine)
        var waiting: [EngineEvent] = []
        var time = 0.0, answers = 0
        for _ in 0..<1_500 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<10:
                harness.send(.input(.key(Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)])))
                harness.pending = []
            case 10..<13:
                let mouse = MouseEvent(
                    [.press(.left), .release(.left), .wheel(columns: 0, rows: 1)][Int.random(in: 0..<3, using: &random)],
                    x: Int.random(in: -2...harness.state.width + 2, using: &random),
                    y: Int.random(in: -2...harness.state.height + 2, using: &random))
                harness.send(.input(.mouse(mouse)))
            case 13:
                let size = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
                harness.send(.input(.resize(width: size.0, height: size.1)))
            case 14, 15:
                time += Double.random(in: -0.1...1, using: &random)
                harness.send(.tick(time))
            case 16: harness.send(.input(.key(.char("5"))))
            default:
                // Guided diffusion by the exact denoiser takes longer than this test should.
                if let request = harness.searches.last, answers < 60, request.entrants.allSatisfy({ $0.method.strategy != .guided }) {
                    answers += 1
                    waiting += engine.answer(request)
                }
                guard !waiting.isEmpty else { continue }
                let index = Int.random(in: 0..<min(waiting.count, 4), using: &random)
                harness.send(.engine(waiting[index]))
                if Bool.random(using: &random) { waiting.remove(at: index) }
                if waiting.count > 40 { waiting.removeFirst(20) }
            }
            let canvas = render(harness.state)
            #expect(canvas.width == harness.state.width && canvas.height == harness.state.height)
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
