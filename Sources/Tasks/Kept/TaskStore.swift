import Foundation
import Tensors

/// A user's own tasks, one file each in a folder.
public struct TaskStore: Sendable {
    public let directory: String

    public init(directory: String) { self.directory = directory }

    /// The store in the user's data folder: `$XDG_DATA_HOME/dnag/tasks`, else `~/.local/share/dnag/tasks`.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) { directory = UserData.folder("tasks", environment) }

    /// Whether a task can be kept under a name, before work for it starts. - Throws: `TaskError`
    public func check(_ name: String, replacing: Bool) throws {
        let file = try file(of: name)
        if EmbeddedTasks.name(name) != nil || TaskFamilies.named(name) != nil { throw TaskError.builtInName(name) }
        guard replacing || !FileManager.default.fileExists(atPath: file) else { throw TaskError.nameTaken(name) }
    }

    /// - Throws: `TaskError`, `AtomicFileError`
    public func keep(_ task: KeptTask, as name: String, replacing: Bool = false) throws {
        try check(name, replacing: replacing)
        let file = try file(of: name)
        do { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) } catch {
            throw AtomicFileError.cannotCreate(path: file, reason: error.plainReason)
        }
        try task.safetensors().write(to: file)
    }

    /// Reads a path and keeps what is there. Nothing is written when anything is wrong.
    /// - Returns: what was kept, and what was left out or changed
    /// - Throws: `TaskError`, `TaskImportError`, `InputFileError`, `NumpyError`, `AtomicFileError`
    @discardableResult
    public func `import`(
        _ path: String, name: String, by settings: TaskImport = TaskImport(), replacing: Bool = false, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> (task: KeptTask, notes: [String]) {
        guard TaskLimits.sizes.contains(settings.size) else { throw TaskError.size(settings.size) }
        guard (0.05...0.95).contains(settings.heldOutShare) else { throw TaskError.share(settings.heldOutShare) }
        if let limit = settings.limit, limit < 4 { throw TaskError.limit(limit) }
        try check(name, replacing: replacing)
        let result = try settings.result(of: path, progress: progress)
        let task = KeptTask(pictures: result.pictures, source: "\(result.kind) \(path)")
        try keep(task, as: name, replacing: replacing)
        return (task, result.notes)
    }

    /// - Throws: `TaskError`, `SafetensorsError`
    public func load(_ name: String) throws -> KeptTask {
        let file = try file(of: name)
        guard FileManager.default.fileExists(atPath: file) else { throw TaskError.unknownName(name, imported: names()) }
        return try KeptTask(Safetensors(contentsOf: file))
    }

    /// - Throws: `TaskError`
    public func remove(_ name: String) throws {
        let file = try file(of: name)
        guard FileManager.default.fileExists(atPath: file) else {
            if EmbeddedTasks.name(name) != nil || TaskFamilies.named(name) != nil { throw TaskError.notImported(name) }
            throw TaskError.unknownName(name, imported: names())
        }
        do { try FileManager.default.removeItem(atPath: file) } catch { throw TaskError.unreadable(file: file, reason: error.plainReason) }
    }

    /// The names of the kept tasks, sorted; none where the folder cannot be read.
    public func names() -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return files.filter { $0.hasSuffix(Self.suffix) }.map { String($0.dropLast(Self.suffix.count)) }.filter(UserData.isUsable).sorted()
    }

    private static let suffix = ".safetensors"

    private func file(of name: String) throws -> String {
        guard UserData.isUsable(name) else { throw TaskError.unusableName(name) }
        return "\(directory)/\(name)\(Self.suffix)"
    }
}
