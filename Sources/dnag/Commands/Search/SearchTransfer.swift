import ArgumentParser
import Architectures
import Diffusion
import Search

/// `dnag search transfer`
struct SearchTransfer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Search for a task that nothing is known of, by what is known of others.",
        discussion: """
            Diffusion guided by the source tasks generates cells, those that the source ranks highest are looked up in the target's
            table first ('transfer'), and from the third figure on a surrogate of what the source does not explain corrects the ranking.
            Beside it: the same without correction ('ranked'), and random search. Nothing of the target but what was looked up is used.

            A source is a column of a table, with its exact noise-aware predictor, or a predictor's file (--source-predictor): one of ours, or
            a published one, which may be conditioned on the images of the target's dataset (--dataset, safetensors or .npy).

            EXAMPLES
              dnag search transfer --source baseline_accuracy --target cifar100_valid --report cifar100_test --table nasbench201.csv --seeds 20
              dnag search transfer --source-predictor meta.safetensors --dataset cifar100.npy --target cifar100_valid --table nasbench201.csv
            """)

    @OptionGroup var tables: TableOptions

    @Option(help: ArgumentHelp("A column that is known of all cells; repeatable. TABLE: may stand before it.", valueName: "[table:]column"))
    var source: [String] = []

    @Option(help: ArgumentHelp("A trained predictor of source tasks instead.", valueName: "file"))
    var sourcePredictor: String?

    @Option(help: ArgumentHelp("Of the predictor's properties, those that count; all of them if none is named. Repeatable.", valueName: "name"))
    var sourceProperty: [String] = []

    @Option(help: ArgumentHelp("Features of the target's images, [classes, samples, width], for a conditioned predictor.", valueName: "file"))
    var dataset: String?

    @Option(help: ArgumentHelp("The column that is searched. TABLE: may stand before it.", valueName: "[table:]column"))
    var target: String

    @Option(help: ArgumentHelp("A column shown of the best found, such as the test accuracy; repeatable.", valueName: "column"))
    var report: [String] = []

    @Option(help: "How strongly the source guides, in nats per normal score.")
    var gamma: Double = 4

    @Option(help: "Cells generated a round.")
    var samples: Int = 128

    @Option(help: "Reverse steps.")
    var steps: Int = 12

    @Option(help: "Cells evaluated in a round.")
    var batch: Int = 1

    @Option(help: "Evaluations of a search.")
    var budget: Int = 10

    @Option(help: "Searches of each strategy.")
    var seeds: Int = 1

    @Option(help: "Seed of the first.")
    var seed: UInt64 = 0

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    @Option(help: ArgumentHelp("A denoiser to use instead of the embedded one.", valueName: "file"))
    var denoiserFile: String?

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        if source.isEmpty == (sourcePredictor == nil) { throw ValidationError(CommandError.whatIsTheSource.description) }
        if dataset != nil, sourcePredictor == nil { throw ValidationError(CommandError.datasetWithoutPredictor.description) }
        try Check.range("--gamma", gamma, abs(gamma) <= 1000, "between -1000 and 1000")
        try Check.range("--samples", samples, (1...100_000).contains(samples), "between 1 and 100000")
        try Check.rule("--steps", steps, .steps)
        try Check.range("--batch", batch, (1...10_000).contains(batch), "between 1 and 10000")
        try Check.range("--budget", budget, (1...1_000_000).contains(budget), "between 1 and 1000000")
        try Check.range("--seeds", seeds, (1...100_000).contains(seeds), "between 1 and 100000")
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    func run() throws {
        let set = try tables.load()
        let target = try set.column(spelled: self.target)
        let columns = try [target] + report.filter { $0 != target.name }.map { try set.column($0) }
        let table = SearchTable<NASBench201Space>(BenchmarkTable(name: set.tables.first?.name ?? "the table", columns: columns))
        let objective = try Objective([try Objective.Term(parsing: target.name)])
        let problem = try table.problem(objective, in: NASBench201Space(), report: report, allowsMissing: true)
        let settings = StudySettings(initial: 0, batch: batch, budget: budget)
        let yardstick = try Yardstick(problem, table: table)
        let harness = try Harness(problem, table: table, settings: settings)
        let task = try sourceTask(set, target: target.name)
        let denoiser = try EmbeddedModels.denoiser(or: denoiserFile)
        func transfer(_ name: String, _ surrogate: (any Surrogate)?) -> TransferStrategy {
            TransferStrategy(
                name, source: task, denoiser: denoiser, surrogate: surrogate, count: samples, steps: steps,
                threads: self.seeds == 1 ? threads : 1)
        }
        let list: [any Strategy] = [transfer("transfer", GaussianProcess()), transfer("ranked", nil), RandomStrategy()]

        let interruption = Interruption()
        let progress = Progress("searching")
        let clock = ContinuousClock(), start = clock.now
        let seeds = (0..<UInt64(seeds)).map { seed &+ $0 }
        let runs = try harness.runs(list, seeds: seeds, threads: seeds.count == 1 ? 1 : threads) { done, total in
            progress.update(done, of: total, detail: "\(done) of \(total) evaluations")
        } isCancelled: {
            interruption.isRequested
        }
        progress.finish()
        guard let runs else {
            Output.note("interrupted; nothing was written")
            throw ExitCode(130)
        }
        let summaries = try zip(list, runs).map { strategy, runs in
            try StudySummary(strategy.name, runs: runs, yardstick: yardstick, table: table, problem: problem, report: report)
        }
        let elapsed = (clock.now - start).components
        let result = SearchReport(
            summaries, objective: objective, settings: settings, seeds: seeds, best: yardstick.best,
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
        switch format {
        case .text: try Output.write(result.text, to: out)
        case .json: try Output.write(try Output.json(result), to: out)
        case .csv: try Output.write(result.csv, to: out)
        }
    }

    private func sourceTask(_ set: TableSet, target: String) throws -> SourceTask {
        guard let sourcePredictor else {
            let columns = try source.map { try set.column(spelled: $0) }
            if columns.contains(where: { $0.name == target }) { throw CommandError.targetIsSource(target) }
            return SourceTask(ExactPredictor(columns: columns), properties: columns.map(\.name), gamma: gamma)
        }
        var predictor = try PredictorFile.read(sourcePredictor)
        if let dataset {
            guard let published = predictor as? PublishedPropertyPredictor else {
                throw PublishedError.notConditioned(file: sourcePredictor)
            }
            predictor = try published.conditioned(on: DatasetFeatures(contentsOf: dataset))
        }
        let names = predictor.properties.map(\.name)
        for name in sourceProperty where !names.contains(name) {
            throw GuidanceError.unknownProperty(name, known: names)
        }
        return SourceTask(predictor, properties: sourceProperty.isEmpty ? names : sourceProperty, gamma: gamma)
    }
}

extension TableSet {
    /// The column `NAME` of any table, or `TABLE:NAME` of one: a table's own name, or the file it was read from without its ending.
    /// - Throws: `CommandError.noFigures`
    func column(spelled text: String) throws -> BenchmarkTable.Column {
        guard let colon = text.lastIndex(of: ":") else { return try column(text) }
        let name = String(text[text.index(after: colon)...])
        let wanted = tables.filter { $0.name == text[..<colon] }
        guard let column = wanted.lazy.compactMap({ $0.columns.first { $0.name == name } }).first else {
            throw CommandError.noFigures(property: text, tables: tables.map { "\($0.name):" })
        }
        return column
    }
}
