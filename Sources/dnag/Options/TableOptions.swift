import Architectures
import ArgumentParser
import Foundation

/// Tables beside the embedded one.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A CSV file, or the name of an imported table; repeatable. Imported tables are used without being named. Where a column is named, TABLE:COLUMN chooses the table.",
            valueName: "file|name"))
    var table: [String] = []

    /// The analytic figures, the embedded table, every imported table of the space, and those named, which come first. Tells what was left out
    /// of files that are named, and which column stands behind another of its name.
    /// - Parameters:
    ///   - space: whose architectures they are of
    ///   - isQuiet: nothing is told
    func load(of space: SearchSpace, isQuiet: Bool = false) throws -> TableSet {
        let tables = try TableSet.load(table, of: space, store: TableStore())
        if isQuiet { return tables }
        for (entry, notes) in tables.notes { for note in notes { Output.note("\(entry): \(note)") } }
        for column in tables.hidden { Output.note("\(column)") }
        return tables
    }
}
