import Architectures
import Diffusion
import Tensors

/// What is searched for: columns to be large or small, alone, as a weighted sum or side by side, and bounds that must hold.
public struct Objective: Sendable, Hashable {
    public struct Term: Sendable, Hashable {
        public let column: String
        /// Score per natural unit; negative where less is better.
        public let weight: Double
        /// Whether nothing told the direction, so that more is taken to be better.
        public let isAssumed: Bool

        public init(column: String, weight: Double, isAssumed: Bool = false) {
            self.column = column
            self.weight = weight
            self.isAssumed = isAssumed
        }

        /// What is sought, in words: `minimise latency_ms`.
        public var words: String {
            let size = abs(weight) == 1 ? "" : " (weight \(abs(weight).plain))"
            return "\(weight > 0 ? "maximise" : "minimise") \(column)\(size)\(isAssumed ? " (assumed)" : "")"
        }
    }

    /// How several terms are meant.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The weighted sum is maximised.
        case sum
        /// All are maximised at once; what is sought is the front of compromises.
        case front
    }

    public let terms: [Term]
    public let constraints: [Constraint]
    public let kind: Kind

    /// - Throws: `SearchError.noObjective`, `.objectiveTwice`, `.contradiction`
    public init(_ terms: [Term], constraints: [Constraint] = [], kind: Kind = .sum) throws {
        guard !terms.isEmpty else { throw SearchError.noObjective }
        for (place, term) in terms.enumerated() where terms[..<place].contains(where: { $0.column == term.column }) {
            throw SearchError.objectiveTwice(term.column)
        }
        for (place, constraint) in constraints.enumerated() {
            if let other = constraints[..<place].first(where: { !$0.leavesRoom(beside: constraint) }) {
                throw SearchError.contradiction(other.words, constraint.words)
            }
        }
        self.terms = terms
        self.constraints = constraints
        self.kind = terms.count == 1 ? .sum : kind
    }

    /// What is sought and what must hold, in words.
    public var words: [String] {
        terms.map(\.words) + constraints.map { "\($0.column)\($0.relation.rawValue)\($0.bound.plain)" }
    }

    /// Says which names did not tell their direction, and what to type where it is the other one; nil where all did.
    public var remark: String? {
        let names = terms.filter(\.isAssumed).map { $0.column.escaped() }
        guard let first = names.first else { return nil }
        return """
            whether more or less of \(names.map { "'\($0)'" }.joined(separator: ", ")) is better is not told by the name: more is assumed; \
            for less write min:\(first)
            """
    }

    /// The columns whose figures an observation holds: those of the terms, then what constraints need beside them.
    public var columns: [String] {
        var columns = terms.map(\.column)
        for constraint in constraints where !columns.contains(constraint.column) { columns.append(constraint.column) }
        return columns
    }

    /// The terms of an observation, each so that more is better.
    public func parts(_ values: [Double]) -> [Double] { zip(terms, values).map { $0.weight * $1 } }

    /// The weighted sum; NaN where a figure is missing.
    public func score(_ values: [Double]) -> Double { parts(values).reduce(0, +) }

    /// Whether all constraints hold; a figure that is missing breaks its bound.
    public func isFeasible(_ values: [Double]) -> Bool {
        guard !constraints.isEmpty else { return true }
        let columns = columns
        return constraints.allSatisfy { constraint in
            columns.firstIndex(of: constraint.column).map { constraint.holds(values[$0]) } ?? false
        }
    }

    /// The score, and −∞ for what is not feasible or failed.
    public func worth(_ values: [Double]) -> Double {
        let score = score(values)
        return score.isNaN || !isFeasible(values) ? -.infinity : score
    }
}

extension Double {
    /// Without a decimal point where it is whole.
    var plain: String { self == rounded() && abs(self) < 1e15 ? String(Int(self)) : "\(self)" }
}
