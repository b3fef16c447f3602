import Architectures
import Foundation
import Tensors

/// The lessons that there are: those of the program, and those of folders of one's own.
public struct LessonShelf: Sendable {
    public private(set) var lessons: [Lesson] = []
    /// Files that are no lessons, and why.
    public private(set) var faults: [String] = []

    public init(_ lessons: [Lesson] = []) { self.lessons = lessons }

    /// Reads the lessons of folders, in the order of their numbers; one whose name an earlier folder has stands in that one's place.
    /// - Parameter language: two letters; of lessons that stand in a folder of that name, those are taken
    public init(folders: [String], language: String? = nil) {
        var byName: [String: Lesson] = [:]
        for folder in folders {
            for path in Self.files(in: folder) { read(path, into: &byName) }
            guard let language, language.count == 2 else { continue }
            for path in Self.files(in: "\(folder)/\(language)") { read(path, into: &byName) }
        }
        lessons = byName.values.sorted { ($0.number == 0 ? .max : $0.number, $0.name) < ($1.number == 0 ? .max : $1.number, $1.name) }
    }

    private mutating func read(_ path: String, into byName: inout [String: Lesson]) {
        do {
            let lesson = try Lesson(contentsOf: path)
            byName[lesson.name] = lesson
        } catch { faults.append("\(error)") }
    }

    private static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().map { "\(folder)/\($0)" }
    }

    /// The folder of the lessons that come with the program; nil where it is not there.
    public static func embeddedFolder(assets: AssetLocator = AssetLocator()) -> String? { try? assets.path(of: "lessons") }

    /// The lesson of a name or number.
    public subscript(name: String) -> Lesson? {
        lessons.first { $0.name == name } ?? Int(name).flatMap { number in lessons.first { $0.number == number } }
    }

    /// The one that follows another.
    public func following(_ lesson: Lesson) -> Lesson? {
        guard let place = lessons.firstIndex(where: { $0.name == lesson.name }) else { return nil }
        return lessons.indices.contains(place + 1) ? lessons[place + 1] : nil
    }
}
