import Architectures
import Foundation
import Tasks
import Tensors

/// Tasks on which cells were trained, some cells on each: what other data sets have shown, before anything of a new one is known.
public struct MeasuredTasks: Sendable {
    public struct Task: Sendable, Hashable {
        public let name: TaskName
        public let code: TaskCode
        public let cells: [Cell]
        /// Of these cells, in %, on held-out images.
        public let accuracies: [Double]

        public init(name: TaskName, code: TaskCode, cells: [Cell], accuracies: [Double]) {
            precondition(cells.count == accuracies.count)
            (self.name, self.code, self.cells, self.accuracies) = (name, code, cells, accuracies)
        }
    }

    public let tasks: [Task]

    /// - Precondition: at least two tasks, all with as many cells
    public init(_ tasks: [Task]) {
        precondition(tasks.count > 1 && tasks.allSatisfy { $0.cells.count == tasks[0].cells.count })
        self.tasks = tasks
    }

    /// The families, or names of other tasks, each once, in the order in which they come.
    public var families: [String] {
        var seen: Set<String> = []
        return tasks.map(\.name.base).filter { seen.insert($0).inserted }
    }

    /// Less the tasks of one family; nil where fewer than two are left.
    public func without(family: String) -> MeasuredTasks? {
        let left = tasks.filter { $0.name.base != family }
        return left.count > 1 ? MeasuredTasks(left) : nil
    }
}

/// What is wrong with a file of measured tasks.
public enum MeasuredTasksError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case damaged(file: String, rule: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .damaged(let file, let rule): "\(file.escaped()): \(rule); make it again with 'dnag train transfer', or take the one that comes with the program"
        }
    }
}

extension MeasuredTasks {
    private static let kind = "measured tasks", version = "1"
    /// Tasks and cells a task that a file may claim.
    private static let most = 100_000
    /// Accuracies are kept in hundredths of a percent.
    private static let unit = 100.0

    /// U16 `cells` and `accuracies` (hundredths of %), both [tasks, cells]; F32 `codes` [tasks, traits].
    package func safetensors(about: [String: String] = [:]) throws -> Safetensors {
        let cells = tasks[0].cells.count, shape = [tasks.count, cells]
        let names = String(decoding: try JSONEncoder().encode(tasks.map(\.name.description)), as: UTF8.self)
        return Safetensors(
            metadata: about.merging(["kind": Self.kind, "version": Self.version, "tasks": names, "traits": Self.traits]) { $1 },
            tensors: [
                "cells": .init(tasks.flatMap { $0.cells.map { UInt16(truncatingIfNeeded: $0.code) } }, shape: shape),
                "accuracies": .init(tasks.flatMap { $0.accuracies.map { UInt16(($0 * Self.unit).rounded()) } }, shape: shape),
                "codes": .init(tasks.flatMap { $0.code.values.map(Float.init) }, shape: [tasks.count, TaskCode.Trait.allCases.count]),
            ])
    }

    private static var traits: String { TaskCode.Trait.allCases.map(\.rawValue).joined(separator: ",") }

    /// - Throws: `MeasuredTasksError`, `SafetensorsError`
    package init(_ file: Safetensors) throws {
        func damaged(_ rule: String) -> MeasuredTasksError { .damaged(file: file.name, rule: rule) }
        guard file.metadata["kind"] == Self.kind else { throw damaged("holds no measured tasks") }
        guard file.metadata["version"] == Self.version, file.metadata["traits"] == Self.traits else { throw damaged("was written by another version of the program") }
        guard let text = file.metadata["tasks"], let words = try? JSONDecoder().decode([String].self, from: Data(text.utf8)), (2...Self.most).contains(words.count) else {
            throw damaged("does not name two or more tasks")
        }
        guard let shape = file.tensors["cells"]?.shape, shape.count == 2, shape[0] == words.count, (1...Self.most).contains(shape[1]) else {
            throw damaged("has 'cells' of another shape than [tasks, cells]")
        }
        let traits = TaskCode.Trait.allCases.count
        let cells = try file.uint16s("cells", shape: shape), accuracies = try file.uint16s("accuracies", shape: shape)
        let codes = try file.doubles("codes", shape: [words.count, traits])
        guard codes.allSatisfy(\.isFinite), accuracies.allSatisfy({ Double($0) <= 100 * Self.unit }) else { throw damaged("has figures that are no accuracies or no codes") }
        self.init(
            try words.enumerated().map { place, word in
                let range = place * shape[1]..<(place + 1) * shape[1]
                let found = cells[range].compactMap { Cell(code: Int($0)) }
                guard found.count == shape[1], let name = try? TaskName(parsing: word) else { throw damaged("names cells or tasks that there are not") }
                return Task(
                    name: name, code: TaskCode(values: Array(codes[place * traits..<(place + 1) * traits])), cells: found,
                    accuracies: accuracies[range].map { Double($0) / Self.unit })
            })
    }
}
