import Architectures
import ArgumentParser
import Foundation

/// `dnag table`: benchmark figures of cells.
struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import and list tables of figures.",
        discussion: """
            A table is a CSV file with a column 'arch' and columns of numbers, of cells (arch strings, NASLib tuples, numbers of the benchmark)
            or of MobileNetV3 networks (also as columns depths, kernels, expands). The column of cells may have another name, if the first row
            has an arch string in it. Fields may be divided by commas, semicolons or tabs; what 'generate --format csv' and '--format json' write
            is read as well. Architectures may be missing, and figures of those that are there; of several rows of one the mean is taken.
            Columns of text and columns that count the rows are left out. Whatever is left out or changed is told. See docs/tables.md.

            EXAMPLES
              dnag table import nasbench201.csv --name nasbench201
              dnag table list
              dnag table export nasbench201 --out figures.csv
            """,
        subcommands: [Import.self, List.self, TableExport.self, Embed.self, TableAdditive.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a copy of a table for all commands.")

        @Argument(help: "The CSV (or JSON) file, or a pipe.")
        var file: String

        @Option(help: "Its name from now on.")
        var name: String

        @Flag(help: "Replace the table of this name.")
        var replace = false

        @Option(help: "The search space of its architectures. (default: what its header and first row tell)")
        var space: SearchSpace?

        func run() throws {
            let table = try TableStore().import(csv: file, name: name, of: space, replacing: replace)
            let space = table.space, names = table.columns.map(\.name)
            var lines = ["\(name): \(table.rowCount) \(space.words.nouns), \(names.count) columns: \(names.joined(separator: ", "))"]
            lines += (table.notes + table.withoutPathlessLatencies().notes.filter { !table.notes.contains($0) }).map { "\($0)" }
            if space.isListed {
                lines += try TableSet.load([], of: space, store: TableStore()).hidden.filter { $0.table == name }.map { "\($0)" }
            }
            try Output.write(lines.joined(separator: "\n") + "\n", to: nil)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the embedded and the imported tables.")

        func run() throws {
            let store = TableStore()
            var table = TextTable(header: ["name", "of", "rows", "columns"])
            let embedded = try SearchSpace.builtIn.flatMap { try BenchmarkTable.allEmbedded(of: $0) }
            for known in embedded { table.add([known.name, known.space.words.nouns, "\(known.rowCount)", "\(known.columns.count)"]) }
            let imported = try store.list()
            for summary in imported {
                table.add([summary.name, summary.space.words.nouns, "\(summary.rows)", "\(summary.columns.count)"])
            }
            var text = table.text
            for known in embedded { text += "\n\(known.name): \(known.columns.map(\.name).joined(separator: ", "))\n  \(known.credit)\n" }
            for name in try store.names() where !imported.contains(where: { $0.name == name }) {
                text += "\n\(name): of a space that is not known; 'dnag space import' makes it known\n"
            }
            for summary in imported { text += "\n\(summary.name): \(summary.columns.joined(separator: ", "))\n" }
            try Output.write(text + "\nimported tables are kept in \(store.directory)\n", to: nil)
        }
    }

    struct Embed: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an embedded table's file from figures of every architecture of a space.")

        @Argument(help: "The CSV file, with a column index, the space's own columns and figures.")
        var file: String

        @Option(help: "The search space.")
        var space: SearchSpace = .usual

        @Option(help: "What the table is called.")
        var name: String

        @Option(help: "Where the figures come from, in a sentence.")
        var credit: String

        @Option(help: "Their licence.")
        var licence: String

        @Option(help: "An address.")
        var source: String

        @Option(help: "What each figure is kept to: four decimals, or six significant digits.")
        var digits: StoredDigits = .decimals

        @Option(help: "Where the table goes.")
        var out: String

        func run() throws {
            try BenchmarkTable.writeEmbedded(
                csv: file, of: space, digits: digits,
                about: BenchmarkTable.About(name: name, credit: credit, licence: licence, source: source), to: out)
        }
    }
}

extension StoredDigits: ExpressibleByArgument {}
