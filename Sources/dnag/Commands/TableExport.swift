import Architectures
import ArgumentParser
import Foundation

/// `dnag table export`: a table's figures as CSV.
struct TableExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the figures of a table as CSV, with every digit.",
        discussion: """
            A row for each architecture that has a figure; 'dnag table import' reads the file again. The Python package makes JSON lines and Parquet
            of it (docs/formats.md).

            EXAMPLES
              dnag table export AnalogNAS-Bench --out analog.csv
              dnag table export mine | head
            """)

    @Argument(help: "The table's name, as 'dnag table list' has it.")
    var name: String

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var out: String?

    func run() throws { try Output.write(Self.table(name).csv, to: out) }

    /// One that comes with the program, else one that was imported.
    private static func table(_ name: String) throws -> BenchmarkTable {
        let embedded = try SearchSpace.builtIn.flatMap { try BenchmarkTable.allEmbedded(of: $0) }
        return try embedded.first { $0.name == name } ?? TableStore().load(name: name)
    }
}
