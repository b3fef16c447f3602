import Foundation
import Testing

/// The population page of the real program in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct PopulationTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func opensPicksDivesAndComesBack() throws {
        let terminal = try Tmux(program, ["explore", "--population", "64", "--guide", "baseline_accuracy=1"], width: 120, height: 36)
        terminal.wait("the population") { $0.contains("population of 64") && $0.contains("of 64") }
        try terminal.keys("End")
        terminal.wait("its distance from the exact tilt") { $0.contains("floor 0.") }
        try terminal.keys("n")
        let picked = terminal.wait("a sample") { $0.contains("◉") }
        let number = try #require(picked.firstMatch(of: #/sample (\d+)/#)?.output.1)
        try terminal.keys("Enter")
        terminal.wait("its run") { $0.contains("operations V") && $0.contains("sample \(number)") }
        try terminal.keys("p")
        terminal.wait("the population again") { $0.contains("population of 64") && $0.contains("floor 0.") }
    }

    @Test func sizesAreChecked() throws {
        for (size, words) in [("0", "between 1 and 1024"), ("1025", "between 1 and 1024"), ("many", "many")] {
            let result = try program("explore", "--population", size)
            #expect(result.status != 0 && result.error.contains(words))
            #expect(result.error.contains("--population"))
        }
    }
}
