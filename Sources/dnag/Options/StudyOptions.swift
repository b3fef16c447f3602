import ArgumentParser
import Architectures
import Search

/// Which study.
struct StudyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The study's file.", valueName: "file"))
    var study: String

    @Option(help: ArgumentHelp("How long to wait for another process that has it open.", valueName: "seconds"))
    var wait: Double = 30

    func validate() throws {
        try Check.range("--wait", wait, wait.isFinite && (0...86_400).contains(wait), "between 0 and 86400")
    }

    /// - Parameter header: of the study to make where there is none
    /// - Throws: `StudyError`
    func open(creating header: StudyHeader? = nil) throws -> OpenStudy<NASBench201Space> {
        let file = try StudyFile(study, creating: header, patience: wait)
        if file.tornBytes > 0 {
            Output.note("\(study): the last line was never written to its end (\(file.tornBytes) bytes); it counts for nothing")
        }
        return try OpenStudy(file, in: NASBench201Space())
    }

    /// Without waiting for anybody, nor keeping anybody waiting.
    func read() throws -> (study: Study<NASBench201Space>, tornBytes: Int) {
        let contents = try StudyContents(contentsOf: study)
        return (
            try Study(contents.header, events: contents.events, in: NASBench201Space(), path: study), contents.tornBytes
        )
    }
}

/// What a study is about.
struct StudySpecification: ParsableArguments {
    @Option(help: "The search space.")
    var space: SearchSpace = .nasbench201

    @Option(
        help: ArgumentHelp(
            "A figure to be large, or with a weight, the score per unit: negative where less is better. Repeatable.",
            valueName: "column[=weight]"),
        transform: Objective.Term.init(parsing:))
    var objective: [Objective.Term] = []

    @Option(
        help: ArgumentHelp("A bound that must hold, with <, <=, > or >=; repeatable.", valueName: "column<bound"),
        transform: Constraint.init(parsing:))
    var constraint: [Constraint] = []

    @Flag(help: "Seek the front of compromises between the objectives instead of their sum.")
    var front = false

    @OptionGroup var strategies: StrategyOptions

    @Option(help: "Architectures drawn at random at the start.")
    var initial: Int = 10

    @Option(help: "Architectures proposed in a round.")
    var batch: Int = 1

    @Option(help: "Evaluations in all.")
    var budget: Int = 150

    @Option(help: "Seed of the study.")
    var seed: UInt64 = 0

    func validate() throws {
        try Check.range("--initial", initial, (2...100_000).contains(initial), "between 2 and 100000")
        try Check.range("--batch", batch, (1...10_000).contains(batch), "between 1 and 10000")
        try Check.range("--budget", budget, budget >= initial && budget <= 1_000_000, "at least --initial and at most 1000000")
    }

    /// - Throws: `SearchError.noObjective` where there is none
    func header() throws -> StudyHeader {
        _ = try strategies.one(threads: 1)
        return StudyHeader(
            space: space.rawValue, objective: try Objective(objective, constraints: constraint, kind: front ? .front : .sum),
            strategy: strategies.words, seed: seed, settings: StudySettings(initial: initial, batch: batch, budget: budget))
    }

    /// The first option that has another value than the default; a line that goes on with a study needs none of them.
    var given: String? {
        if let word = try? words.first(where: { try !Self.parse([]).words.contains($0) }) { return word }
        return constraint.isEmpty ? nil : "--constraint"
    }

    private var words: [String] {
        strategies.words + (front ? ["--front"] : [])
            + ["--initial=\(initial)", "--batch=\(batch)", "--budget=\(budget)", "--seed=\(seed)"]
    }
}

extension StudyHeader {
    /// The strategy that its words name.
    /// - Throws: `CommandError.badStudyStrategy`
    func readStrategy(of path: String, threads: Int) throws -> any Strategy {
        let options: StrategyOptions
        do { options = try StrategyOptions.parse(strategy) } catch {
            throw CommandError.badStudyStrategy(file: path, words: strategy, reason: StrategyOptions.message(for: error))
        }
        return try options.one(threads: threads)
    }
}
