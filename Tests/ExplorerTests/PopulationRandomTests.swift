import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct PopulationRandomTests {
    private static let keys: [Key] =
        KeyTable.bindings.flatMap(\.keys).filter { $0 != .char("q") && $0 != .ctrl("c") } + [.escape, .backspace]

    @Test(arguments: [1, 2] as [UInt64])
    func nothingBreaks(seed: UInt64) throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(settings: RunSettings(seed: seed, schedule: .fixed, steps: 12), engine: engine)
        var page = RandomPage(keys: Self.keys, actions: [.press(.left), .drag(.left), .release(.left)], home: .char("4"), seed: seed)
        var answered: Set<Int> = []
        for _ in 0..<1_500 {
            try page.happen(to: &harness) { harness in
                if harness.pending.allSatisfy({ $0.denoiser == .learned }) { try harness.answer() } else { harness.pending = [] }
            } answer: { harness in
                guard let request = harness.populations.last, request.denoiser == .learned, request.count <= 128,
                    answered.insert(request.ticket).inserted
                else { return [] }
                return engine.answer(request)
            }
            let population = harness.state.population
            if let course = population.course {
                #expect(course.steps.enumerated().allSatisfy { $0.offset == $0.element.index })
                #expect(course.steps.count <= course.total)
                #expect(course.steps.allSatisfy { $0.architectures.count == course.request.count })
            }
            if let picked = population.picked { #expect((0..<1_024).contains(picked)) }
        }
    }
}
