import Architectures
import Diffusion
import Foundation
import Tensors

/// What is wrong with the words of a command line, before any of their values is looked at.
enum LineFault: Error, Hashable, CustomStringConvertible {
    case unknownCommand(String, of: String, known: [String])
    case unknownOption(String, of: String, known: [String])
    case valueMissing(option: String, placeholder: String, next: String?)
    case unknownChoice(option: String, value: String, known: [String])
    /// The space is kept, and cannot be read.
    case unusableSpace(String)
    case surplus(String, of: String)
    case strayNumber(String, option: String, value: String)

    var description: String {
        switch self {
        case .unknownCommand(let word, let command, let known):
            "'\(command)' has no command '\(word.escaped())'" + Suggestion.text(for: word, among: known) + "; '\(command) --help' lists all"
        case .unknownOption(let option, let command, let known):
            "'\(command)' has no option '\(option.escaped())'"
                + (FuzzyMatch.nearest(to: option, among: known).map { ", perhaps '\($0)'" } ?? "") + "; '\(command) --help' lists all"
        case .valueMissing(let option, let placeholder, let next):
            "\(option) needs a value: \(option) \(placeholder)"
                + (next.map { "; '\($0.escaped())' is an option (a value that begins with - is written \(option)=\($0.escaped()))" } ?? "")
        case .unknownChoice(let option, let value, let known):
            SettingError.unknownChoice(name: option, value: value, known: known).description
        case .strayNumber(let number, let option, let value):
            "'\(number.escaped())' belongs to nothing before it; a number is joined to its property: \(option) \(value.escaped())=\(number.escaped())"
        case .unusableSpace(let reason): reason
        case .surplus(let word, let command):
            "'\(word.escaped())' has no place in '\(command)'; its options begin with --, and '\(command) --help' lists them"
        }
    }

    /// The first fault in a line; nil where the words are right, and it is a value that is not.
    /// - Parameter program: the commands and their options
    init?(in words: [String], of program: ProgramOutline.Command) {
        var command = program, path = [program.name], rest = words[...]
        while let word = rest.first, !word.hasPrefix("-"), !command.subcommands.isEmpty {
            guard let next = command.subcommands.first(where: { $0.name == word || $0.aliases.contains(word) }) else {
                // The word is a value of what the command does where it is told nothing.
                if let usual = command.usualSubcommand, usual.arguments.contains(where: { $0.kind == "positional" }) { break }
                guard word != "help" else { return nil }
                self = .unknownCommand(word, of: path.joined(separator: " "), known: command.subcommands.map(\.name))
                return
            }
            command = next
            path.append(word)
            rest = rest.dropFirst()
        }
        if let next = command.usualSubcommand { command = next }
        guard command.subcommands.isEmpty else { return nil }
        let title = path.joined(separator: " ")
        var before: (option: String, value: String)?
        var places = command.arguments.count { $0.kind == "positional" }
        while let word = rest.popFirst(), word != "--" {
            guard word.hasPrefix("-"), word.count > 1 else {
                places -= 1
                guard places < 0 else { continue }
                self = .surplus(word, of: title)
                return
            }
            if let before, TypedLine.isNegative(word) {
                self = .strayNumber(word, option: before.option, value: before.value)
                return
            }
            let name = String(word.prefix { $0 != "=" })
            guard let argument = command.arguments.first(where: { $0.words.contains(name) }) else {
                self = .unknownOption(name, of: title, known: command.arguments.flatMap(\.words))
                return
            }
            guard argument.kind == "option" else { continue }
            var value = name == word ? nil : String(word.dropFirst(name.count + 1))
            if value == nil {
                guard let next = rest.first, !next.hasPrefix("-") || next == "-" else {
                    self = .valueMissing(option: name, placeholder: argument.placeholder, next: rest.first)
                    return
                }
                value = next
                rest = rest.dropFirst()
            }
            before = value.map { (name, $0) }
            if let value, let choices = argument.choices, !choices.isEmpty, !choices.contains(value) {
                self = .unknownChoice(option: name, value: value, known: choices)
                return
            }
            if name == "--space", let value {
                do { _ = try SearchSpace.known(value) } catch {
                    self = .unusableSpace("\(error)")
                    return
                }
            }
        }
        return nil
    }
}
