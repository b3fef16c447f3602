import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct RecorderTests {
    /// What a recorder reports, waited for.
    private final class Reports: @unchecked Sendable {
        private let lock = NSLock()
        private var events: [EngineEvent] = []
        func add(_ event: EngineEvent) { lock.withLock { events.append(event) } }
        var all: [EngineEvent] { lock.withLock { events } }
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func frame(_ text: String) -> Canvas {
        var canvas = Canvas(width: 30, height: 4)
        canvas.put(text, at: 0, 0)
        return canvas
    }

    @Test func framesBecomeAFileWhenItEnds() throws {
        try withFolder { folder in
            for name in ["run.cast", "run-2.cast"] {
                let reports = Reports()
                let recorder = Recorder(path: "\(folder)/run.cast", title: "t") { reports.add($0) }
                for (index, text) in ["one", "one", "two"].enumerated() { recorder.add(frame(text), at: 100 + Double(index)) }
                recorder.end(at: 105)
                recorder.waitForEnd()
                guard case .recorded(let path, let size, false) = reports.all.first, reports.all.count == 1 else {
                    Issue.record("\(reports.all)")
                    return
                }
                #expect(path == "\(folder)/\(name)")
                let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                #expect(try size == Data(contentsOf: URL(fileURLWithPath: path)).count)
                let times = try lines.dropFirst().map { line in
                    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]).first as? Double
                }
                #expect(times == [0, 0, 2, 5])
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
        }
    }

    @Test func aRecordingEndsWhenItIsFull() throws {
        try withFolder { folder in
            let reports = Reports()
            let recorder = Recorder(path: "\(folder)/run.cast", title: "t", byteLimit: 2_000) { reports.add($0) }
            for index in 0..<60 { recorder.add(frame(String(repeating: "\(index % 10)", count: 30)), at: Double(index)) }
            recorder.waitForEnd()
            guard case .recorded(_, let size, true) = reports.all.first else {
                Issue.record("\(reports.all)")
                return
            }
            #expect((2_000..<2_400).contains(size))
        }
    }

    @Test func failuresLeaveNothing() throws {
        try withFolder { folder in
            let reports = Reports()
            let recorder = Recorder(path: "\(folder)/none/run.cast", title: "t") { reports.add($0) }
            recorder.add(frame("one"), at: 0)
            recorder.end(at: 1)
            recorder.waitForEnd()
            guard case .recordingFailed(let reason) = reports.all.first else {
                Issue.record("\(reports.all)")
                return
            }
            #expect(reason == "\(folder)/none/run.cast: cannot create a file in its folder: No such file or directory")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func theKeyStartsAndEndsIt() throws {
        var harness = try Harness.ready()
        #expect(!render(harness.state).text.contains("rec"))
        try harness.type("w")
        #expect(harness.effects.last == .record(path: "dnag-seed7-sample0-A.cast"))
        #expect(render(harness.state).line(0).contains("● rec"))
        try harness.type("w")
        #expect(harness.effects.last == .stopRecording)
        // Until the file is in its place, no other begins.
        try harness.type("w")
        #expect(harness.effects.last == .stopRecording && harness.state.recording == .ending)
        harness.send(.engine(.recorded(path: "a.cast", size: 12_345, isFull: false)))
        #expect(harness.state.recording == .off)
        #expect(harness.state.notice?.text == "recorded: a.cast (12.3 kB)")
        try harness.type("w")
        harness.send(.engine(.recordingFailed(reason: "a.cast: cannot be written: No space left on device")))
        #expect(harness.state.recording == .off)
        #expect(render(harness.state).text.contains("No space left on device"))
    }
}
