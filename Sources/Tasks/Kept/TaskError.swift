import Foundation
import Tensors

/// What can be wrong with tasks that are kept.
public enum TaskError: Error, Hashable, Sendable {
    case unusableName(String)
    case builtInName(String)
    case nameTaken(String)
    case unknownName(String, imported: [String])
    case notImported(String)
    case unreadable(file: String, reason: String)
    case damaged(file: String, rule: String)
    case size(Int)
    case share(Double)
    case limit(Int)
}

extension TaskError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unusableName(let name): "'\(name.escaped())' cannot name a task: use 1 to 64 letters, digits, '_' and '-' (ASCII)"
        case .builtInName(let name): "'\(name.escaped())' is a task that comes with the program; choose another --name"
        case .nameTaken(let name): "a task named '\(name.escaped())' is there already; add --replace to replace it, or choose another --name"
        case .unknownName(let name, let imported):
            "there is no task '\(name.escaped())'; imported: \(imported.isEmpty ? "none (dnag task import PATH --name NAME)" : list(imported)); embedded: \(EmbeddedTasks.names.joined(separator: ", ")); generated: \(TaskFamilies.all.map(\.name).joined(separator: ", "))"
        case .notImported(let name): "'\(name.escaped())' comes with the program and stays; imported tasks can be removed"
        case .unreadable(let file, let reason): "\(file.escaped(limit: 4_096)): cannot be read: \(reason)"
        case .damaged(let file, let rule): "\(file.escaped(limit: 4_096)): it \(rule)"
        case .size(let size): "--size is \(size); it must be one of \(TaskLimits.sizes.map(String.init).joined(separator: ", "))"
        case .share(let share): "--held-out is \(share); it must be a number from 0.05 to 0.95, the part of each class that is held out"
        case .limit(let limit): "--limit is \(limit); it must be a whole number from 4 on"
        }
    }

    private func list(_ names: [String]) -> String { names.prefix(12).joined(separator: ", ") + (names.count > 12 ? " and \(names.count - 12) more" : "") }
}
