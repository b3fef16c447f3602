import Foundation
import Testing

/// The line for commands, in the real program in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct PromptTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func aLineSteersTheRun() throws {
        let terminal = try Tmux(program)
        terminal.wait("a running generation") { $0.contains("settled") || $0.contains("valid") }
        try terminal.keys("Space", ":", "gam", "Tab", "lat", "Tab")
        terminal.wait("the completion") { $0.contains(":gamma latency_ms_pixel3") }
        try terminal.keys("Space", "900", "Enter")
        terminal.wait("the fault") { $0.contains("^^^ gamma is 900; it must be between -100 and 100") }
        try terminal.keys("BSpace", "BSpace", "BSpace", "-1.375", "Enter")
        terminal.wait("the branch") { $0.contains("−1.375") && $0.contains("B this run") }
        try terminal.keys(":", "Up", "Enter", ":", "dnag generate --seed 5 --steps 7 --aim params_m=0.4", "Enter")
        terminal.wait("the other run") { $0.contains("seed 5") && $0.contains("/7 ") && $0.contains("→ 0.400 M") }
        try terminal.keys(":", "q", "Enter")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
    }

    @Test func aPublishedNetworkRuns() throws {
        let file = program.file("score.safetensors")
        let trained = try program(
            "train", "published-denoiser", "--steps", "1", "--batch", "64", "--sigma-max", "4", "--out", file)
        #expect(trained.status == 0, "\(trained.error)")
        let terminal = try Tmux(program, ["explore", "--denoiser", "published", "--denoiser-file", file, "--steps", "9"], width: 120, height: 36)
        terminal.wait("the end of its run") { $0.contains("published") && $0.contains("from V") && $0.contains("step 9/9") }
        // It starts where the network was trained, as generate does.
        try terminal.keys("Home")
        terminal.wait("the start") { $0.contains("σ 4.00") && $0.contains("knows V alone") }
        try terminal.keys("y")
        terminal.wait("its line") { $0.contains("--denoiser published") && $0.contains("--denoiser-file") && $0.contains("--sigma-max 4.0") }
        try terminal.keys("d")
        terminal.wait("the next denoiser, at its own levels") { $0.contains("learned; σ 12 → 0.2") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") }
    }
}
