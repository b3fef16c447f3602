import Explorer
import Foundation
import Lessons
import Search
import Tasks
import Terminal

extension Readings {
    /// Labelled images in a file: npz, npy, IDX, gzipped or not.
    static func images(_ data: Data) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-fuzz-\(ProcessInfo.processInfo.processIdentifier)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try data.write(to: URL(fileURLWithPath: path))
        var reading = TaskImport()
        reading.labels = path
        for labels in [nil, path] {
            reading.labels = labels
            _ = try? reading.result(of: path, threads: 1)
        }
    }

    static func picture(_ data: Data) throws {
        let picture = try Picture(decoding: data)
        Wrong.unless(picture.pixels.count == picture.width * picture.height * picture.channels, "a picture has another number of pixels than its size says")
    }

    static func session(_ data: Data) throws {
        let text = String(decoding: data, as: UTF8.self)
        _ = try? SessionDocument(word: text).session(from: "a word")
        _ = try SessionDocument(text: data, from: "a file").session(from: "a file")
    }

    static func lesson(_ data: Data) throws {
        let text = String(decoding: data, as: UTF8.self)
        _ = try? LessonProgress(parsing: data)
        _ = try? LessonCheck(parsing: text, line: 1)
        _ = try Lesson(parsing: text, file: "fuzz.md")
    }

    /// A recording, and a second of it on a screen.
    static func cast(_ data: Data) throws {
        let cast = try CastFile(Array(data), name: "fuzz.cast")
        guard cast.width * cast.height <= 20_000, cast.events.count < 200 else { return }
        let playback = Playback(cast)
        playback.advance(for: .milliseconds(2))
    }

    /// A study's lines: as they are, and with the checksums that these contents would have.
    static func study(_ data: Data) throws {
        var seal = StudySeal(), sealed = Data()
        for (place, line) in data.split(separator: 0x0A).enumerated() {
            if place == 0, let header = try? JSONDecoder().decode(StudyHeader.self, from: line) { sealed += (try? seal.line(header)) ?? Data() }
            if place > 0, let event = try? JSONDecoder().decode(StudyEvent.self, from: line) { sealed += (try? seal.line(event)) ?? Data() }
        }
        _ = try? StudyContents(sealed, path: "sealed.jsonl")
        _ = try StudyContents(data, path: "fuzz.jsonl")
    }

    /// Bytes of a terminal: whole and in two pieces they are the same keys, and nothing waits after the end.
    static func keys(_ data: Data) {
        var whole = KeyDecoder(), parts = KeyDecoder()
        let first = whole.feed(data) + whole.flush()
        let middle = data.count / 2
        let second = parts.feed(data.prefix(middle)) + parts.feed(data.suffix(data.count - middle)) + parts.flush()
        Wrong.unless(first == second, "cut at \(middle) the bytes are other keys: \(first) and \(second)")
        Wrong.unless(!whole.isPending && !parts.isPending, "something waits after the end")
        _ = try? KeyScript(parsing: String(decoding: data, as: UTF8.self))
    }
}
