import Foundation
import Tensors

/// A task as it is written on a command line: `shapes`, `digits:images=100,permuted`, `shapes:classes=4,noise=0.3,seed=7`.
///
/// Writing and reading are inverse to each other.
public struct TaskName: Hashable, Sendable, CustomStringConvertible {
    /// A family, a task that comes with the program, or an imported one.
    public let base: String
    public let knobs: TaskKnobs

    public init(base: String, knobs: TaskKnobs = TaskKnobs()) { (self.base, self.knobs) = (base, knobs) }

    public var description: String { knobs.text.isEmpty ? base : "\(base):\(knobs.text)" }

    /// - Throws: `TaskNameError`: what a knob cannot be, whatever the task is
    public init(parsing text: String) throws(TaskNameError) {
        guard text.utf8.count <= 400 else { throw .tooLong }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts.first ?? ""
        guard UserData.isUsable(name) else { throw .unusable(name) }
        var knobs = TaskKnobs(), seen: Set<TaskKnobs.Knob> = []
        for word in parts.count > 1 ? parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init) : [] {
            let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let key = sides.first, !key.isEmpty else { throw .emptyKnob(text) }
            guard let knob = TaskKnobs.Knob(rawValue: key == "color" ? "colour" : key) else { throw .unknownKnob(key) }
            guard seen.insert(knob).inserted else { throw .twice(knob.rawValue) }
            try knobs.turn(knob, to: sides.count > 1 ? sides[1] : nil)
        }
        (base, self.knobs) = (name, knobs)
    }
}

extension TaskKnobs {
    fileprivate mutating func turn(_ knob: Knob, to value: String?) throws(TaskNameError) {
        if knob.isSwitch {
            guard value == nil else { throw .switchWithValue(knob.rawValue, value ?? "") }
            if knob == .colour { colour = true } else { permuted = true }
            return
        }
        guard let value, !value.isEmpty else { throw .noValue(knob.rawValue) }
        func whole(_ range: ClosedRange<Int>) throws(TaskNameError) -> Int {
            guard value.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(value), range.contains(number) else {
                throw .range(knob.rawValue, value, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        func real(_ range: ClosedRange<Double>) throws(TaskNameError) -> Double {
            guard value.utf8.count <= 24, let number = Double(value), range.contains(number), !value.lowercased().contains("x") else {
                throw .range(knob.rawValue, value, allowed: "a number from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))")
            }
            return number == 0 ? 0 : number  // no −0
        }
        switch knob {
        case .images: images = try whole(Self.images)
        case .heldout: heldOut = try whole(Self.heldOut)
        case .classes: classes = try whole(2...TaskLimits.classes)
        case .size:
            let number = Int(value) ?? 0
            guard TaskLimits.sizes.contains(number) else { throw .range(knob.rawValue, value, allowed: "one of \(TaskLimits.sizes.map(String.init).joined(separator: ", "))") }
            size = number
        case .noise: noise = try real(Self.noise)
        case .contrast: contrast = try real(Self.contrast)
        case .seed:
            guard value.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt64(value) else {
                throw .range(knob.rawValue, value, allowed: "a whole number from 0 to \(UInt64.max)")
            }
            seed = number
        case .colour, .permuted: break
        }
    }

    private static func short(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}

/// What can be wrong with a task's name.
public enum TaskNameError: Error, Hashable, Sendable {
    case tooLong
    case unusable(String)
    case emptyKnob(String)
    case unknownKnob(String)
    case twice(String)
    case switchWithValue(String, String)
    case noValue(String)
    case range(String, String, allowed: String)
    case notOfThisTask(String, task: String, reason: String)
    case tooManyClasses(Int, task: String, most: Int)
    case tooFew(String, Int, task: String, least: Int)
    case tooMany(String, Int, task: String, most: Int)
}

extension TaskNameError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .tooLong: "a task's name has at most 400 bytes"
        case .unusable(let name):
            "'\(name.escaped())' cannot name a task: use 1 to 64 letters, digits, '_' and '-' (ASCII), then ':' and knobs if there are any, such as shapes:noise=0.3,seed=7"
        case .emptyKnob(let text): "'\(text.escaped())' has an empty knob; write knobs as shapes:noise=0.3,seed=7"
        case .unknownKnob(let key): "there is no knob '\(key.escaped(limit: 40))'; there are \(TaskKnobs.Knob.allCases.map(\.rawValue).joined(separator: ", "))"
        case .twice(let knob): "the knob '\(knob)' is turned twice; leave one out"
        case .switchWithValue(let knob, let value): "\(knob)=\(value.escaped(limit: 40)): '\(knob)' has no value; name it, or leave it out"
        case .noValue(let knob): "the knob '\(knob)' needs a value, as in \(knob)=…"
        case .range(let knob, let value, let allowed): "\(knob)=\(value.escaped(limit: 40)): it must be \(allowed)"
        case .notOfThisTask(let knob, let task, let reason): "'\(knob)' is no knob of '\(task.escaped())': \(reason)"
        case .tooManyClasses(let wanted, let task, let most): "classes=\(wanted): '\(task.escaped())' has \(most) classes; give 2 to \(most)"
        case .tooFew(let knob, let wanted, let task, let least): "\(knob)=\(wanted): '\(task.escaped())' has \(least) classes, each of which needs an image; give \(least) or more"
        case .tooMany(let knob, let wanted, let task, let most): "\(knob)=\(wanted): '\(task.escaped())' has \(most) such images; give at most \(most)"
        }
    }
}
