import Architectures
import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct OutputTests {
    @Test func theLineNamesEverythingThatDeterminesTheRun() {
        let settings = RunSettings(
            seed: 12, sampler: .dpmSolver, schedule: .fixed, steps: 24,
            guidance: Guidance(tilts: ["params_m": -0.5, "cifar10_test": 2, "macs_m": 0], order: .first))
        #expect(
            ReproductionLine.command(settings, sample: 3, denoiser: .exact)
                == "dnag generate --seed 12 --sample 3 --count 1 --steps 24 --sampler dpm-solver++ --schedule karras "
                + "--sigma-max 10.0 --sigma-min 0.05 --guide cifar10_test=2.0 --guide params_m=-0.5 --method gradient --order first "
                + "--denoiser exact")
    }

    @Test func theLineNamesWhatIsNotUsual() {
        let settings = RunSettings(
            seed: 1, sampler: .heun, sde: .subVP, schedule: .fixed, steps: 10,
            corrector: Corrector(steps: 2, ratio: 0.1, norm: .batch), churn: 5)
        let line = ReproductionLine.command(settings, sample: 0, denoiser: .learned)
        #expect(
            line == "dnag generate --seed 1 --sample 0 --count 1 --steps 10 --sampler heun --schedule karras "
                + "--sigma-max 10.0 --sigma-min 0.05 --sde sub-vp --churn 5.0 --corrector langevin --corrector-steps 2 "
                + "--corrector-ratio 0.1 --corrector-norm batch --order second --denoiser learned")
        // Churn belongs to heun alone.
        var other = settings
        other.sampler = .ancestral
        #expect(!ReproductionLine.command(other, sample: 0, denoiser: .learned).contains("churn"))
    }

    @Test func theLineIsShownWhole() throws {
        let guidance = Guidance(tilts: ["cifar10_test": 1])
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: guidance), width: 80, height: 24)
        try harness.type("y")
        let text = render(harness.state).text
        for word in ["dnag generate", "--seed 7", "--sigma-max 10.0", "--guide cifar10_test=1.0"] { #expect(text.contains(word)) }
        // A forked run is a session, in a word that is cut at the frame and goes on as a shell reads it.
        try harness.type("y....")
        try harness.press(.pageDown)
        try harness.type("y")
        let line = try #require(harness.state.linesShown.first)
        // Between the frame's sides.
        let rows = render(harness.state).text.split(separator: "\n").compactMap { $0.split(separator: "│").max { $0.count < $1.count } }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let first = try #require(rows.firstIndex { $0.hasPrefix("dnag explore") })
        let shown = rows[first...].prefix { $0.hasSuffix("\\") }.map { String($0.dropLast()).trimmingCharacters(in: .whitespaces) }
        #expect(shown.count > 3 && line.hasPrefix(shown[0] + " " + shown.dropFirst().joined()), "\(shown)")
        try harness.type("c")
        #expect(harness.effects.last == .copyLines([line]))
    }

    @Test func theExportIsWhatTheRunEndedWith() throws {
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 20), denoiser: .exact)
        try harness.type("ejj")
        try harness.press(.enter)
        #expect(harness.effects.last == .export(.json, path: "dnag-seed1-sample0-A.json"))
        let end = try #require(harness.state.branch?.end)
        let cell = try #require(end.decoded.architecture?.cell)
        let text = try ExportContent.text(.json, of: harness.state)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["arch"] as? String == cell.archString)
        #expect(json["valid"] as? Bool == end.decoded.isValid)
        let table = try #require(json["measured"] as? [String: Double])
        #expect(table["params_m"] == cell.parametersM)
        let predicted = try #require(json["predicted"] as? [String: Double])
        // The exact predictor at the lowest noise knows the cell.
        #expect(abs(try #require(predicted["params_m"]) - cell.parametersM) < 0.02)
    }

    @Test func aFailedWriteIsSaid() throws {
        var harness = try Harness.ready()
        harness.send(.engine(.writeFailed(reason: "x.json: cannot create a file in its folder: permission denied")))
        #expect(render(harness.state).text.contains("permission denied"))
        try harness.type(".")
        #expect(harness.state.notice == nil)
    }
}
