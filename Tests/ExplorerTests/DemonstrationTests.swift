import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct DemonstrationTests {
    private func explorer() throws -> HeadlessExplorer {
        try HeadlessExplorer(ExplorerOptions(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16)) { Synthetic.models }, width: 100, height: 30)
    }

    private static let script = """
        # A remark.
        .*3 wait=0.5

        mark  now we steer
        right*2
          i wait=0.5
        """

    @Test func scriptsAreReadLineByLine() throws {
        let script = try Demonstration(text: Self.script, file: "shows/first try.keys")
        #expect(script.title == "first try")
        #expect(
            script.lines == [
                .keys(try KeyScript(parsing: ".*3 wait=0.5")), .mark("now we steer"), .keys(try KeyScript(parsing: "right*2")), .keys(try KeyScript(parsing: "i wait=0.5")),
            ])
    }

    @Test func mistakesAreNamedByTheirLine() {
        #expect(throws: DemonstrationError.badLine(file: "x.keys", line: 3, reason: "\(KeyScriptError.unknownKey(word: "nokey", place: 2))")) {
            try Demonstration(text: "# a\n.\n. nokey\n", file: "x.keys")
        }
        #expect("\(DemonstrationError.badLine(file: "x.keys", line: 3, reason: "why"))" == "x.keys, line 3: why")
        #expect {
            try Demonstration(contentsOf: "/no/such.keys")
        } throws: { "\($0)".hasPrefix("/no/such.keys: the script cannot be read: ") }
    }

    @Test(arguments: Asciicast.Version.allCases)
    func aRecordingIsTheSameEachTimeAndMarksWhatHappens(version: Asciicast.Version) throws {
        let script = try Demonstration(text: Self.script, file: "x")
        let first = script.recording(of: try explorer(), title: "t", pause: 0.2, version: version)
        #expect(first == script.recording(of: try explorer(), title: "t", pause: 0.2, version: version))
        let marks = try first.split(separator: "\n").dropFirst().compactMap { line -> String? in
            let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
            return event[1] as? String == "m" ? event[2] as? String : nil
        }
        #expect(marks == ["now we steer", "branch B from step 3", "page inspect"])
        // What is recorded can be played.
        #expect(try CastFile(first, name: "x").duration > 2)
    }

    @Test func theEndOfARunIsMarked() throws {
        let explorer = try explorer()
        explorer.startRecording(title: "t", version: .three)
        explorer.play()
        explorer.playToEnd()
        #expect(!explorer.isPlaying && explorer.state.position == 16)
        #expect(explorer.endRecording().contains("\"m\", \"branch A ends\""))
    }
}

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
