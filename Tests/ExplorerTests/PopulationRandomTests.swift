import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct PopulationRandomTests {
    private static let keys: [Key] =
        KeyTable.bindings.flatMap(\.keys).filter { $0 != .char("q") && $0 != .ctrl("c") } + [.escape, .backspace]
    private static let sizes = [(80, 24), (120, 36), (160, 48), (60, 18), (61, 19), (113, 33), (59, 18), (0, 0), (300, 20)]

    /// Keys, mouse and sizes on the page, with an engine whose answers come late, in parts, twice, or never.
    @Test(arguments: [1, 2] as [UInt64])
    func nothingBreaks(seed: UInt64) throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var random = SeededGenerator(state: seed)
        var harness = try Harness.population(settings: RunSettings(seed: seed, schedule: .fixed, steps: 12), engine: engine)
        var waiting: [EngineEvent] = []
        var answered: Set<Int> = []
        var time = 0.0
        for _ in 0..<1_500 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<10: harness.send(.input(.key(Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)])))
            case 10..<13:
                let mouse = MouseEvent(
                    [.press(.left), .drag(.left), .release(.left)][Int.random(in: 0..<3, using: &random)],
                    x: Int.random(in: -2...harness.state.width + 2, using: &random),
                    y: Int.random(in: -2...harness.state.height + 2, using: &random))
                harness.send(.input(.mouse(mouse)))
            case 13:
                let size = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
                harness.send(.input(.resize(width: size.0, height: size.1)))
            case 14:
                time += Double.random(in: -0.1...1, using: &random)
                harness.send(.tick(time))
            case 15: harness.send(.input(.key(.char("4"))))
            case 16:
                if harness.pending.allSatisfy({ $0.denoiser == .learned }) { try harness.answer() } else { harness.pending = [] }
            default:
                if let request = harness.populations.last, request.denoiser == .learned, request.count <= 128,
                    answered.insert(request.ticket).inserted
                {
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
