import Architectures
import Diffusion
import Explorer
import Foundation
import Tensors
import Terminal
import Testing

@Suite struct ExportMenuTests {
    private static func ready(width: Int = 120, height: Int = 36) throws -> Harness {
        try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 20), denoiser: .exact, width: width, height: height)
    }

    private func export(_ harness: Harness) throws -> (form: ExportForm, path: String) {
        guard case .export(let form, let path) = try #require(harness.effects.last) else {
            throw Failure(text: "nothing was exported")
        }
        return (form, path)
    }
    private struct Failure: Error { let text: String }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        var harness = try Self.ready(width: width, height: height)
        try harness.type("........e")
        try harness.press(.down, .down, .down, .down)
        try Goldens.check(render(harness.state), "export-\(width)x\(height)")
    }

    @Test func theMenuNamesEveryFormAndItsFile() throws {
        var harness = try Self.ready(width: 160, height: 48)
        try harness.type("......e")
        let text = render(harness.state).text
        let cell = try #require(harness.state.branch?.end?.decoded.architecture?.cell)
        #expect(text.contains(cell.archString))
        #expect(text.contains("(" + cell.naslibTuple.map(String.init).joined(separator: ", ") + ")"))
        for (place, form) in ExportForm.allCases.filter({ $0.fits(.nasbench201) }).enumerated() {
            var chosen = harness
            for _ in 0..<place { try chosen.press(.down) }
            try chosen.press(.enter)
            let order = try export(chosen)
            #expect(order.form == form)
            #expect(text.contains(order.path), "\(order.path)")
            #expect(chosen.state.overlay == .none)
        }
        #expect(text.contains("dnag-seed1-sample0-A-step6.svg") && text.contains("dnag_seed1_sample0_A.py"))
    }

    @Test func escapeAndTheKeyItselfGoBack() throws {
        for key in [Key.escape, .char("e"), .char("q")] {
            var harness = try Self.ready()
            try harness.press(.char("e"), key)
            #expect(harness.state.overlay == .none)
            #expect(harness.effects.allSatisfy { if case .compute = $0 { true } else { false } })
        }
        var harness = try Self.ready()
        // The selection stays in the menu.
        try harness.press(.char("e"), .up, .up, .end, .down, .down, .enter)
        #expect(try export(harness).form == ExportForm.allCases.last)
    }

    @Test func whatIsNotThereYetIsNotWritten() throws {
        var harness = Harness(Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 20), denoiser: .exact)
        try harness.press(.char("e"))
        #expect(harness.state.overlay == .none)
        harness.send(.engine(.ready(harness.catalog)))
        let request = try #require(harness.pending.first)
        let some = try harness.steps(of: request).prefix(5)
        harness.send(.engine(.steps(ticket: request.ticket, Array(some), isLast: false)))
        try press(&harness, .char("e"), .enter)
        #expect(harness.state.notice?.text == "the run is still being computed: 5 of 20 steps are there")
        #expect(throws: ExportError.notFinished(steps: 5, of: 20)) { try ExportContent.data(.json, of: harness.state) }
        #expect(throws: ExportError.notFinished(steps: 5, of: 20)) { try ExportContent.data(.trajectoryCSV, of: harness.state) }
        // The screen is there at any time.
        try press(&harness, .end, .enter)
        #expect(try export(harness).form == .screenHTML)
    }

    /// Presses without letting the engine answer.
    private func press(_ harness: inout Harness, _ keys: Key...) throws {
        for key in keys { harness.send(.input(.key(key))) }
    }

    @Test func copiesAreText() throws {
        var harness = try Self.ready()
        try harness.type("ey")
        #expect(harness.effects.last == .copy(.arch))
        let place = try #require(ExportForm.allCases.filter { $0.fits(.nasbench201) }.firstIndex(of: .trajectorySafetensors))
        try harness.type("e")
        for _ in 0..<place { try harness.press(.down) }
        try harness.type("y")
        #expect(harness.state.notice?.isWarning == true)
        #expect(harness.effects.last == .copy(.arch))
        #expect(throws: ExportError.notText(.trajectorySafetensors)) { try ExportContent.text(.trajectorySafetensors, of: harness.state) }
    }

    @Test func contentsAreOfTheRunShown() throws {
        var harness = try Self.ready()
        try harness.type("......")
        try harness.press(.pageUp)
        let state = harness.state
        let branch = try #require(state.branch)
        #expect(branch.segments.count == 2)
        let end = try #require(branch.end)
        let cell = try #require(end.decoded.architecture?.cell)
        #expect(try ExportContent.text(.arch, of: state) == cell.archString + "\n")
        #expect(try Cell(parsing: ExportContent.text(.tuple, of: state)) == cell)
        #expect(try ExportContent.text(.dot, of: state) == cell.dot)
        #expect(try ExportContent.text(.pytorch, of: state) == cell.pyTorchModule)
        #expect(try ExportContent.text(.screenText, of: state) == render(state).text + "\n")
        #expect(try ExportContent.text(.screenSVG, of: state).hasPrefix("<svg "))
        #expect(try ExportContent.text(.screenANSI, of: state).contains("\u{1B}[0;"))
        #expect(try ExportContent.text(.screenHTML, of: state).contains("<title>dnag: seed 1, sample 0, step 6</title>"))
        // A fork's course is whole: the steps before it and after it, and both commands.
        let file = try Safetensors(data: ExportContent.data(.trajectorySafetensors, of: state), name: "run")
        #expect(try file.floats("states", shape: [20, 66]) == branch.steps.flatMap(\.state))
        let segments = try JSONDecoder().decode([Trajectory.Segment].self, from: Data((file.metadata["segments"] ?? "").utf8))
        #expect(segments.map(\.start) == [0, 6])
        #expect(segments[1].command.contains("--guide cifar10_test=1.0") && !segments[0].command.contains("--guide"))
        #expect(try ExportContent.text(.trajectoryCSV, of: state).split(separator: "\n").count == 21)
    }

    @Test func anArchitectureByItselfHasNoRun() throws {
        let cell = try #require(Cell(code: 1462))
        #expect(try ExportContent.text(.tuple, of: Architecture(cell)) == "(3, 3, 0, 2, 3, 1)\n")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(ExportContent.text(.json, of: Architecture(cell), figures: ["a": 2]).utf8)) as? [String: Any])
        #expect(Set(json.keys) == ["space", "arch", "index", "naslib_tuple", "edges", "parameters", "multiply_adds", "measured"])
        #expect(json["measured"] as? [String: Double] == ["a": 2])
        for form in ExportForm.allCases where form.subject != .architecture {
            #expect(throws: ExportError.needsARun(form: form.rawValue)) { try ExportContent.text(form, of: Architecture(cell)) }
        }
    }

    @Test func theFolderIsNamedOnce() throws {
        let options = ExplorerOptions(settings: RunSettings(seed: 3, steps: 5), denoiser: .exact, exportFolder: "some/place") { Synthetic.exact }
        let explorer = try HeadlessExplorer(options, width: 120, height: 36)
        explorer.press(.char("e"))
        let lines = render(explorer.state).text.split(separator: "\n")
        #expect(lines.contains { $0.contains("into ") && $0.contains("some/place") })
        #expect(lines.contains { $0.contains("  dnag-seed3-sample0-A.json") })
    }
}
