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
            """,
        subcommands: [Import.self, List.self, Embed.self, TableAdditive.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a copy of a table for all commands.")

        @Argument(help: "The CSV (or JSON) file, or a pipe.")
        var file: String

        @Option(help: "Its name from now on.")
        var name: String

        @Flag(help: "Replace the table of this name.")
        var replace = false

        func run() throws {
            let table = try TableStore().import(csv: file, name: name, replacing: replace)
            let names = table.columnNames, what = table.space.isListed ? "cells" : "networks"
            var lines = ["\(name): \(table.rowCount) \(what), \(names.count) columns: \(names.joined(separator: ", "))"]
            lines += (table.notes + (table.cells?.withoutPathlessLatencies().notes.filter { !table.notes.contains($0) } ?? [])).map { "\($0)" }
            if table.space.isListed { lines += try TableSet.load([], store: TableStore()).hidden.filter { $0.table == name }.map { "\($0)" } }
            try Output.write(lines.joined(separator: "\n") + "\n", to: nil)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the embedded and the imported tables.")

        func run() throws {
            let store = TableStore()
            var table = TextTable(header: ["name", "of", "rows", "columns"])
            let (embedded, _) = try BenchmarkTable.embedded()
            for known in [BenchmarkTable.analytic(), embedded] {
                table.add([known.name, "cells", "\(known.rowCount)", "\(known.columns.count)"])
            }
            let imported = try store.list()
            for summary in imported {
                table.add([summary.name, summary.space.isListed ? "cells" : "networks", "\(summary.rows)", "\(summary.columns.count)"])
            }
            var text = table.text
            for known in [BenchmarkTable.analytic(), embedded] {
                text += "\n\(known.name): \(known.columns.map(\.name).joined(separator: ", "))\n  \(known.credit)\n"
            }
            for summary in imported { text += "\n\(summary.name): \(summary.columns.joined(separator: ", "))\n" }
            try Output.write(text + "\nimported tables are kept in \(store.directory)\n", to: nil)
        }
    }

    struct Embed: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the embedded table's file from AnalogNAS-Bench's figures.")

        @Argument(help: "The CSV file, with columns index and arch and the thirteen metrics.")
        var file: String

        @Option(help: "Where the table goes.")
        var out: String

        func run() throws { try BenchmarkTable.writeEmbedded(csv: file, to: out) }
    }
}
