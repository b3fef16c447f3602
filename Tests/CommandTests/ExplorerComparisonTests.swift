import Foundation
import Testing

/// The compare page and the branch tree in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct ExplorerComparisonTests {
    @Test func comparesNamesAndDeletes() throws {
        let terminal = try Tmux(try Program(), width: 160, height: 48)
        // The first start waits.
        terminal.wait("the start") { $0.firstMatch(of: #/step +0/48/#) != nil }
        try terminal.keys("Space")
        terminal.wait("a running generation") { $0.firstMatch(of: #/step +[1-9]/#) != nil }
        try terminal.keys("End")
        terminal.wait("the end") { $0.contains("48/48") }
        try terminal.keys("PageUp", "PageUp", "c")
        let screen = terminal.wait("both runs") {
            $0.contains("unguided twin") && $0.contains("γ baseline_accuracy +2.00") && $0.contains("‖x − x′‖")
        }
        #expect(screen.contains("measured") && screen.contains("step 48/48"))
        try terminal.keys("v")
        terminal.wait("the exact run") { $0.contains("exact twin") && !$0.contains("computing") }
        try terminal.keys("1", "B")
        terminal.wait("the tree") { $0.contains("└─ B") }
        try terminal.keys("n", "m", "i", "n", "e", "Enter")
        terminal.wait("the name") { $0.contains("└─ mine") }
        try terminal.keys("x")
        terminal.wait("one branch") { !$0.contains("└─") && $0.contains("mine deleted") }
        try terminal.keys("u")
        terminal.wait("the branch again") { $0.contains("└─ mine") }
        try terminal.keys("Escape")
        Thread.sleep(forTimeInterval: 0.2)
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
    }
}
