import ArgumentParser
import Architectures
import Foundation

/// Tables beside the embedded one.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A CSV file, or the name of an imported table; repeatable. Imported tables are used without being named.",
            valueName: "file|name"))
    var table: [String] = []

    /// The analytic figures, the embedded table, every imported table, and those named; a column that comes twice is
    /// taken from the first that was named, else from the first in this order.
    func load() throws -> TableSet {
        var tables = [BenchmarkTable.analytic()]
        let (embedded, order) = try BenchmarkTable.embedded()
        tables.append(embedded)
        let store = TableStore()
        let imported = try store.names()
        var named: [BenchmarkTable] = []
        for entry in table {
            if imported.contains(entry) {
                named.append(try store.load(name: entry))
            } else if FileManager.default.fileExists(atPath: entry) {
                let name = URL(fileURLWithPath: entry).deletingPathExtension().lastPathComponent
                named.append(try BenchmarkTable(csv: entry, name: name))
            } else {
                throw CommandError.noTable(entry, imported: imported)
            }
        }
        let rest = try imported.filter { !table.contains($0) }.map { try store.load(name: $0) }
        return TableSet(
            named: named.map { $0.withoutMeasurementFaults().withoutEmptyColumns() },
            others: (tables + rest).map { $0.withoutMeasurementFaults().withoutEmptyColumns() }, order: order)
    }
}

/// The tables a command works with.
struct TableSet {
    /// Those the command line names, and all others.
    let named, others: [BenchmarkTable]
    let order: BenchmarkOrder

    var tables: [BenchmarkTable] { named + others }

    /// Every column once, the first of its name.
    var columns: [BenchmarkTable.Column] {
        var seen: Set<String> = []
        return tables.flatMap(\.columns).filter { seen.insert($0.name).inserted }
    }

    /// - Throws: `CommandError.noFigures`
    func column(_ name: String) throws -> BenchmarkTable.Column {
        guard let column = columns.first(where: { $0.name == name }) else {
            throw CommandError.noFigures(property: name, tables: tables.map(\.name), known: columns.map(\.name))
        }
        return column
    }
}
