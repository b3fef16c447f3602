import Architectures
import Foundation

/// The tables a command works with.
struct TableSet {
    /// Those the command line names first, then all others. No two have one name.
    let tables: [BenchmarkTable]
    /// What was left out of the tables that the line names, by their words.
    let notes: [(entry: String, notes: [TableNote])]
    /// Every column once. One that stands behind another of its name, with other figures, is called `TABLE:COLUMN`.
    let columns: [BenchmarkTable.Column]
    /// The columns that stand behind others.
    let hidden: [Hidden]
    /// Of `columns`, those that come with the program.
    let embedded: [BenchmarkTable.Column]

    private init(_ tables: [BenchmarkTable], own: [BenchmarkTable.Column], notes: [(entry: String, notes: [TableNote])]) {
        (self.tables, self.notes) = (tables, notes)
        (columns, hidden) = Self.sorted(tables)
        embedded = columns.filter { column in own.contains { $0.name == column.name && !$0.differs(from: column) } }
    }

    /// A column that stands behind another of its name with other figures.
    struct Hidden: CustomStringConvertible {
        let column, table, first: String

        var description: String { "'\(column)' is taken from \(first); \(table):\(column) names that of \(table)" }
    }

    /// - Parameters:
    ///   - named: files, or names of imported tables
    ///   - space: whose architectures they must be of
    static func load(_ named: [String], of space: SearchSpace, store: TableStore) throws -> TableSet {
        let imported = try store.names()
        let tables = try named.map { entry in
            try BenchmarkTable.named(entry, of: space, imported: imported, in: store)
        }
        // A table of a space that is not listed names other architectures than the next, and is used where a line names it.
        let rest = space.isListed ? try store.tables(of: space, without: named) : []
        let own = try BenchmarkTable.allEmbedded(of: space)
        let all = (tables + own + rest).map { $0.withoutPathlessLatencies().withoutEmptyColumns() }
        return TableSet(Self.renamed(all), own: own.flatMap(\.columns), notes: zip(named, all).map { ($0, $1.notes) })
    }

    /// Two files may have one name: the second is called `name-2`.
    private static func renamed(_ tables: [BenchmarkTable]) -> [BenchmarkTable] {
        var taken: Set<String> = []
        return tables.map { table in
            var name = table.name, number = 2
            while !taken.insert(name).inserted {
                name = "\(table.name)-\(number)"
                number += 1
            }
            return table.with(name: name)
        }
    }

    private static func sorted(_ tables: [BenchmarkTable]) -> (columns: [BenchmarkTable.Column], hidden: [Hidden]) {
        var columns: [BenchmarkTable.Column] = [], hidden: [Hidden] = []
        var first: [String: (table: String, column: BenchmarkTable.Column)] = [:]
        for table in tables {
            for column in table.columns {
                guard let taken = first[column.name] else {
                    first[column.name] = (table.name, column)
                    columns.append(column)
                    continue
                }
                guard column.differs(from: taken.column) else { continue }
                columns.append(.init(of: column.space, name: "\(table.name):\(column.name)", values: column.values))
                hidden.append(Hidden(column: column.name, table: table.name, first: taken.table))
            }
        }
        return (columns, hidden)
    }

    /// A column and the table it is in.
    struct Source {
        let table: BenchmarkTable
        let column: BenchmarkTable.Column
        /// As it was asked for.
        let spelling: String

        /// The column by the name it was asked for.
        var spelled: BenchmarkTable.Column { .init(of: column.space, name: spelling, values: column.values) }
    }

    /// The column `NAME` of the first table that has it, or `TABLE:NAME` of one: a table's own name, or the file it was read from without its
    /// ending. The one place where columns are looked up.
    /// - Throws: `CommandError.noFigures`
    func source(_ text: String) throws -> Source {
        for table in tables {
            if let column = table[text] { return Source(table: table, column: column, spelling: text) }
        }
        // A colon may also belong to a column's or a table's own name.
        for colon in text.indices where text[colon] == ":" {
            for table in tables where table.name == text[..<colon] {
                if let column = table[String(text[text.index(after: colon)...])] { return Source(table: table, column: column, spelling: text) }
            }
        }
        throw CommandError.noFigures(property: text, tables: tables.map(\.name), known: columns.map(\.name))
    }

    /// The column, by its own name. - Throws: `CommandError.noFigures`
    func column(_ text: String) throws -> BenchmarkTable.Column { try source(text).column }
}

extension BenchmarkTable.Column {
    /// Whether it says something else of a cell that both know, beyond the last digits of a print.
    fileprivate func differs(from other: BenchmarkTable.Column) -> Bool {
        zip(values, other.values).contains { mine, theirs in
            !mine.isNaN && !theirs.isNaN && abs(mine - theirs) > 1e-4 * max(abs(mine), abs(theirs))
        }
    }
}
