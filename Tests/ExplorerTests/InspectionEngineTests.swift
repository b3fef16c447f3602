import Diffusion
import Explorer
import Foundation
import Testing

/// The engine's thread takes steps apart as asked, newest first, and its run goes on.
@Suite struct InspectionEngineTests {
    @Test(arguments: [DenoiserKind.learned, .exact], [GuidanceMethod.gradient, .conditioned])
    func answersAreTheInspectors(kind: DenoiserKind, method: GuidanceMethod) throws {
        // The harness has no exact tilts to run on.
        guard method == .gradient || kind == .learned else { return }
        let loaded = kind == .exact ? Synthetic.exact : Synthetic.attentive
        let settings = RunSettings(
            seed: 5, schedule: .fixed, steps: 9, guidance: Guidance(tilts: ["cifar10_test": 1], method: method))
        var harness = try Harness.ready(loaded, settings: settings, denoiser: kind)
        try harness.type("...i")
        let wanted = try #require(harness.lastInspection)
        let engine = Engine()
        defer { engine.stop() }
        let reports = Reports()
        engine.start(load: { loaded }, report: reports.add)
        for ticket in 1000..<1040 {
            var older = wanted
            older.ticket = ticket
            engine.inspect(older)
        }
        engine.inspect(wanted)
        let events = reports.wait { if case .inspected(wanted.ticket, _) = $0 { true } else { false } }
        let answers = events.compactMap { event -> (Int, StepAnatomy)? in
            if case .inspected(let ticket, let anatomy) = event { (ticket, anatomy) } else { nil }
        }
        let expected = try harness.anatomy(of: wanted)
        #expect(answers.last?.1 == expected)
        #expect((expected.attention == nil) == (kind == .exact))
        #expect(answers.count < 41, "older requests were answered too")
    }

    @Test func whatCannotBeTakenApartIsReported() throws {
        var harness = try Harness.ready(Synthetic.attentive)
        try harness.type("...i")
        var request = try #require(harness.lastInspection)
        request.subject.settings.guidance = Guidance(tilts: ["nonsense": 1])
        let engine = Engine()
        defer { engine.stop() }
        let reports = Reports()
        engine.start(load: { Synthetic.attentive }, report: reports.add)
        engine.inspect(request)
        let events = reports.wait { if case .failed(request.ticket, _) = $0 { true } else { false } }
        let reasons = events.compactMap { if case .failed(_, let reason) = $0 { reason } else { nil } }
        #expect(reasons.first?.contains("nonsense") == true)
    }
}
