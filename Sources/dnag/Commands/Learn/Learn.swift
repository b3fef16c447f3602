import ArgumentParser
import Foundation
import Tensors

/// `dnag learn`: lessons in the explorer.
struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Learn the method, lesson by lesson, in the explorer.",
        discussion: """
            A lesson stands beside the live panels: it sets a scene, says where to look, asks, and checks what you do, against the exact posterior
            where there is one. In the explorer L lists the lessons, g goes on or answers, H gives a hint. docs/lessons.md says how to write one.

            EXAMPLES
              dnag learn
              dnag learn too-strong
              dnag learn --list
              dnag learn new my-lesson.md
              dnag learn check my-lesson.md
              dnag learn report --format json
            """,
        subcommands: [LearnOpen.self, LearnCheck.self, LearnNew.self, LearnReport.self, LearnHandout.self], defaultSubcommand: LearnOpen.self)
}

/// Where lessons are looked for.
struct LessonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("One more folder of lessons, beside those that come with the program.", valueName: "folder"))
    var lessons: String?

    @Option(help: ArgumentHelp("Two letters: lessons that are there in this language are taken in it.", valueName: "language"))
    var language: String?

    func validate() throws {
        if let language, language.count != 2 || !language.allSatisfy({ $0.isLetter && $0.isASCII }) {
            throw ValidationError("--language is '\(language.escaped(limit: 20))'; it is two letters, such as de")
        }
    }

    /// - Throws: `LearnError.noFolder`
    func files(_ folders: UserFolders = UserFolders()) throws -> LessonFiles {
        if let lessons {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: lessons, isDirectory: &isFolder), isFolder.boolValue else { throw LearnError.noFolder(lessons) }
        }
        return LessonFiles(folders, own: lessons, language: language)
    }
}
