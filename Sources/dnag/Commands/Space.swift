import Architectures
import ArgumentParser
import Foundation

/// `dnag space`: search spaces of the user's own.
struct Space: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Search spaces of your own, from a file.",
        discussion: """
            A space is a JSON file that names nodes, types and slots, and says what may be together: choices in a chain, blocks of patterns, or a
            table beside the file that lists the architectures. docs/spaces.md has two examples from beginning to end. After the import every
            command takes the space by its name.

            EXAMPLES
              dnag space check transformer.json
              dnag space import transformer.json
              dnag explore --space transformer
              dnag space show nasbench201
            """,
        subcommands: [Check.self, Import.self, List.self, Show.self, Remove.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Read a space's file and tell every mistake, with its place.")

        @Argument(help: "The JSON file.")
        var file: String

        @Option(help: "Form of the result.")
        var format: ReportFormat = .text

        func run() throws {
            let own = try OwnSpace(contentsOf: file), sheet = SpaceSheet(own.space, ignored: own.ignored)
            try Output.write(format == .json ? try Output.json(sheet) : "\(file): no mistake\n\n" + sheet.text, to: nil)
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a space for all commands.")

        @Argument(help: "The JSON file. A table that it names lies beside it.")
        var file: String

        @Option(help: "Its name from now on. (default: the file's own)")
        var name: String?

        @Flag(help: "Replace the space of this name.")
        var replace = false

        func validate() throws {
            if let name { try SpaceStore.check(name) }
        }

        func run() throws {
            let own = try OwnSpace(contentsOf: file, name: name), store = SpaceStore()
            try store.keep(own, replacing: replace)
            let sheet = SpaceSheet(own.space, ignored: own.ignored)
            try Output.write(
                "\(sheet.headline)\n\(sheet.remark.map { "\($0)\n" } ?? "")kept in \(store.directory); 'dnag explore --space \(own.space.name)' opens it\n", to: nil)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the spaces that come with the program, and your own.")

        @Option(help: "Form of the result.")
        var format: ReportFormat = .text

        private struct Entry: Encodable {
            let name, title: String
            let nodes, types, slots: Int
            let architectures: Double
            let listed, own: Bool
        }

        func run() throws {
            let store = SpaceStore()
            let spaces = try SearchSpace.knownNames(store: store).map { try SearchSpace.known($0, store: store) }
            let entries = spaces.map { space in
                Entry(
                    name: space.name, title: space.title, nodes: space.layout.nodeCount, types: space.layout.typeCount, slots: space.layout.slots.count,
                    architectures: space.count, listed: space.isListed, own: !SearchSpace.builtIn.contains(space))
            }
            guard format == .text else { return try Output.write(Output.json(["spaces": entries]), to: nil) }
            var table = TextTable(header: ["name", "nodes", "types", "slots", "architectures", "listed", "title"])
            for entry in entries {
                table.add([
                    entry.name, "\(entry.nodes)", "\(entry.types)", "\(entry.slots)", SpaceSheet.text(entry.architectures), entry.listed ? "yes" : "no", entry.title,
                ])
            }
            try Output.write(table.text + "\nyour own spaces are kept in \(store.directory)\n", to: nil)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a space's nodes, types, slots and blocks, and one of its architectures.")

        @Argument(help: "Its name.")
        var name: String

        @Option(help: "Form of the result.")
        var format: ReportFormat = .text

        func run() throws {
            let sheet = try SpaceSheet(SearchSpace.known(name))
            try Output.write(format == .json ? try Output.json(sheet) : sheet.text, to: nil)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove one of your own spaces; tables and networks of the space stay.")

        @Argument(help: "Its name.")
        var name: String

        func run() throws {
            try SpaceStore().remove(name)
            try Output.write("\(name) is removed\n", to: nil)
        }
    }
}
