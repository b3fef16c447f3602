import Architectures
import ArgumentParser
import Search

/// What a study is about.
struct StudySpecification: ParsableArguments {
    @Option(help: "The search space.")
    var space: SearchSpace = .usual

    @OptionGroup var objective: ObjectiveOptions
    @OptionGroup var strategies: StrategyOptions
    @OptionGroup var rounds: RoundOptions

    func validate() throws {
        if objective.objective.isEmpty {
            try Check.budget(rounds.budget)
        } else {
            try rounds.check(.study)
        }
    }

    /// The study that is asked for; nil where nothing is said of its objective: there must be one then.
    func headerIfGiven(trainings: String?) throws -> StudyHeader? { try objective.objective.isEmpty ? nil : header(trainings: trainings) }

    /// - Parameter trainings: what cells are trained on, and how; nil where an evaluator or somebody outside gives the figures
    /// - Throws: `SearchError.noObjective` where there is none, `CommandError.severalStrategies`, `SearchError.notEnumerable`
    func header(trainings: String? = nil) throws -> StudyHeader {
        _ = try strategies.one(threads: 1, of: space)
        return StudyHeader(
            space: space.name, objective: try objective.make(), strategy: strategies.words, seed: rounds.seed,
            settings: rounds.settings(.study), trainings: trainings)
    }

    /// The first option that has another value than the default; a line that goes on with a study needs none of them. The budget is none of
    /// them: it can grow.
    var given: String? {
        guard objective.objective.isEmpty else { return nil }
        if let word = try? words.first(where: { try !Self.parse([]).words.contains($0) }) { return word }
        return objective.constraint.isEmpty ? nil : "--constraint"
    }

    private var words: [String] {
        let settings = rounds.settings(.study)
        return strategies.words + (objective.front ? ["--front"] : [])
            + [
                "--space=\(space.name)", "--initial=\(settings.initial)", "--batch=\(settings.batch)", "--seed=\(rounds.seed)",
            ]
    }
}
