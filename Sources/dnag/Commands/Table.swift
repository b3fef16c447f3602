import ArgumentParser
import Architectures
import Foundation

/// `dnag table`: benchmark figures of cells.
struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import and list tables of figures.",
        discussion: """
            A table is a CSV file with a column 'arch' (such as |nor_conv_3x3~0|+|skip_connect~0|none~1|+|…|) and columns of numbers. The column
            may have another name, if the first row has an arch string in it. Cells may be missing, and figures of those that are there.

            EXAMPLES
              dnag table import nasbench201.csv --name nasbench201
              dnag table list
            """,
        subcommands: [Import.self, List.self, Embed.self, TableAdditive.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a copy of a CSV table for all commands.")

        @Argument(help: "The CSV file.")
        var file: String

        @Option(help: "Its name from now on.")
        var name: String

        @Flag(help: "Replace the table of this name.")
        var replace = false

        func run() throws {
            let table = try TableStore().import(csv: file, name: name, replacing: replace)
            try Output.write(
                "\(name): \(table.rowCount) cells, \(table.columns.count) columns: \(table.columns.map(\.name).joined(separator: ", "))\n",
                to: nil)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the embedded and the imported tables.")

        func run() throws {
            let store = TableStore()
            var table = TextTable(header: ["name", "cells", "columns"])
            let (embedded, _) = try BenchmarkTable.embedded()
            for known in [BenchmarkTable.analytic(), embedded] {
                table.add([known.name, "\(known.rowCount)", "\(known.columns.count)"])
            }
            let imported = try store.list()
            for summary in imported { table.add([summary.name, "\(summary.rows)", "\(summary.columns.count)"]) }
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
