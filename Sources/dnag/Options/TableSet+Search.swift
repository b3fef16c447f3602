import Architectures
import Search

extension TableSet {
    /// What can be looked up in these columns.
    ///
    /// The architectures are those that every table which a column is taken from lists, that is, has some figure of: a user's file of a few cells,
    /// beside columns that are known of all, makes those few the candidates. Where a latency is among the columns, architectures without an edge
    /// are none: they have no latency that means anything.
    /// - Throws: `CommandError.noFigures`
    func searchTable(_ names: [String], of space: SearchSpace) throws -> SearchTable {
        var seen: Set<String> = []
        return Self.searchTable(try names.filter { seen.insert($0).inserted }.map { try source($0) }, of: space)
    }

    /// - Parameter sources: each becomes a column by the name it was asked for
    static func searchTable(_ sources: [Source], of space: SearchSpace) -> SearchTable {
        var owners: [(name: String, rows: [Architecture: Int])] = []
        for source in sources where !owners.contains(where: { $0.name == source.table.name }) { owners.append((source.table.name, source.table.rows)) }
        let all = (owners.first?.rows ?? [:]).sorted { $0.value < $1.value }.map(\.key).filter { one in owners.allSatisfy { $0.rows[one] != nil } }
        let isTimed = sources.contains(where: \.column.isLatency) && !space.layout.slots.isEmpty
        let architectures = isTimed ? all.filter { $0.edges.contains(true) } : all
        if architectures.count < all.count {
            Output.note(
                "\(all.count - architectures.count) \(space.words.nouns) have no path from input to output; their latencies mean nothing, and they are not searched")
        }
        return SearchTable(
            name: owners.map(\.name).joined(separator: " and "), architectures: architectures,
            columns: sources.map { source in
                let rows = owners.first { $0.name == source.table.name }?.rows ?? [:]
                return .init(name: source.spelling, values: architectures.map { rows[$0].map { source.column.values[$0] } ?? .nan })
            })
    }
}

extension BenchmarkTable {
    /// The row of each architecture that it has a figure of.
    fileprivate var rows: [Architecture: Int] {
        let known = (0..<count).filter { row in columns.contains { !$0.values[row].isNaN } }
        return Dictionary(known.map { (architecture($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Problem {
    /// Tells where less than the space is searched, since nothing else has figures.
    func noteWhatIsSearched(_ table: SearchTable) {
        guard let count = admitted?.count, space.listedCount.map({ count < $0 }) ?? true else { return }
        Output.note("searched are the \(count)\(space.listedCount.map { " of \($0)" } ?? "") architectures that \(table.name) has figures of")
    }
}
