import ArgumentParser
import Foundation
import Lessons
import Tensors

/// `dnag learn report`: what was solved, for a teacher to collect.
struct LearnReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Tell what was solved: one line a learner, or JSON.",
        discussion: """
            EXAMPLES
              dnag learn report --name ada
              cat */lessons.json | …        the files themselves: $XDG_STATE_HOME/dnag/lessons.json
              dnag learn report homes/*/lessons.json --format json
            """)

    @Argument(help: "Files of progress. (default: your own)")
    var files: [String] = []

    @Option(help: "Name of the learner, for your own file. (default: the user's)")
    var name: String?

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @OptionGroup var lessons: LessonOptions

    struct Learner: Codable {
        var learner: String
        var solved: Int
        var of: Int
        var keys: Int
        var lessons: [String: LessonProgress.Entry]
    }

    func run() throws {
        let folders = UserFolders(), shelf = try lessons.files(folders).shelf, paths = files.isEmpty ? [folders.progress] : files
        var learners: [Learner] = []
        for path in paths {
            guard let progress = try LessonFiles.read(path) ?? (files.isEmpty ? LessonProgress() : nil) else { throw LearnError.noProgress(path) }
            let learner = files.isEmpty ? name ?? NSUserName() : Self.name(of: path)
            learners.append(
                Learner(
                    learner: learner, solved: progress.solved.count, of: shelf.lessons.count, keys: progress.solved.values.reduce(0) { $0 + $1.keys },
                    lessons: progress.solved))
        }
        guard format == .text else { return try Output.write(try Output.json(learners), to: nil) }
        try Output.write(learners.map { Self.line($0, shelf) }.joined(), to: nil)
    }

    /// The folder that a file of the usual name lies in tells whose it is.
    private static func name(of path: String) -> String {
        let url = URL(fileURLWithPath: path), stem = url.deletingPathExtension().lastPathComponent
        guard stem == "lessons" else { return stem }
        return url.pathComponents.dropLast().last { !["dnag", "state", ".local"].contains($0) } ?? stem
    }

    private static func line(_ learner: Learner, _ shelf: LessonShelf) -> String {
        let order = shelf.lessons.map(\.name), names = learner.lessons.keys.sorted { (order.firstIndex(of: $0) ?? .max, $0) < (order.firstIndex(of: $1) ?? .max, $1) }
        let each = names.map { name in "\(name) \(learner.lessons[name]?.keys ?? 0)" }.joined(separator: ", ")
        return "\(learner.learner.escaped()): \(learner.solved) of \(learner.of) solved" + (each.isEmpty ? "" : " (keys: \(each))") + "\n"
    }
}
