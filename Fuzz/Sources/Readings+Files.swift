import Explorer
import Foundation
import Lessons
import Search
import Tasks
import Terminal

extension Readings {
    /// Labelled images in a file: npz, npy, IDX, gzipped or not.
    static func images(_ data: Data) throws {
        let path = try Scratch.write(data, "images", as: Scratch.folder + "/images")
        var reading = TaskImport()
        for labels in [nil, path] {
            reading.labels = labels
            _ = try? reading.result(of: path, threads: 1)
        }
    }

    static func picture(_ data: Data) throws {
        let picture = try Picture(decoding: data)
        Wrong.unless(picture.pixels.count == picture.width * picture.height * picture.channels, "a picture has another number of pixels than its size says")
    }

    /// A session: as it is, and with the checksum that its contents would have.
    static func session(_ data: Data) throws {
        let text = String(decoding: data, as: UTF8.self)
        _ = try? SessionDocument(word: text).session(from: "a word")
        if let document = try? SessionDocument(text: data, from: "a file"), let bare = Sealed.bare(document) {
            let sealed = try SessionDocument(text: Sealed.session(bare), from: "sealed")
            let session = try sealed.session(from: "sealed")
            // What is opened is kept as itself.
            Wrong.unless((try? SessionDocument(session).session(from: "again")) == session, "a session is not kept as it was opened")
        }
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
        let sealed = Sealed.study(data.split(separator: 0x0A).map { Data($0) })
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
