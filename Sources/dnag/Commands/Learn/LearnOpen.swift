import Architectures
import ArgumentParser
import Explorer
import Foundation
import Lessons
import Tasks
import Tensors

/// `dnag learn [NAME]`: opens the explorer with a lesson; where there is no terminal, tells its text.
struct LearnOpen: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "open", abstract: "Open the explorer with a lesson (the default).")

    @Argument(help: "Name or number of the lesson, or a file. (default: the first that is not solved)")
    var name: String?

    @Flag(help: "List the lessons, and what was solved of them.")
    var list = false

    @OptionGroup var lessons: LessonOptions

    func run() throws {
        let files = try lessons.files()
        for remark in files.remarks where list { Output.note(remark) }
        if list { return try Output.write(LessonText.list(files.shelf, files.progress), to: nil) }
        let lesson = try Self.lesson(name, files)
        guard Streams.canShowScreen else { return try Output.write(LessonText.plain(lesson), to: nil) }
        var options = try Self.options(of: lesson)
        options.tasks = TaskSource(.standard)
        files.equip(&options, lesson: lesson)
        // What was done before stays what the next session goes on with.
        let shown = options
        let signal = try MainActor.assumeIsolated { try runExplorer(shown) }
        Departure.leave(status: signal.map { 128 + $0 } ?? 0)
    }

    /// - Throws: `LearnError`, `LessonError`
    static func lesson(_ name: String?, _ files: LessonFiles) throws -> Lesson {
        guard !files.shelf.lessons.isEmpty || name?.hasSuffix(".md") ?? false else { throw LearnError.noLessons }
        guard let name else {
            guard let next = files.shelf.lessons.first(where: { files.progress[$0.name] == nil }) ?? files.shelf.lessons.first else { throw LearnError.noLessons }
            return next
        }
        if let found = files.shelf[name] { return found }
        if name.hasSuffix(".md") || name.contains("/") { return try Lesson(contentsOf: name) }
        throw LearnError.noLesson(name, known: files.shelf.lessons.map(\.name))
    }

    /// To be played by the program.
    static func trial<Result>(of lesson: Lesson, _ body: (ExplorerOptions) throws -> Result) throws -> Result {
        var options = try options(of: lesson)
        return try TaskSource.fresh {
            options.tasks = $0
            return try body(options)
        }
    }

    /// How the explorer starts in a lesson's space.
    static func options(of lesson: Lesson) throws -> ExplorerOptions {
        let arguments = lesson.space == "nasbench201" ? [] : ["--space", lesson.space]
        return try StartUp(Explore.self, arguments: arguments, folders: UserFolders(), isFresh: true).options.explorer()
    }
}

/// What can be wrong with what is asked of lessons.
enum LearnError: Error, Hashable, CustomStringConvertible, LocalizedError {
    case noLessons
    case noLesson(String, known: [String])
    case noFolder(String)
    case mistakes(file: String, count: Int)
    case fileExists(String)
    case noProgress(String)

    var errorDescription: String? { description }

    var description: String {
        switch self {
        case .noLessons: "there are no lessons: the folder 'lessons' that comes with the program is not beside its networks"
        case .noLesson(let name, let known): "there is no lesson '\(name.escaped())'" + Suggestion.text(for: name, among: known) + "; 'dnag learn --list' lists all"
        case .noFolder(let folder): "--lessons is '\(folder.escaped())', which is no folder"
        case .mistakes(let file, let count): "\(file.escaped(limit: 200)): \(count == 1 ? "one mistake" : "\(count) mistakes")"
        case .fileExists(let file): "\(file.escaped(limit: 200)) is there already; give another name"
        case .noProgress(let file): "\(file.escaped(limit: 200)) is not there; a learner's file is $XDG_STATE_HOME/dnag/lessons.json"
        }
    }
}
