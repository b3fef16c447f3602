import Diffusion
import Explorer
import Terminal
import TestSupport
import Testing

@Suite struct RandomEventTests {
    private static let keys: [Key] =
        KeyTable.bindings.flatMap(\.keys).filter { $0 != .char("q") && $0 != .ctrl("c") }
        + [.escape, .enter, .backspace, .char("é"), .char("z"), .function(5), .alt("x"), .insert, .ctrl(" ")]
    private static let sizes = [
        (80, 24), (120, 36), (160, 48), (60, 18), (61, 19), (77, 20), (79, 30), (112, 32), (147, 43), (148, 44),
        (240, 70), (59, 18), (20, 5), (1, 1), (0, 0), (300, 20),
    ]

    /// Keys, mouse, sizes, time and an engine that answers late, in parts, or for runs nobody waits for any more.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func nothingBreaks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = try Harness.ready(settings: RunSettings(seed: seed, schedule: .fixed, steps: 12), width: 80, height: 24)
        var waiting: [(ticket: Int, steps: [Step])] = []
        var time = 0.0
        for _ in 0..<5_000 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<10: harness.send(.input(.key(Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)])))
            case 10..<13: harness.send(.input(.mouse(Self.mouse(harness.state, &random))))
            case 13:
                let size = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
                harness.send(.input(.resize(width: size.0, height: size.1)))
            case 14: harness.send(.input(.paste("ci\u{7}far\n\u{202E}10é" + String(repeating: "x", count: 50))))
            case 15..<17:
                time += Double.random(in: -0.1...0.5, using: &random)
                harness.send(.tick(time))
            default:
                // Some requests are never answered, as when a newer one superseded them.
                for request in harness.pending where Bool.random(using: &random) {
                    if request.denoiser == .learned { waiting.append((request.ticket, try harness.steps(of: request))) }
                }
                harness.pending = []
                guard !waiting.isEmpty else { continue }
                let index = Int.random(in: 0..<waiting.count, using: &random)
                let count = Int.random(in: 0...waiting[index].steps.count, using: &random)
                let part = Array(waiting[index].steps.prefix(count))
                waiting[index].steps.removeFirst(count)
                let isLast = waiting[index].steps.isEmpty
                harness.send(.engine(.steps(ticket: waiting[index].ticket, part, isLast: isLast)))
                if isLast { waiting.remove(at: index) }
                if waiting.count > 6 { waiting.removeFirst() }
            }
            check(harness.state)
        }
    }

    private func check(_ state: State) {
        let canvas = render(state)
        guard canvas.width == state.width, canvas.height == state.height else {
            Issue.record("a screen of \(state.width)×\(state.height) was drawn as \(canvas.width)×\(canvas.height)")
            return
        }
        guard let branch = state.branch else {
            Issue.record("no branch is shown")
            return
        }
        if !(0...branch.total).contains(state.position) { Issue.record("position \(state.position) of \(branch.total)") }
        if !state.shown.indices.contains(state.selected) { Issue.record("selected \(state.selected)") }
        if branch.steps.enumerated().contains(where: { $0.offset != $0.element.index }) { Issue.record("steps out of order") }
        // A course is one chain: each step starts from the state the one before it led to.
        for (step, following) in zip(branch.steps, branch.steps.dropFirst()) where step.next != following.state {
            Issue.record("the course breaks between \(step.index) and \(following.index)")
        }
    }

    private static func mouse(_ state: State, _ random: inout SeededGenerator) -> MouseEvent {
        let actions: [MouseEvent.Action] = [
            .press(.left), .drag(.left), .release(.left), .press(.right), .wheel(columns: 0, rows: 1),
            .wheel(columns: 0, rows: -1), .wheel(columns: 1, rows: 0),
        ]
        let action = actions[Int.random(in: 0..<actions.count, using: &random)]
        let x = Int.random(in: -2...state.width + 2, using: &random)
        let onTimeline = Int.random(in: 0..<4, using: &random) == 0
        let y = onTimeline ? state.layout.timeline.y : Int.random(in: -2...state.height + 2, using: &random)
        return MouseEvent(action, x: x, y: y)
    }
}
