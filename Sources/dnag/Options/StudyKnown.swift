import Architectures
import ArgumentParser
import Search
import Tensors

/// Figures that are known before a study starts.
struct StudyKnown: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Figures that are known beforehand: a CSV file or an imported table with the columns of the objectives and constraints. They are given, and no evaluations. Repeatable.",
            valueName: "file|name"))
    var known: [String] = []

    /// Of every architecture that has a figure in each column that is needed, all that the tables say.
    /// - Parameter columns: what is needed
    /// - Throws: `CommandError.noTable`, `.nothingKnown`, `StudyFault.tooManyGiven`, and what is wrong with a table
    func read(_ columns: [String], in space: SearchSpace) throws -> [KnownFigures] {
        var all: [KnownFigures] = []
        for entry in known {
            let rows = try Self.rows(of: entry, in: space)
            let whole = rows.filter { row in columns.allSatisfy { row.figures[$0] != nil } }
            guard !whole.isEmpty else {
                throw CommandError.nothingKnown(table: entry, columns: columns, has: Set(rows.flatMap(\.figures.keys)).sorted())
            }
            if whole.count < rows.count {
                Output.note("\(entry.escaped()): \(rows.count - whole.count) of \(rows.count) architectures lack a figure and are left out")
            }
            all += whole
        }
        guard all.count <= StudyHeader.mostGiven else { throw StudyFault.tooManyGiven(all.count, most: StudyHeader.mostGiven) }
        return all
    }

    private static func rows(of entry: String, in space: SearchSpace) throws -> [KnownFigures] {
        let store = TableStore(), table = try BenchmarkTable.named(entry, of: space, imported: store.names(), in: store)
        return (0..<table.count).compactMap { place in
            row(table.architecture(place).archString, table.columns.map { ($0.name, $0.values[place]) })
        }
    }

    private static func row(_ arch: String, _ figures: [(String, Double)]) -> KnownFigures? {
        let finite = figures.filter(\.1.isFinite)
        return finite.isEmpty ? nil : KnownFigures(arch: arch, figures: Dictionary(finite, uniquingKeysWith: { first, _ in first }))
    }
}

extension OpenStudy {
    /// Takes what is known, and says what came of it.
    mutating func take(_ known: [KnownFigures]) throws {
        guard !known.isEmpty else { return }
        let result = try give(known)
        Output.note("\(result.taken) architectures are given" + (result.own > 0 ? "; \(result.own) that the study has proposed itself are left out" : ""))
    }
}
