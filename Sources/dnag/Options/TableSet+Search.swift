import Architectures
import Search

extension TableSet {
    /// What can be looked up in these columns.
    ///
    /// The cells are those that every table which a column is taken from lists, that is, has some figure of: a user's file of a few cells,
    /// beside columns that are known of all, makes those few the candidates.
    /// - Throws: `CommandError.noFigures`
    func searchTable(_ names: [String]) throws -> SearchTable<NASBench201Space> {
        var seen: Set<String> = []
        return Self.searchTable(try names.filter { seen.insert($0).inserted }.map { try source($0) })
    }

    static func searchTable(_ sources: [Source]) -> SearchTable<NASBench201Space> {
        var owners: [BenchmarkTable] = []
        for source in sources where !owners.contains(where: { $0.name == source.table.name }) { owners.append(source.table) }
        let listed = owners.map(\.listed)
        let cells = Cell.all.filter { cell in listed.allSatisfy { $0[cell.code] } }
        return SearchTable(
            name: owners.map(\.name).joined(separator: " and "), architectures: cells,
            columns: sources.map { source in .init(name: source.column.name, values: cells.map { source.column.values[$0.code] }) })
    }

    /// A column and the table it is in.
    struct Source {
        let table: BenchmarkTable
        let column: BenchmarkTable.Column
    }

    /// - Throws: `CommandError.noFigures`
    func source(_ name: String) throws -> Source {
        for table in tables {
            if let column = table[name] { return Source(table: table, column: column) }
        }
        throw CommandError.noFigures(property: name, tables: tables.map(\.name), known: columns.map(\.name))
    }

    /// The column `NAME` of any table, or `TABLE:NAME` of one: a table's own name, or the file it was read from without its ending.
    /// - Throws: `CommandError.noFigures`
    func source(spelled text: String) throws -> Source {
        // A colon may also belong to a column's own name.
        if let source = try? source(text) { return source }
        guard let colon = text.lastIndex(of: ":") else { return try source(text) }
        let name = String(text[text.index(after: colon)...])
        for table in tables where table.name == text[..<colon] {
            if let column = table[name] { return Source(table: table, column: column) }
        }
        throw CommandError.noFigures(property: text, tables: tables.map { "\($0.name):" })
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
