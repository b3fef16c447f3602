import Foundation
import Tensors

/// The one door to all tasks: those that come with the program, the user's own, and those that are drawn.
public struct TaskLibrary: Sendable {
    public let store: TaskStore
    /// Finds a file that comes with the program.
    private let asset: @Sendable (String) throws -> String

    /// - Parameter asset: the path of a file that comes with the program, by its name
    public init(store: TaskStore = TaskStore(), asset: @escaping @Sendable (String) throws -> String) {
        self.store = store
        self.asset = asset
    }

    /// A task by its name, with knobs: `digits`, `mine:images=200`, `shapes:noise=0.3,seed=7`.
    /// - Throws: `TaskNameError`, `TaskError`, `SafetensorsError`, `LabelledImagesError`; what `asset` throws
    public func task(named text: String) throws -> ImageTask { try task(TaskName(parsing: text)) }

    public func task(_ name: TaskName) throws -> ImageTask {
        if let family = TaskFamilies.named(name.base) { return try GeneratedTask(family, knobs: name.knobs).task() }
        if let base = EmbeddedTasks.name(name.base) {
            let kept = try embedded(base)
            return try kept.task(named: base, kind: .embedded, usualSize: EmbeddedTasks.usualSize, knobs: name.knobs)
        }
        let kept = try store.load(name.base)
        return try kept.task(named: name.base, kind: .imported, usualSize: kept.pictures.size, knobs: name.knobs)
    }

    /// Images that are not kept under a name: the task is called as the file or folder is, as far as a name can be.
    /// - Returns: the task, and what was left out or changed
    /// - Throws: `TaskError`, `TaskImportError`, `InputFileError`, `NumpyError`, `LabelledImagesError`
    public static func task(
        at path: String, by settings: TaskImport = TaskImport(), progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> (task: ImageTask, notes: [String]) {
        guard TaskLimits.sizes.contains(settings.size) else { throw TaskError.size(settings.size) }
        let result = try settings.result(of: path, progress: progress)
        let word = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let kept = KeptTask(result, source: "\(result.kind) \(path)")
        let name = UserData.isUsable(word) ? word : "images"
        return (try kept.task(named: name, kind: .imported, usualSize: result.pictures.size, knobs: TaskKnobs()), result.notes)
    }

    /// As it is kept. - Throws: `TaskError`, `SafetensorsError`; what `asset` throws
    public func embedded(_ name: String) throws -> KeptTask { try KeptTask(Safetensors(contentsOf: asset(EmbeddedTasks.file(of: name)))) }

    /// What a list tells of a task, without drawing it.
    public struct Summary: Sendable, Hashable {
        public let name: String
        public let kind: ImageTask.Provenance.Kind
        public let images, heldOut, classes, channels, size: Int
        public let source: String
    }

    /// Those that come with the program, then the user's own, then families at their defaults.
    /// - Throws: what is wrong with a kept file
    public func list() throws -> [Summary] {
        func summary(_ name: String, _ kind: ImageTask.Provenance.Kind, _ kept: KeptTask, size: Int) -> Summary {
            let p = kept.pictures, held = p.heldOutCount
            return Summary(
                name: name, kind: kind, images: p.count - held, heldOut: held, classes: p.classNames.count, channels: p.channels, size: size, source: kept.source)
        }
        return try EmbeddedTasks.names.map { try summary($0, .embedded, embedded($0), size: EmbeddedTasks.usualSize) }
            + store.names().map { name in
                let kept = try store.load(name)
                return summary(name, .imported, kept, size: kept.pictures.size)
            }
            + TaskFamilies.all.map { family in
                let task = try GeneratedTask(family)
                return Summary(
                    name: task.name, kind: .generated, images: task.images, heldOut: task.heldOut, classes: task.classNames.count, channels: task.channels,
                    size: task.size, source: family.about)
            }
    }
}
