import Foundation
import Tensors

/// What can be wrong with a search.
public enum SearchError: Error, Hashable, Sendable {
    case noObjective
    case objectiveTwice(String)
    case malformedObjective(String)
    case directionTwice(String)
    case malformedConstraint(String)
    case unknownColumn(String, table: String, known: [String])
    case missingFigures(column: String, table: String, count: Int, first: String)
    case nothingToSearch(table: String)
    case nothingFeasible(constraints: [String])
    case contradiction(String, String)
    case referenceMissing(column: String, objectives: [String])
    case nothingBeyondReference([String])
    case notEnumerable(strategy: String, space: String)
    case budgetBelowInitial(budget: Int, initial: Int)
    case noSource
    case sourceLacks(column: String, count: Int, total: Int, first: String)
    case tooFewTasks(Int)
    case budgetBelowPortfolio(budget: Int, portfolio: Int)
}

extension SearchError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .noObjective:
            "a search needs an objective: add --objective COLUMN, such as cifar10_valid, or min:COLUMN for what shall be small"
        case .objectiveTwice(let column):
            "the objective '\(column.escaped())' is given twice; give it once, with a weight if it shall count more: \(column.escaped())=2"
        case .directionTwice(let text):
            "objective '\(text.escaped())' says its direction twice: behind min: or max: the weight is above 0"
        case .malformedObjective(let text):
            "objective '\(text.escaped())' is not of the form COLUMN, min:COLUMN, max:COLUMN or COLUMN=WEIGHT with a weight that is not 0, such as latency_ms_pixel3=-0.1"
        case .malformedConstraint(let text):
            "constraint '\(text.escaped())' is not of the form COLUMN<BOUND (or <=, >, >=) with a finite bound, such as latency_ms_pixel3<5"
        case .unknownColumn(let column, let table, let known) where known.isEmpty:
            "\(table) has no column '\(column.escaped())', nor any other: bring figures with --table FILE"
        case .unknownColumn(let column, let table, let known):
            "\(table) has no column '\(column.escaped())'; it has: \(known.map { $0.escaped() }.joined(separator: ", "))"
        case .missingFigures(let column, let table, let count, let first):
            "\(table): column '\(column)' lacks the figures of \(count) of the architectures it lists, the first \(first); leave them out of the search with --allow-missing"
        case .nothingToSearch(let table):
            "\(table) has no architecture with figures of all objectives and constraints"
        case .nothingFeasible(let constraints):
            "no architecture of the table meets \(constraints.joined(separator: " and "))"
        case .contradiction(let one, let other):
            "no figure can meet both \(one) and \(other)"
        case .referenceMissing(let column, let objectives):
            "the reference point needs a figure of every objective and of nothing else (\(objectives.joined(separator: ", "))); '\(column)' is wrong"
        case .nothingBeyondReference(let reference):
            "no architecture is better than the reference point \(reference.joined(separator: ", ")) in every objective, so no hypervolume can be measured from it"
        case .notEnumerable(let strategy, let space):
            "the strategy '\(strategy)' goes through all architectures, and \(space) has too many"
        case .budgetBelowInitial(let budget, let initial):
            "a budget of \(budget) evaluations leaves nothing to search after \(initial) initial ones"
        case .noSource:
            "a transfer needs the figures of at least one other task"
        case .sourceLacks(let column, let count, let total, let first):
            "source '\(column.escaped())' lacks the figures of \(count) of the target's \(total) architectures, the first \(first); leave the source out, or bring its figures with --table FILE"
        case .tooFewTasks(let count):
            "leaving one task out needs at least two, and \(count == 0 ? "none is" : "one is") named: name two columns or more, such as cora_valid,pubmed_valid"
        case .budgetBelowPortfolio(let budget, let portfolio):
            "a budget of \(budget) evaluations is below the portfolio of \(portfolio): raise --budget or lower --portfolio"
        }
    }
}
