import Foundation
import Testing

/// The search page of the real program in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct SearchPageTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func searchesPausesForksAndDives() throws {
        let terminal = try Tmux(program, ["explore", "--search", "baseline_accuracy"], width: 120, height: 36)
        terminal.wait("the race") { $0.contains("G guided ei γ 8") && $0.contains("regret, %") }
        terminal.wait("rounds") { (Self.evaluations($0) ?? 0) >= 12 }
        try terminal.keys("Space")
        terminal.wait("the pause") { $0.contains("‖") }
        let before = try #require(Self.evaluations(terminal.wait("its place") { Self.evaluations($0) != nil }))
        try terminal.keys("a")
        terminal.wait("the fork") { $0.contains("G guided pi γ 8") && $0.contains("before") }
        try terminal.keys(".")
        terminal.wait("one round more") { (Self.evaluations($0) ?? 0) > before }
        try terminal.keys("Up", "Enter")
        terminal.wait("a run") { $0.contains("operations V") && $0.contains("baseline_accuracy") }
        try terminal.keys("5")
        terminal.wait("the race again") { $0.contains("G guided pi γ 8") && (Self.evaluations($0) ?? 0) > before }
    }

    private static func evaluations(_ screen: String) -> Int? {
        screen.firstMatch(of: #/(\d+)\/150/#).flatMap { Int($0.output.1) }
    }

    @Test func anUnknownPropertyIsSaid() throws {
        let terminal = try Tmux(program, ["explore", "--search", "gone"], width: 80, height: 24)
        terminal.wait("what is missing") { $0.contains("gone is not measured") }
    }
}
