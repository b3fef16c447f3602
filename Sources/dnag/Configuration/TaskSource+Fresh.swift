import Explorer
import Foundation
import Tasks

extension TaskSource {
    /// The usual tasks with nothing trained on them, and nothing kept of what is: what a program plays comes out the same whatever was trained before.
    static func fresh<Result>(_ body: (TaskSource) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-trainings-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(TaskSource(.standard, folder: folder))
    }
}
