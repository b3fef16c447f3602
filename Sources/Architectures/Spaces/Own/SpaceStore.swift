import Foundation
import Tensors

/// A user's own spaces, one file each in a folder.
public struct SpaceStore: Sendable {
    public let directory: String

    public init(directory: String) { self.directory = directory }

    /// The store in the user's data folder: `$XDG_DATA_HOME/dnag/spaces`, else `~/.local/share/dnag/spaces`.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        directory = UserData.folder("spaces", environment)
    }

    /// Keeps a space that was read, under its name.
    /// - Throws: `OwnSpaceError` (bad name, name taken unless `replacing`), `AtomicFileError`
    public func keep(_ own: OwnSpace, replacing: Bool = false) throws {
        let name = own.space.name, file = try file(of: name)
        if SearchSpace.builtIn.contains(where: { $0.name == name }) { throw OwnSpaceError.builtInName(name) }
        guard replacing || !FileManager.default.fileExists(atPath: file) else { throw OwnSpaceError.nameTaken(name) }
        do { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) } catch {
            throw AtomicFileError.cannotCreate(path: file, reason: error.plainReason)
        }
        try own.safetensors().write(to: file)
    }

    /// - Throws: `OwnSpaceError`, `SafetensorsError`
    public func load(_ name: String) throws -> OwnSpace {
        let file = try file(of: name)
        guard FileManager.default.fileExists(atPath: file) else { throw OwnSpaceError.unknownName(name, known: names()) }
        return try OwnSpace(kept: file, name: name)
    }

    /// - Throws: `OwnSpaceError`
    public func remove(_ name: String) throws {
        let file = try file(of: name)
        guard FileManager.default.fileExists(atPath: file) else { throw OwnSpaceError.unknownName(name, known: names()) }
        do { try FileManager.default.removeItem(atPath: file) } catch { throw OwnSpaceError.unreadable(file: file, reason: error.plainReason) }
    }

    /// The names of the kept spaces, sorted; none where the folder cannot be read.
    public func names() -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return files.filter { $0.hasSuffix(Self.suffix) }.map { String($0.dropLast(Self.suffix.count)) }.filter(UserData.isUsable).sorted()
    }

    /// Size of a space's file, and when it was last written; nil where there is none.
    func stamp(of name: String) -> Stamp? {
        guard let file = try? file(of: name), let found = try? FileManager.default.attributesOfItem(atPath: file) else { return nil }
        return Stamp(file: file, bytes: (found[.size] as? NSNumber)?.intValue ?? 0, date: found[.modificationDate] as? Date)
    }

    /// What tells whether a file is still the one that was read.
    struct Stamp: Hashable {
        let file: String
        let bytes: Int
        let date: Date?
    }

    /// Bytes that a kept space takes; 0 where there is none.
    public func byteCount(of name: String) -> Int { stamp(of: name)?.bytes ?? 0 }

    private static let suffix = ".safetensors"

    /// - Throws: `OwnSpaceError`: no space of a user's can be called so
    public static func check(_ name: String) throws {
        guard UserData.isUsable(name) else { throw OwnSpaceError.unusableName(name) }
        if SearchSpace.builtIn.contains(where: { $0.name == name }) { throw OwnSpaceError.builtInName(name) }
    }

    private func file(of name: String) throws -> String {
        guard UserData.isUsable(name) else { throw OwnSpaceError.unusableName(name) }
        return "\(directory)/\(name)\(Self.suffix)"
    }
}
