import ArgumentParser
import Foundation

/// The commands and options of the program, as its parser knows them.
struct ProgramOutline: Decodable {
    struct Command: Decodable {
        let name: String
        /// Other words for it.
        let aliases: [String]
        let defaultSubcommand: String?
        let subcommands: [Command]
        let arguments: [Argument]
        /// What it does where none of its commands is named.
        var usualSubcommand: Command? { defaultSubcommand.flatMap { usual in subcommands.first { $0.name == usual } } }

        private enum CodingKeys: String, CodingKey { case name = "commandName", aliases, defaultSubcommand, subcommands, arguments }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            name = try values.decode(String.self, forKey: .name)
            aliases = try values.decodeIfPresent([String].self, forKey: .aliases) ?? []
            defaultSubcommand = try values.decodeIfPresent(String.self, forKey: .defaultSubcommand)
            subcommands = try values.decodeIfPresent([Command].self, forKey: .subcommands) ?? []
            arguments = try values.decodeIfPresent([Argument].self, forKey: .arguments) ?? []
        }
    }

    struct Argument: Decodable {
        struct Name: Decodable { let kind, name: String }

        /// `option`, `flag` or `positional`.
        let kind: String
        let names: [Name]?
        let valueName: String?
        let choices: [String]?

        private enum CodingKeys: String, CodingKey { case kind, names, valueName, choices = "allValues" }

        /// As it is typed.
        var words: [String] { (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name } }
        /// What stands for its value.
        var placeholder: String { (valueName ?? "value").uppercased() }
    }

    let command: Command

    /// nil where the parser tells nothing of itself.
    static func of(_ program: (some ParsableCommand).Type) -> Command? {
        (try? JSONDecoder().decode(Self.self, from: Data(program._dumpHelp().utf8)))?.command
    }
}
