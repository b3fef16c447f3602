import Diffusion
import Explorer
import Terminal
import TestSupport
import Testing

/// Random walks between the compare page and the branch tree.
@Suite struct ComparisonRandomTests {
    private static let keys: [Key] =
        "cc33BBBvvVxxuunrsombbZ..,,<>1R y?".map { Key.char($0) }
        + [
            .up, .down, .up, .down, .enter, .enter, .escape, .delete, .pageUp, .pageDown, .left, .right, .home, .end, .tab,
            .ctrl("u"),
        ]

    @Test(arguments: [11, 12, 13] as [UInt64])
    func nothingBreaks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = try Harness.ready(settings: RunSettings(seed: seed, schedule: .fixed, steps: 10), width: 80, height: 24)
        var late: [(ticket: Int, steps: [Step])] = []
        for _ in 0..<3_000 {
            switch Int.random(in: 0..<16, using: &random) {
            case 0..<12: harness.send(.input(.key(Self.keys[Int.random(in: 0..<Self.keys.count, using: &random)])))
            case 12:
                let x = Int.random(in: 0..<harness.state.width, using: &random)
                let y = Int.random(in: 0..<harness.state.height, using: &random)
                harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
            case 13:
                let size = [(80, 24), (120, 36), (160, 48), (60, 18)][Int.random(in: 0..<4, using: &random)]
                harness.send(.input(.resize(width: size.0, height: size.1)))
            default:
                for request in harness.pending where request.denoiser == .learned {
                    late.append((request.ticket, try harness.steps(of: request)))
                }
                harness.pending = []
                guard !late.isEmpty else { continue }
                let (ticket, steps) = late.remove(at: Int.random(in: 0..<late.count, using: &random))
                harness.send(.engine(.steps(ticket: ticket, steps, isLast: true)))
                if late.count > 4 { late.removeFirst() }
            }
            check(harness.state)
        }
    }

    private func check(_ state: State) {
        let canvas = render(state)
        #expect(canvas.width == state.width && canvas.height == state.height)
        guard let branch = state.branch else {
            Issue.record("no branch is shown")
            return
        }
        if !(0...branch.total).contains(state.position) { Issue.record("position \(state.position) of \(branch.total)") }
        let ids = state.branches.map(\.id)
        if Set(ids).count != ids.count { Issue.record("two branches are one: \(ids)") }
        if Set(state.branches.map(\.title)).count != ids.count { Issue.record("two branches have one name") }
        if BranchTree.rows(of: state.branches).count != ids.count { Issue.record("a branch is not in the tree") }
        if state.branches.contains(where: { $0.parent.map { !ids.contains($0) } ?? false }) { Issue.record("a parent is gone") }
        if let rival = state.shownRival, !state.rivals.contains(rival) { Issue.record("compared with nobody") }
        guard let comparison = state.comparison else { return }
        // Never a run with other noise, and never with itself.
        if comparison.rival.branch.settings.seed != branch.settings.seed { Issue.record("other noise") }
        if comparison.rival.branch.id == branch.id { Issue.record("compared with itself") }
    }
}
