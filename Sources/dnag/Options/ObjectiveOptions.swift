import ArgumentParser
import Diffusion
import Search

/// What is searched for.
struct ObjectiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A figure to be large, or small where less is better by its name; min: or max: before it says so. With a weight, the score per unit: negative \
            where less is better. Repeatable.
            """,
            valueName: "[min:|max:]column[=weight]"),
        transform: Objective.Term.init(parsing:))
    var objective: [Objective.Term] = []

    @Option(
        help: ArgumentHelp("A bound that must hold, with <, <=, > or >=; repeatable.", valueName: "column<bound"),
        transform: Constraint.init(parsing:))
    var constraint: [Constraint] = []

    @Flag(help: "Seek the front of compromises between the objectives instead of their sum.")
    var front = false

    /// - Throws: `SearchError`
    func make() throws -> Objective { try Objective(objective, constraints: constraint, kind: front ? .front : .sum) }
}
