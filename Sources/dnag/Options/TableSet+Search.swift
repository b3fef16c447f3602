import Architectures
import Search

extension TableSet {
    /// What can be looked up in these columns.
    ///
    /// The cells are those that every table which a column is taken from lists, that is, has some figure of: a user's file of a few cells,
    /// beside columns that are known of all, makes those few the candidates. Where a latency is among the columns, cells without a path are
    /// none: they have no latency that means anything.
    /// - Throws: `CommandError.noFigures`
    func searchTable(_ names: [String]) throws -> SearchTable<NASBench201Space> {
        var seen: Set<String> = []
        return Self.searchTable(try names.filter { seen.insert($0).inserted }.map { try source($0) })
    }

    /// - Parameter sources: each becomes a column by the name it was asked for
    static func searchTable(_ sources: [Source]) -> SearchTable<NASBench201Space> {
        var owners: [BenchmarkTable] = []
        for source in sources where !owners.contains(where: { $0.name == source.table.name }) { owners.append(source.table) }
        let listed = owners.map(\.listed), latencies = sources.filter(\.column.isLatency)
        let all = Cell.all.filter { cell in listed.allSatisfy { $0[cell.code] } }
        let cells = latencies.isEmpty ? all : all.filter(\.hasPath)
        if cells.count < all.count {
            Output.note("\(all.count - cells.count) cells have no path from input to output; their latencies mean nothing, and they are not searched")
        }
        return SearchTable(
            name: owners.map(\.name).joined(separator: " and "), architectures: cells,
            columns: sources.map { source in .init(name: source.spelling, values: cells.map { source.column.values[$0.code] }) })
    }
}

extension BenchmarkTable {
    /// By `Cell.code`: whether there is a figure of the cell.
    fileprivate var listed: [Bool] {
        var listed = [Bool](repeating: false, count: Cell.count)
        for column in columns {
            for code in listed.indices where !column.values[code].isNaN { listed[code] = true }
        }
        return listed
    }
}

extension Problem {
    /// Tells where less than the space is searched, since nothing else has figures.
    func noteWhatIsSearched(_ table: SearchTable<Space>) {
        guard let count = candidates?.architectures.count, let all = space.all?.count, count < all else { return }
        Output.note("searched are the \(count) of \(all) architectures that \(table.name) has figures of")
    }
}
