import ArgumentParser
import Explorer
import Foundation
import Tasks

/// How the explorer starts without a terminal from what somebody hands over: a session's file or word, or a line of the shell.
enum HeadlessStart {
    /// - Throws: `SessionError`, `OpeningError`, `ConfigurationError`, and what is wrong with the line
    static func options(from text: String) throws -> ExplorerOptions {
        let start: StartUp
        switch try SessionOpening(text) {
        case .session(let session, let source):
            start = try StartUp(Explore.self, arguments: [], folders: UserFolders(), isFresh: true, opening: (session, source))
        case .arguments(let words):
            let command = try Explore.parse(words)
            start = try StartUp(Explore.self, arguments: words, folders: UserFolders(), isFresh: true, names: [command.search].compactMap { $0 })
        }
        var options = try start.options.explorer()
        options.session = start.session
        options.tasks = TaskSource(.standard)
        if let remark = [start.remark, options.remark].compactMap({ $0 }).first { Output.note(remark) }
        return options
    }
}
