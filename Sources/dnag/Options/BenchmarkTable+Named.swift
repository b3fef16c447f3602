import Architectures
import Foundation

extension BenchmarkTable {
    /// A table as a line names it: an imported one by its name, else a file, whose table is called as the file without its ending.
    /// - Parameters:
    ///   - space: whose architectures it must be of
    ///   - imported: the names of those in the store
    /// - Throws: `CommandError.noTable`, and what is wrong with the table
    static func named(_ entry: String, of space: SearchSpace, imported: [String], in store: TableStore) throws -> BenchmarkTable {
        if imported.contains(entry) {
            let table = try store.load(name: entry)
            guard table.space == space else { throw BenchmarkTableError.otherSpaceOfTable(name: entry, space: table.space, wanted: space) }
            return table
        }
        guard FileManager.default.fileExists(atPath: entry) else { throw CommandError.noTable(entry, imported: imported) }
        return try BenchmarkTable(csv: entry, of: space)
    }
}
