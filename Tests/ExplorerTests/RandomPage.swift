import Explorer
import Terminal
import TestSupport
import Testing

/// What may happen on a page in any order: keys, mouse, sizes and time, and an engine whose answers come late, in parts, twice, or never.
struct RandomPage {
    let keys: [Key]
    let actions: [MouseEvent.Action]
    /// The page's own key, which leads back to it.
    let home: Key
    var random: SeededGenerator
    private var waiting: [EngineEvent] = []
    private var time = 0.0

    private static let sizes = [(80, 24), (120, 36), (160, 48), (60, 18), (61, 19), (113, 33), (59, 18), (0, 0), (300, 20)]

    init(keys: [Key], actions: [MouseEvent.Action], home: Key, seed: UInt64) {
        self.keys = keys
        self.actions = actions
        self.home = home
        random = SeededGenerator(seed: seed)
    }

    /// One thing happens, and the screen is still one.
    /// - Parameters:
    ///   - settle: does something about runs that were asked for
    ///   - answer: what the engine says to the latest request of the page, if it is asked
    mutating func happen(to harness: inout Harness, settle: (inout Harness) throws -> Void, answer: (Harness) -> [EngineEvent]) rethrows {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<10: harness.send(.input(.key(keys[Int.random(in: 0..<keys.count, using: &random)])))
        case 10..<13:
            let mouse = MouseEvent(
                actions[Int.random(in: 0..<actions.count, using: &random)], x: Int.random(in: -2...harness.state.width + 2, using: &random),
                y: Int.random(in: -2...harness.state.height + 2, using: &random))
            harness.send(.input(.mouse(mouse)))
        case 13:
            let size = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
            harness.send(.input(.resize(width: size.0, height: size.1)))
        case 14:
            time += Double.random(in: -0.1...1, using: &random)
            harness.send(.tick(time))
        case 15: harness.send(.input(.key(home)))
        case 16: try settle(&harness)
        default:
            waiting += answer(harness)
            guard !waiting.isEmpty else { return }
            let index = Int.random(in: 0..<min(waiting.count, 4), using: &random)
            harness.send(.engine(waiting[index]))
            if Bool.random(using: &random) { waiting.remove(at: index) }
            if waiting.count > 40 { waiting.removeFirst(20) }
        }
        let canvas = render(harness.state)
        #expect(canvas.width == harness.state.width && canvas.height == harness.state.height)
    }
}
