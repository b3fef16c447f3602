import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct DemonstrationRecordingTests {
    private func explorer() throws -> HeadlessExplorer {
        try HeadlessExplorer(ExplorerOptions(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16)) { Synthetic.models }, width: 100, height: 30)
    }

    @Test(arguments: Asciicast.Version.allCases)
    func aRecordingIsTheSameEachTimeAndMarksWhatHappens(version: Asciicast.Version) throws {
        let script = try Demonstration(
            parsing: """
                # A remark.
                .*3 wait=0.5

                > now we steer
                right*2
                : page inspect
                """, file: "shows/first try.demo")
        #expect(script.title == "first try")
        let first = script.recording(of: try explorer(), title: "t", pause: 0.2, version: version)
        #expect(first == script.recording(of: try explorer(), title: "t", pause: 0.2, version: version))
        let marks = try first.split(separator: "\n").dropFirst().compactMap { line -> String? in
            let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
            return event[1] as? String == "m" ? event[2] as? String : nil
        }
        #expect(marks == ["now we steer", "branch B from step 3", "page inspect"])
        // What is recorded can be played.
        #expect(try CastFile(first, name: "x").duration > 1.5)
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
