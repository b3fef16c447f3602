import Search
import Tasks
import Trainer

/// Where image tasks come from, and where trainings on them are kept.
public struct TaskSource: Sendable {
    /// A task by its name. Called on the trainings' thread.
    let task: @Sendable (String) throws -> ImageTask
    /// Names that there are, for whoever does not know one.
    let names: @Sendable () -> [String]
    /// The folder of what was trained.
    let folder: String
    /// What foretells cells by images. Called on the trainings' thread.
    let predictor: @Sendable () throws -> TaskPredictor

    public init(_ library: TaskLibrary, folder: String = MeasurementLog.folder()) {
        self.init(folder: folder) {
            EmbeddedTasks.names + library.store.names() + TaskFamilies.all.map(\.name)
        } task: {
            try library.task(named: $0)
        }
    }

    /// - Parameters:
    ///   - folder: of what was trained
    ///   - predictor: of what new images want
    ///   - names: that there are
    ///   - task: by its name
    public init(
        folder: String, predictor: @escaping @Sendable () throws -> TaskPredictor = { try TaskPredictor.embedded() }, names: @escaping @Sendable () -> [String],
        task: @escaping @Sendable (String) throws -> ImageTask
    ) {
        (self.folder, self.predictor, self.names, self.task) = (folder, predictor, names, task)
    }
}
