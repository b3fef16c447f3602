import Architectures
import ArgumentParser
import Diffusion
import Published
import Search

/// `dnag search transfer`
struct SearchTransfer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Search for a task that nothing is known of, by what is known of others.",
        discussion: """
            Diffusion guided by the source tasks generates architectures, those that the source ranks highest are looked up in the target's
            table first ('transfer'), and from the third figure on a surrogate of what the source does not explain corrects the ranking.
            Beside it: the same without correction ('ranked'), and random search. Nothing of the target but what was looked up is used.

            A source is a column of a table, with its exact noise-aware predictor, or a predictor's file (--source-predictor): one of ours, or
            a published one, which may be conditioned on the images of the target's dataset (--dataset, safetensors or .npy).

            EXAMPLES
              dnag search transfer --source baseline_accuracy --target cifar100_valid --report cifar100_test --table nasbench201.csv --seeds 20
              dnag search transfer --source-predictor meta.safetensors --dataset cifar100.npy --target cifar100_valid --table nasbench201.csv
            """)

    @Option(help: "The search space, one that can be listed.")
    var space: SearchSpace = .usual

    @OptionGroup var tables: TableOptions

    @Option(
        help: ArgumentHelp(
            "A column, of which less is better where its name says so; min: or max: before it says so. Architectures that lack a figure count as its middle. Repeatable. TABLE: may stand before it.",
            valueName: "[min:|max:][table:]column"))
    var source: [String] = []

    @Option(help: ArgumentHelp("A trained predictor of source tasks instead.", valueName: "file"))
    var sourcePredictor: String?

    @Option(
        help: ArgumentHelp(
            "Of the predictor's properties, those that count; all of them if none is named; min: or max: before a name says what is better. Repeatable.",
            valueName: "[min:|max:]name"))
    var sourceProperty: [String] = []

    @Option(help: ArgumentHelp("Features of the target's images, [classes, samples, width], for a conditioned predictor.", valueName: "file"))
    var dataset: String?

    @Option(
        help: ArgumentHelp(
            "The column that is searched, to be large, or small where less is better by its name; min: or max: before it says so. TABLE: may stand before it.",
            valueName: "[min:|max:][table:]column"))
    var target: String

    @Option(help: ArgumentHelp("A column shown of the best found, such as the test accuracy; repeatable.", valueName: "column"))
    var report: [String] = []

    @Option(help: "How strongly the source guides, in nats per standard score.")
    var gamma: Double = 4

    @Option(help: "Architectures generated a round.")
    var samples: Int = 128

    @Option(help: "Reverse steps.")
    var steps: Int = 12

    @OptionGroup var rounds: RoundOptions

    @Option(help: ArgumentHelp("A denoiser to use instead of the embedded one.", valueName: "file"))
    var denoiserFile: String?

    @OptionGroup var comparison: ComparisonOptions

    func validate() throws {
        guard space.isListed else { throw ValidationError(CommandError.notInSpace("dnag search transfer", space: space.name).description) }
        if source.isEmpty == (sourcePredictor == nil) { throw ValidationError(CommandError.whatIsTheSource.description) }
        if sourcePredictor == nil {
            if dataset != nil { throw ValidationError(CommandError.datasetWithoutPredictor.description) }
            if !sourceProperty.isEmpty { throw ValidationError(CommandError.propertyWithoutPredictor.description) }
        }
        try Check.range("--gamma", gamma, abs(gamma) <= 1000, "between -1000 and 1000")
        try Check.range("--samples", samples, (1...100_000).contains(samples), "between 1 and 100000")
        try Check.rule("--steps", steps, .steps)
        try rounds.check(.transfer)
    }

    func run() throws {
        try Output.check([comparison.out])
        let set = try tables.load(of: space)
        let (wanted, name) = Objective.Term.direction(in: self.target)
        let target = try set.source(String(name))
        let others = try report.filter { $0 != target.spelling }.map { try set.source($0) }
        let table = TableSet.searchTable([target] + others, of: space)
        let column = target.spelling
        let objective = try Objective([wanted.map { Objective.Term(column: column, weight: $0 ? 1 : -1) } ?? Objective.Term(column: column)])
        objective.note()
        let problem = try table.problem(objective, in: SearchedSpace(space), report: report, allowsMissing: true)
        problem.noteWhatIsSearched(table)
        let task = try sourceTask(set, target: target)
        let denoiser = try EmbeddedModels.anyDenoiser(or: denoiserFile, of: space)
        func transfer(_ name: String, _ surrogate: (any Surrogate)?) -> TransferStrategy {
            TransferStrategy(
                name, source: task, denoiser: denoiser, surrogate: surrogate, count: samples, steps: steps,
                threads: comparison.seeds == 1 ? comparison.threading.threads : 1)
        }
        let harness = try Harness(problem, table: table, settings: rounds.settings(.transfer))
        let run = SearchComparison(harness: harness, yardstick: try Yardstick(problem, table: table), report: report)
        let result = try run([transfer("transfer", GaussianProcess()), transfer("ranked", nil), RandomStrategy()], comparison, seed: rounds.seed)
        try Output.write(result.report, comparison.format, to: comparison.out)
    }

    private func sourceTask(_ set: TableSet, target: TableSet.Source) throws -> SourceTask {
        guard let sourcePredictor else {
            let wanted = source.map(Objective.Term.direction(in:))
            let sources = try wanted.map { try set.source(String($0.rest)) }
            let columns = sources.map(\.spelled)
            // What is measured twice under one name may be two tasks; the very same figures are not.
            for (place, source) in sources.enumerated() {
                if source.column.name == target.column.name, source.table.name == target.table.name {
                    throw CommandError.targetIsSource(target.spelling)
                }
                if sources[..<place].contains(where: { $0.table.name == source.table.name && $0.column.name == source.column.name })
                    || columns[..<place].contains(where: { $0.name == source.spelling })
                {
                    throw CommandError.sourceTwice(source.spelling)
                }
            }
            return SourceTask(
                ExactPredictor(columns: columns, in: space), properties: columns.map(\.name), directions: Self.said(wanted, of: columns.map(\.name)),
                gamma: gamma)
        }
        var predictor = try EmbeddedModels.anyPredictor(or: sourcePredictor, of: space)
        if let dataset {
            guard let published = predictor as? PublishedPropertyPredictor else {
                throw PublishedError.notConditioned(file: sourcePredictor)
            }
            predictor = try published.conditioned(on: DatasetFeatures(contentsOf: dataset))
        }
        let names = predictor.properties.map(\.name)
        let wanted = sourceProperty.map(Objective.Term.direction(in:)), chosen = wanted.map { String($0.rest) }
        for (place, name) in chosen.enumerated() {
            if !names.contains(name) { throw GuidanceError.unknownProperty(name, known: names) }
            if chosen[..<place].contains(name) { throw CommandError.sourceTwice(name) }
        }
        return SourceTask(
            predictor, properties: chosen.isEmpty ? names : chosen, directions: Self.said(wanted, of: chosen), gamma: gamma)
    }

    /// Whether more is better, by name, where `min:` or `max:` says so.
    private static func said(_ wanted: [(isMore: Bool?, rest: Substring)], of names: [String]) -> [String: Bool] {
        Dictionary(zip(names, wanted).compactMap { name, wanted in wanted.isMore.map { (name, $0) } }, uniquingKeysWith: { first, _ in first })
    }
}
