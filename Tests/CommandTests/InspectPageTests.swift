import Foundation
import Testing

/// The inspect page of the real program.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct InspectPageTests {
    @Test func takesAStepApart() throws {
        let terminal = try Tmux(try Program(), width: 120, height: 36)
        terminal.wait("a running generation") { $0.firstMatch(of: #/step\s+\d+/48/#) != nil && $0.contains("operations V") }
        try terminal.keys("Space", "i")
        terminal.wait("formulas and attention") {
            $0.contains("mathematics") && $0.contains("x̃′ = a·x̃") && $0.contains("exact") && $0.contains("attention")
        }
        try terminal.keys("Down", "Right")
        terminal.wait("the next entry") { $0.contains("V[0→2, pool 3×3]") }
        try terminal.keys("Tab")
        terminal.wait("an edge") { $0.contains("E[in → 0→1]") && $0.contains("no edge") }
        try terminal.keys("End", "d")
        terminal.wait("the exact denoiser") { $0.contains("no attention to") || $0.contains("15,625") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
    }
}
