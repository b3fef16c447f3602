import Diffusion
import Foundation

/// What a study is about: the first line of its file, which never changes. All that proposals depend on stands here or in the events.
public struct StudyHeader: Codable, Hashable, Sendable {
    public static let format = "dnag study"
    public static let version = 1
    public static let largestStart = 100_000, largestBatch = 10_000, largestBudget = 1_000_000
    /// Architectures whose figures can be given: a surrogate learns from all of them, at a cost that grows with their cube.
    public static let mostGiven = 2_000

    private var format = StudyHeader.format
    private var version = StudyHeader.version
    /// The space's name.
    public let space: String
    /// `COLUMN=WEIGHT`, and `COLUMN<BOUND`: as they are typed.
    public let objective, constraints: [String]
    public let kind: String
    /// The strategy and its settings, as words of a command line.
    public let strategy: [String]
    public let seed: UInt64
    public let initial, batch, budget: Int
    /// Where cells are trained on images: which, and how (`MeasurementLog.identity`). Figures of other trainings cannot be compared with these.
    public let trainings: String?

    public init(
        space: String, objective: Objective, strategy: [String], seed: UInt64, settings: StudySettings, trainings: String? = nil
    ) {
        self.space = space
        self.objective = objective.terms.map { "\($0.column)=\($0.weight)" }
        constraints = objective.constraints.map(\.words)
        kind = objective.kind.rawValue
        self.strategy = strategy
        self.seed = seed
        (initial, batch, budget) = (settings.initial, settings.batch, settings.budget)
        self.trainings = trainings
    }

    /// Whether bytes are the beginning of a study, or of one that was being made. Keys are sorted.
    static func starts(_ bytes: Data) -> Bool {
        let start = Data(#"{"batch":"#.utf8)
        return bytes.starts(with: start) || start.starts(with: bytes)
    }

    public var settings: StudySettings { StudySettings(initial: initial, batch: batch, budget: budget) }

    /// - Throws: `SearchError`, `StudyFault.header`
    public func readObjective() throws -> Objective {
        guard let kind = Objective.Kind(rawValue: kind) else {
            throw StudyFault.header(key: "kind", value: kind, rule: Objective.Kind.allCases.map(\.rawValue).joined(separator: " or "))
        }
        return try Objective(
            objective.map(Objective.Term.init(parsing:)), constraints: constraints.map(Constraint.init(parsing:)), kind: kind)
    }

    /// - Throws: `StudyFault.header` where a value is of no study that this version can go on with
    func check() throws(StudyFault) {
        func require(_ holds: Bool, _ key: String, _ value: some CustomStringConvertible, _ rule: String) throws(StudyFault) {
            guard holds else { throw .header(key: key, value: value.description, rule: rule) }
        }
        try require(format == Self.format, "format", format, "'\(Self.format)'")
        try require(version == Self.version, "version", version, "\(Self.version)")
        try require((1...Self.largestStart).contains(initial), "initial", initial, "between 1 and \(Self.largestStart)")
        try require((1...Self.largestBatch).contains(batch), "batch", batch, "between 1 and \(Self.largestBatch)")
        try require((1...Self.largestBudget).contains(budget), "budget", budget, "between 1 and \(Self.largestBudget)")
    }

    /// By what its figures come, in words.
    public var evaluation: String { trainings ?? "an evaluator's figures" }

    /// The first thing in which another header differs, but for the budget, which can grow: its name, what it is here and what it is there.
    public func difference(from other: StudyHeader) -> (key: String, own: String, other: String)? {
        let rows: [(String, String, String)] = [
            ("space", space, other.space),
            ("objective", objective.joined(separator: ", "), other.objective.joined(separator: ", ")),
            ("constraints", constraints.joined(separator: ", "), other.constraints.joined(separator: ", ")),
            ("kind of objective", kind, other.kind),
            ("strategy", strategy.joined(separator: " "), other.strategy.joined(separator: " ")),
            ("seed", "\(seed)", "\(other.seed)"),
            ("initial", "\(initial)", "\(other.initial)"),
            ("batch", "\(batch)", "\(other.batch)"),
            ("evaluation", evaluation, other.evaluation),
        ]
        return rows.first { $0.1 != $0.2 }.map { (key: $0.0, own: $0.1, other: $0.2) }
    }
}
