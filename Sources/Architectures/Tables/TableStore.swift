import Foundation
import Tensors

/// A user's own tables, one file each in a folder.
public struct TableStore: Sendable {
    /// What `list` tells of a table.
    public struct Summary: Sendable, Hashable {
        public let name: String
        public let space: SearchSpace
        public let columns: [String]
        /// Architectures with at least one figure.
        public let rows: Int
        /// Size of the file.
        public let bytes: Int
    }

    public let directory: String

    public init(directory: String) { self.directory = directory }

    /// The store in the user's data folder: `$XDG_DATA_HOME/dnag/tables`, else `~/.local/share/dnag/tables`.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        directory = UserData.folder("tables", environment)
    }

    /// Reads a CSV file and keeps it under a name.
    /// - Parameter space: whose architectures it is of; nil: what its header and first row tell
    /// - Throws: `BenchmarkTableError` (bad name, name taken unless `replacing`, bad file); `InputFileError`; `AtomicFileError`.
    @discardableResult
    public func `import`(csv path: String, name: String, of space: SearchSpace? = nil, replacing: Bool = false) throws -> BenchmarkTable {
        let file = try file(of: name)
        guard replacing || !FileManager.default.fileExists(atPath: file) else {
            throw BenchmarkTableError.nameTaken(name)
        }
        let table = try BenchmarkTable(csv: path, name: name, of: space)
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw AtomicFileError.cannotCreate(path: file, reason: error.plainReason)
        }
        try table.safetensors().write(to: file)
        return table
    }

    /// Reads a kept table with every digit.
    /// - Throws: `BenchmarkTableError` or `SafetensorsError`.
    public func load(name: String) throws -> BenchmarkTable {
        let file = try file(of: name)
        guard FileManager.default.fileExists(atPath: file) else {
            throw BenchmarkTableError.unknownName(name, known: try names())
        }
        return try read(file)
    }

    /// The kept tables of a space, by name; those of other spaces, known or not, are left aside.
    /// - Throws: `SafetensorsError` or `BenchmarkTableError` naming a damaged file.
    public func tables(of space: SearchSpace, without names: [String] = []) throws -> [BenchmarkTable] {
        try self.names().filter { !names.contains($0) }.compactMap { name in
            let file = try Safetensors(contentsOf: self.file(of: name))
            if let other = file.metadata["space"], other != space.name { return nil }
            let table = try BenchmarkTable(file) { try Self.space($0, of: file.name) }
            return table.space == space ? table : nil
        }
    }

    /// The kept tables, sorted by name; none when the folder does not exist. Those of spaces that are not known are left out.
    /// - Throws: `SafetensorsError` or `BenchmarkTableError` naming a damaged file.
    public func list() throws -> [Summary] {
        try names().compactMap { name in
            let file = try file(of: name), stored = try Safetensors(contentsOf: file)
            if let space = stored.metadata["space"], SearchSpace(named: space) == nil { return nil }
            let table = try BenchmarkTable(stored) { try Self.space($0, of: file) }
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            return Summary(
                name: name, space: table.space, columns: table.columns.map(\.name), rows: table.rowCount,
                bytes: (attributes[.size] as? NSNumber)?.intValue ?? 0)
        }
    }

    /// The names of the kept tables, sorted.
    public func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: directory) else { return [] }
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw BenchmarkTableError.unreadable(file: directory, reason: error.plainReason)
        }
        return files.filter { $0.hasSuffix(Self.suffix) }.map { String($0.dropLast(Self.suffix.count)) }
            .filter(UserData.isUsable).sorted()
    }

    private func read(_ file: String) throws -> BenchmarkTable { try BenchmarkTable(Safetensors(contentsOf: file)) { try Self.space($0, of: file) } }

    private static func space(_ name: String, of file: String) throws -> SearchSpace {
        guard let space = SearchSpace(named: name) else {
            throw BenchmarkTableError.malformed(file: file, rule: "its space '\(name.escaped())' is not known; 'dnag space import' makes it known")
        }
        return space
    }

    private static let suffix = ".safetensors"

    private func file(of name: String) throws -> String {
        guard UserData.isUsable(name) else { throw BenchmarkTableError.unusableName(name) }
        return "\(directory)/\(name)\(Self.suffix)"
    }
}
