import Diffusion
import Explorer
import Terminal
import TestSupport
import Testing

/// The inspect page under random events, with an engine that answers late, never, or for steps nobody waits for any more.
@Suite struct InspectionRandomTests {
    private static let keys: [Key] =
        KeyTable.bindings.flatMap(\.keys).filter { $0 != .char("q") && $0 != .ctrl("c") }
        + [.up, .down, .left, .right, .tab, .char("i"), .char("."), .char(","), .char("2")]
    private static let sizes = [(80, 24), (120, 36), (160, 48), (60, 18), (112, 32), (148, 44), (240, 70), (61, 19), (20, 5), (0, 0)]

    @Test(arguments: [11, 12, 13] as [UInt64]) func nothingBreaks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = try Harness.ready(
            Synthetic.attentive, settings: RunSettings(seed: seed, schedule: .fixed, steps: 12), width: 120, height: 36)
        try harness.type("i")
        var late: [InspectionRequest] = []
        for _ in 0..<600 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<7:
                harness.send(.input(.key(Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)])))
                if Bool.random(using: &random) { try? harness.answer() }
            case 7:
                let (x, y) = (Int.random(in: -2...harness.state.width, using: &random), Int.random(in: -2...harness.state.height, using: &random))
                harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
            case 8:
                let size = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
                harness.send(.input(.resize(width: size.0, height: size.1)))
            case 9: if let request = harness.lastInspection { late.append(request) }
            default:
                guard let request = Bool.random(using: &random) ? late.popLast() : harness.lastInspection else { continue }
                harness.send(.engine(.inspected(ticket: request.ticket, try harness.anatomy(of: request))))
            }
            let canvas = render(harness.state)
            #expect(canvas.width == harness.state.width && canvas.height == harness.state.height)
            #expect((0..<66).contains(harness.state.inspection.cursor.index))
            if let answer = harness.state.inspection.answer { #expect(answer.anatomy.moves.last?.result == answer.subject.step.next) }
        }
    }
}
