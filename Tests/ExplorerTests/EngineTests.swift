import Diffusion
import Explorer
import Foundation
import Testing

@Suite struct EngineTests {
    private func request(_ ticket: Int, _ settings: RunSettings, _ kind: DenoiserKind = .learned) throws -> RunRequest {
        var state = State(settings: settings, denoiser: kind, width: 80, height: 24)
        let effects = update(&state, .engine(.ready(Catalog(kind == .exact ? Synthetic.exact : Synthetic.withPublished))))
        guard case .compute(var request) = try #require(effects.first) else { throw CancellationError() }
        request.ticket = ticket
        return request
    }

    private func steps(_ events: [EngineEvent], _ ticket: Int) -> [Step] {
        events.flatMap { event -> [Step] in
            if case .steps(ticket, let steps, _) = event { steps } else { [] }
        }
    }

    private static func isEnd(_ event: EngineEvent, of ticket: Int) -> Bool {
        if case .steps(ticket, _, true) = event { true } else { false }
    }

    /// The engine's predictors are seen in the catalogue's order, with properties that they do not know; nothing of it shows in
    /// a run.
    @Test(
        arguments: DenoiserKind.allCases,
        [
            Guidance(tilts: ["cifar10_test": 1.5, "params_m": -1]),
            Guidance(tilts: ["cifar10_test": 0.5], aims: ["params_m": Aim(target: 0.7, strength: 2)]),
            Guidance(tilts: ["params_m": 900], unit: .published),
        ])
    func aRunIsTheSampleRun(kind: DenoiserKind, guidance: Guidance) throws {
        let loaded = kind == .exact ? Synthetic.exact : Synthetic.withPublished
        let settings = RunSettings(seed: 21, schedule: .fixed, steps: 12, guidance: guidance)
        let engine = Engine()
        defer { engine.stop() }
        let reports = Reports()
        engine.start(load: { loaded }, report: reports.add)
        engine.compute(try request(5, settings, kind))
        let found = steps(reports.wait { Self.isEnd($0, of: 5) }, 5)
        let models =
            kind != .exact
            ? try #require(kind == .learned ? loaded.learned : loaded.published?.models)
            : Models(
                denoiser: ExactDenoiser(of: .nasbench201),
                predictor: ExactPredictor(columns: loaded.figures.filter { ["cifar10_test", "params_m"].contains($0.name) }, in: .nasbench201))
        let expected = Array(try SampleRun(models: models, settings: settings, sample: 0))
        #expect(found.map(\.trace) == expected.map(\.trace))
        #expect(expected[0].guided != expected[0].denoised)
    }

    @Test func theNewestRequestOfALaneWins() throws {
        let engine = Engine()
        defer { engine.stop() }
        let reports = Reports()
        engine.start(load: { Synthetic.models }, report: reports.add)
        for ticket in 1...30 { engine.compute(try request(ticket, RunSettings(seed: UInt64(ticket), schedule: .fixed, steps: 300))) }
        let events = reports.wait { Self.isEnd($0, of: 30) }
        #expect(steps(events, 30).count == 300)
        let finished = (1...29).filter { ticket in events.contains { Self.isEnd($0, of: ticket) } }
        #expect(finished.count < 29)
    }

    @Test func whatCannotBeLoadedIsReported() throws {
        struct Refusal: Error, CustomStringConvertible { let description = "weights.safetensors: truncated" }
        let engine = Engine()
        let reports = Reports()
        engine.start(load: { throw Refusal() }, report: reports.add)
        let events = reports.wait { if case .loadFailed = $0 { true } else { false } }
        var state = State(settings: RunSettings(), width: 80, height: 24)
        for event in events { _ = update(&state, .engine(event)) }
        #expect(render(state).text.contains("weights.safetensors: truncated"))
        guard case .failed(let error) = state.phase else {
            Issue.record("the failure was not kept")
            return
        }
        #expect("\(error)" == "weights.safetensors: truncated")
    }

    @Test func filesAreWrittenOrRefusedWithWords() throws {
        let engine = Engine()
        defer { engine.stop() }
        let reports = Reports()
        engine.start(load: { Synthetic.models }, report: reports.add)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        engine.write(to: file) { Data("{}\n".utf8) }
        engine.write(to: file) { Data("second".utf8) }
        engine.write(to: file) { throw ExportError.nothingYet }
        engine.write(to: "/no such folder/x.json") { Data() }
        let events = reports.wait { if case .writeFailed(let reason) = $0 { reason.contains("folder") } else { false } }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "{}\n")
        let reasons = events.compactMap { if case .writeFailed(let reason) = $0 { reason } else { nil } }
        #expect(reasons.first == "\(ExportError.nothingYet)")
        #expect(reasons.last?.contains("/no such folder/x.json") == true)
        // What was there stays.
        let second = file.replacingOccurrences(of: ".json", with: "-2.json")
        defer { try? FileManager.default.removeItem(atPath: second) }
        #expect(try String(contentsOfFile: second, encoding: .utf8) == "second")
    }
}
