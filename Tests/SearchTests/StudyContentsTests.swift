import Foundation
import Search
import Testing

@Suite struct StudyContentsTests {
    private func contents(_ bytes: Data) throws -> StudyContents { try StudyContents(bytes, path: "f") }

    @Test func whatWasWrittenIsRead() throws {
        let fixture = StudyFixture()
        let study = try StudyFixture.study(contents(fixture.written()))
        #expect(study.header == (try StudyFixture.header()))
        #expect(study.evaluations.count == 5)
        #expect(study.evaluations[2].state == .asked(time: 1_000))
        #expect(study.evaluations[3].state == .asked(time: 2_000))
        #expect(study.evaluations[4].state == .queued)
        #expect(study.evaluations[1].state == .failed(reason: #"","sum":"0123456789abcdef"}"#))
        guard case .told(let figures) = study.evaluations[0].state else {
            Issue.record("not told")
            return
        }
        #expect(figures == ["accuracy": StudyFixture.accuracy(study.evaluations[0].architecture), "epochs": 3])
        let lines = try fixture.bytes.split(separator: 0x0A)
        for line in lines { #expect(try JSONSerialization.jsonObject(with: Data(line)) is [String: Any], "every line is JSON") }
    }

    /// Every byte, changed in several ways: it is an error, or nothing of what the study says has changed.
    @Test func noChangedByteGoesUnnoticed() throws {
        let bytes = try StudyFixture().written()
        let truth = try contents(bytes)
        var refused = 0
        for place in bytes.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80, bytes[place] ^ 0x0A, bytes[place] ^ 0x7B] where mask != 0 {
                var changed = bytes
                changed[place] ^= mask
                do {
                    let read = try contents(changed)
                    #expect(read.header == truth.header && read.events == truth.events && read.tornBytes == 0, "byte \(place)")
                } catch {
                    #expect(error is StudyError)
                    refused += 1
                }
            }
        }
        // All but those of the last line's end, which is not needed.
        #expect(refused > 4 * (bytes.count - 2))
    }

    /// However much of it was written: whole lines count, the rest does not.
    @Test func everyBeginningIsReadUpToItsLastWholeLine() throws {
        let bytes = try StudyFixture().written()
        let truth = try contents(bytes)
        let first = try #require(bytes.firstIndex(of: 0x0A))
        for length in 0...bytes.count {
            let beginning = bytes.prefix(length)
            guard length >= first else {
                #expect(throws: StudyError.notAStudy(path: "f")) { try contents(beginning) }
                continue
            }
            let read = try contents(beginning)
            // A line that lacks nothing but its end is whole.
            let padded = length < bytes.count && bytes[length] == 0x0A ? length + 1 : length
            let lines = bytes.prefix(padded).count { $0 == 0x0A }
            #expect(read.events == Array(truth.events.prefix(lines - 1)), "length \(length)")
        }
    }

    @Test func damageIsNamedByLine() throws {
        let bytes = try StudyFixture().written()
        var lines = bytes.split(separator: 0x0A).map { Data($0) }
        func join(_ lines: [Data]) -> Data { Data(lines.flatMap { $0 + [0x0A] }) }
        let rule = StudyFault.checksum.description
        #expect(try contents(join(lines)).events.count == lines.count - 1)
        func fails(_ lines: [Data], line: Int) {
            #expect(throws: StudyError.damaged(path: "f", line: line, rule: rule)) { try contents(join(lines)) }
        }
        var missing = lines
        missing.remove(at: 2)
        fails(missing, line: 3)
        var swapped = lines
        swapped.swapAt(3, 4)
        fails(swapped, line: 4)
        fails(lines + [lines[5]], line: lines.count + 1)
        fails(lines + [Data()], line: lines.count + 1)
        fails(lines + [Data("nonsense".utf8)], line: lines.count + 1)
        lines[1] = Data(String(decoding: lines[1], as: UTF8.self).replacing("\"first\":0", with: "\"first\":1").utf8)
        fails(lines, line: 2)
    }

    @Test func otherFilesAreNoStudies() throws {
        for text in ["", "arch,accuracy\n1,2\n", "{}\n", "{\"format\":\"other\"}\n", "\n\n", "\0\0\0"] {
            #expect(throws: StudyError.notAStudy(path: "f")) { try contents(Data(text.utf8)) }
        }
    }

    @Test func textsOfErrors() {
        #expect(
            StudyError.damaged(path: "s.jsonl", line: 3, rule: StudyFault.unknownID(7, count: 5).description).description
                == "s.jsonl, line 3: there is no evaluation 7; they are numbered 0 to 4; nothing was changed")
        #expect(StudyError.busy(path: "s", seconds: 2.5).description.contains("still had after 2.5 s"))
        #expect(
            StudyError.differs(path: "s", key: "seed", there: "1", here: "2").description
                == "s: is another study: its seed is '1', and '2' is asked for; leave it out to go on with the study")
        #expect(StudyFault.lacksColumn("a", of: "evaluation 3", given: []).description == "the figures of evaluation 3 lack 'a'; given: none")
    }
}
