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
        var owners: [BenchmarkTable] = []
        for source in sources where !owners.contains(where: { $0.name == source.table.name }) { owners.append(source.table) }
        let listed = owners.map(\.listed)
        let all = (SearchedSpace(space).all ?? []).filter { one in one.place.map { place in listed.allSatisfy { $0[place] } } ?? false }
        let isTimed = sources.contains(where: \.column.isLatency) && !space.layout.slots.isEmpty
        let architectures = isTimed ? all.filter { $0.edges.contains(true) } : all
        if architectures.count < all.count {
            Output.note(
                "\(all.count - architectures.count) \(space.words.nouns) have no path from input to output; their latencies mean nothing, and they are not searched")
        }
        return SearchTable(
            name: owners.map(\.name).joined(separator: " and "), architectures: architectures,
            columns: sources.map { source in .init(name: source.spelling, values: architectures.map { $0.place.map { source.column.values[$0] } ?? .nan }) })
    }
}

extension BenchmarkTable {
    /// By place: whether there is a figure of the architecture.
    fileprivate var listed: [Bool] {
        var listed = [Bool](repeating: false, count: columns.first?.values.count ?? 0)
        for column in columns {
            for place in listed.indices where !column.values[place].isNaN { listed[place] = true }
        }
        return listed
    }
}

extension Problem {
    /// Tells where less than the space is searched, since nothing else has figures.
    func noteWhatIsSearched(_ table: SearchTable) {
        guard let all = space.listedCount, let count = admitted?.count, count < all else { return }
        Output.note("searched are the \(count) of \(all) architectures that \(table.name) has figures of")
    }
}
