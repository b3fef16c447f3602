import Foundation
import Tensors

/// Why a text is no network of NAS-Bench-Graph.
public enum GraphNetworkError: Error, Hashable, Sendable {
    case unknownForm(String)
    case number(String)
    case count(String, Int)
    case link(String)
    case linkRange(Int, node: Int)
    case operation(String)
    case notListed
}

extension GraphNetworkError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownForm(let text):
            "'\(text.escaped(limit: 60))' is no graph network: write its links and operations, such as '0 0 1 2: gat gcn gin fc', or its number, such as #1462"
        case .number(let text): "'\(text.escaped(limit: 60))' is no number of a graph network: they run from 0 to 26205"
        case .count(let name, let found): "a graph network has four \(name), not \(found)"
        case .link(let text): "the link '\(text.escaped(limit: 60))' is no whole number: 0 is the data, k the k-th node"
        case .linkRange(let link, let node): "node \(node) cannot take its input from \(link): 0 is the data, and nodes before it are 1 to \(node - 1)"
        case .operation(let name):
            "there is no operation '\(name.escaped(limit: 60))'" + Suggestion.text(for: name, among: GraphOperation.allCases.map(\.name))
        case .notListed:
            "the benchmark has no such graph network: without its skips it is another one, or nothing is left between the data and the output"
        }
    }
}
