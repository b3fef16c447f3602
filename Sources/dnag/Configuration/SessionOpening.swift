import ArgumentParser
import Explorer
import Foundation
import Tensors

/// What `--from` names: a session, or a line of the shell.
enum SessionOpening {
    case session(Session, source: String)
    /// Of a line of the shell, what stands behind the command's name.
    case arguments([String])

    /// - Throws: `SessionError`, `OpeningError`
    init(_ text: String) throws {
        switch SessionSource(text) {
        case .word(let word): self = .session(try SessionDocument(word: word).session(from: "--from"), source: "--from")
        case .file(let path): self = .session(try SessionDocument.read(path), source: path.escaped())
        case .line(let line):
            var words = Array(ShellLine.words(line).dropFirst())
            if let first = words.first, !first.hasPrefix("--") {
                guard ["explore", "generate"].contains(first) else { throw OpeningError.otherCommand(first) }
                words.removeFirst()
            }
            if let inner = Self.value(of: "from", in: words) {
                guard case .session(let session, let source) = try Self(inner) else { throw OpeningError.otherCommand("--from") }
                self = .session(session, source: source)
            } else {
                self = .arguments(words)
            }
        }
    }

    /// The line without the option and its value.
    static func without(_ name: String, in arguments: [String]) -> [String] {
        var rest: [String] = [], place = 0
        while place < arguments.count {
            if arguments[place] == "--\(name)" { place += 2; continue }
            if !arguments[place].hasPrefix("--\(name)=") { rest.append(arguments[place]) }
            place += 1
        }
        return rest
    }

    private static func value(of name: String, in words: [String]) -> String? {
        if let place = words.firstIndex(of: "--\(name)"), words.indices.contains(place + 1) { return words[place + 1] }
        return words.first { $0.hasPrefix("--\(name)=") }.map { String($0.dropFirst(name.count + 3)) }
    }
}

/// Why a session is not opened, beyond what is wrong with itself.
enum OpeningError: Error, Hashable, CustomStringConvertible, LocalizedError {
    case runGiven(option: String)
    case otherCommand(String)
    case unusableFile(source: String, option: String, file: String, reason: String)

    var errorDescription: String? { description }

    var description: String {
        switch self {
        case .runGiven(let option):
            "--from opens a whole session, and --\(option) is of a run: leave one of them out; in the explorer : and sliders change what was opened"
        case .otherCommand(let name):
            "--from takes a line of 'dnag explore' or 'dnag generate', and this one is of '\(name.escaped())': run it as it is"
        case .unusableFile(let source, let option, let file, let reason):
            "\(source): was made with \(file.escaped()), which cannot be used here: \(reason); say where it is with --\(option)"
        }
    }
}
