import Architectures
import Diffusion
import Explorer
import Foundation
import Testing

@Suite struct PlainExplorerTests {
    private func explorer(_ settings: RunSettings = RunSettings(seed: 3, schedule: .fixed, steps: 6)) throws -> PlainExplorer {
        try PlainExplorer(ExplorerOptions(settings: settings) { Synthetic.models })
    }

    /// What is said to lines that are typed.
    private func talk(_ typed: String...) throws -> [String] {
        var lines: [String] = [], rest = typed[...]
        var explorer = try explorer()
        try explorer.converse(read: { rest.popFirst() }, write: { lines.append($0) })
        return lines
    }

    @Test func aRunIsALineAStep() throws {
        var lines: [String] = []
        var explorer = try explorer()
        try explorer.runThrough { lines.append($0) }
        #expect(lines[0].contains("seed 3") && lines[0].contains("6 steps") && lines[0].contains("ancestral"))
        #expect(lines[1] == "Guidance: none.")
        let steps = lines.filter { $0.hasPrefix("Step ") }
        #expect(steps.count == 6)
        for (index, line) in steps.enumerated() {
            #expect(line.hasPrefix("Step \(index) of 6, sigma "))
            #expect(line.contains("Predicted: cifar10_test "))
        }
        #expect(steps[0].contains("sigma 10.00"))
        #expect(lines.contains { $0.hasPrefix("End: ") })
        let line = ReproductionLine.command(RunSettings(seed: 3, schedule: .fixed, steps: 6), sample: 0, denoiser: .learned)
        #expect(try #require(lines.last).wholeMatch(of: #/(.*) --expect [0-9a-f]{8}/#)?.output.1 == line[...])
        #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
    }

    /// What the line says was predicted and reached is what the engine computed.
    @Test func theEndIsTheEnginesEnd() throws {
        var lines: [String] = []
        var explorer = try explorer()
        try explorer.runThrough { lines.append($0) }
        var harness = try Harness.ready(settings: RunSettings(seed: 3, schedule: .fixed, steps: 6))
        try harness.press(.end)
        let cell = harness.state.branch?.end?.decoded.architecture?.cell
        #expect(lines.contains("Cell: \(cell?.archString ?? "")") == (cell != nil))
    }

    @Test func enterStepsAndQuitLeaves() throws {
        let lines = try talk("", "", ",", "q", "")
        #expect(lines.filter { $0.hasPrefix("Step ") }.map { $0.prefix(6) } == ["Step 0", "Step 1", "Step 2", "Step 1"])
        #expect(lines.contains { $0.hasPrefix("Enter takes the next step") })
    }

    @Test func steeringForksFromWhereOneStands() throws {
        let lines = try talk("", "", "cifar10_test = 2", "y", "e")
        #expect(lines.contains { $0.hasPrefix("Branch B") && $0.contains("step 2") })
        #expect(lines.contains { $0.hasPrefix("Guidance: cifar10_test +2.0") })
        #expect(lines.contains { $0.hasPrefix("dnag explore --from dnag1:") })
        #expect(lines.contains { $0.hasPrefix("End: ") })
    }

    @Test func otherWordsAreAnsweredToo() throws {
        #expect(try talk("hello").last == "'hello' is not known here; ? tells what is.")
        #expect(try talk("?").contains { $0.contains("NAME=GAMMA") })
        #expect(try talk(",").last == "This is the start.")
        #expect(try talk("e", "").last?.hasPrefix("The run is over") == true)
        #expect(try talk("R").contains { $0.contains("seed 4") })
        #expect(try talk("weird=9").contains { $0.contains("weird") })
        #expect(try talk("cifar10_test=nan").last?.contains("not known here") == true)
        #expect(try talk("e", "r").last?.hasPrefix("Step 0") == true)
    }

    @Test func whatCannotRunIsThrown() {
        let unknown = RunSettings(schedule: .fixed, guidance: Guidance(tilts: ["gone": 1]))
        #expect(throws: GuidanceError.self) { _ = try explorer(unknown) }
        #expect(throws: ExplorerError.nothingLoaded) { _ = try PlainExplorer(ExplorerOptions { LoadedModels() }) }
    }
}
