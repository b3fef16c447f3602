import Architectures
import Foundation

extension FigureTable {
    /// A table as a line names it: an imported one by its name, else a file, whose table is called as the file without its ending.
    /// - Parameter imported: the names of those in the store
    /// - Throws: `CommandError.noTable`, and what is wrong with the table
    static func named(_ entry: String, imported: [String], in store: TableStore) throws -> FigureTable {
        if imported.contains(entry) { return try store.load(name: entry) }
        guard FileManager.default.fileExists(atPath: entry) else { throw CommandError.noTable(entry, imported: imported) }
        return try FigureTable(csv: entry, name: URL(fileURLWithPath: entry).deletingPathExtension().lastPathComponent)
    }
}
