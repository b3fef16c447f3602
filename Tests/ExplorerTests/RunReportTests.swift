import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct RunReportTests {
    private static let report = Result {
        try RunReport(
            HeadlessExplorer(
                ExplorerOptions(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: Guidance(tilts: ["cifar10_test": 1]))) { Synthetic.models },
                width: 120, height: 36))
    }

    @Test func itTellsTheRun() throws {
        let report = try Self.report.get()
        #expect(report.title.contains("seed 7, sample 0"))
        #expect(report.summary[0].hasPrefix("A reverse diffusion of 16 steps turned noise into "))
        #expect(report.pictures.count == 6 && report.pictures.last?.caption == "the end")
        #expect(report.pictures.allSatisfy { !$0.alternative.isEmpty && $0.canvas.width > 20 })
        #expect(report.curves.allSatisfy { $0.values.count == 16 })
        #expect(report.steps.first?.name == "0" && report.steps.last?.name == "15")
        #expect(report.steps.allSatisfy { $0.values.count == RunReport.stepColumns.count - 1 })
        #expect(report.lines.count == 1 && report.lines[0].hasPrefix("dnag generate --seed 7"))
        #expect(!report.equations.isEmpty && report.equationsOf.hasPrefix("step 8, entry V["))
        #expect((9...40).contains(report.film.frames.count) && abs(report.film.duration - 5) < 1.5)
        #expect(report.figures.contains { $0.values[2] == "+1.00" })
    }

    /// The session that the report carries opens to the same run.
    @Test func theSessionBringsTheRunBack() throws {
        let report = try Self.report.get()
        let session = try SessionDocument(text: Data(report.session.utf8), from: "report").session(from: "report")
        #expect(session.shown?.stem.segments.last?.settings.seed == 7)
    }
}
