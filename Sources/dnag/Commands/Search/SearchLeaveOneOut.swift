import Architectures
import ArgumentParser
import Search

/// `dnag search leave-one-out`
struct SearchLeaveOneOut: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave-one-out", abstract: "Search each of several tasks by what all others have shown.",
        discussion: """
            Every task once is the target, and the other tasks are its sources: columns of one unit, such as the accuracies of an architecture on several data sets.
            Four strategies search each target, and regret is told after each number of evaluations, with its standard error over the seeds:

              transfer  a portfolio that loses least on the sources first, then processes that trust the sources more or less,
                        weighed by the target's figures, with expected improvement over all architectures
              rank      the best by the sources' mean rank
              alone     a Gaussian process without sources: random architectures, then expected improvement over all
              random    random architectures

            'transfer' and 'rank' draw nothing, so every seed tells the same of the whole table. With --share 0.5 every seed sees another half of the table.

            EXAMPLES
              dnag search leave-one-out --space nasbenchgraph --seeds 20 \\
                --tasks arxiv_valid,citeseer_valid,computers_valid,cora_valid,cs_valid,photo_valid,pubmed_valid
            """)

    @Option(help: "The search space, one that can be listed.")
    var space: SearchSpace = .usual

    @OptionGroup var tables: TableOptions

    @Option(
        help: ArgumentHelp(
            "Columns, two or more, in one unit; of which less is better where the name says so; min: or max: before it says so.",
            valueName: "column,column,…"))
    var tasks: String

    @Option(help: "Evaluations of a search.")
    var budget: Int = 60

    @Option(help: "Architectures that the transfer evaluates before it learns.")
    var portfolio: Int = 1

    @Option(help: "Random architectures that the process without sources starts with.")
    var initial: Int = 10

    @Option(help: "Share of the table that the searches of a seed see.")
    var share: Double = 1

    @Option(help: "Seed of the first search.")
    var seed: UInt64 = 0

    @OptionGroup var comparison: ComparisonOptions

    func validate() throws {
        guard space.isListed else { throw ValidationError(CommandError.notInSpace("dnag search leave-one-out", space: space.name).description) }
        try Check.range("--budget", budget, (1...StudyHeader.largestBudget).contains(budget), "between 1 and 1000000")
        try Check.range("--portfolio", portfolio, (1...100_000).contains(portfolio), "between 1 and 100000")
        try Check.range("--initial", initial, (2...100_000).contains(initial), "between 2 and 100000")
        try Check.range("--share", share, share > 0 && share <= 1, "above 0 and at most 1")
    }

    func run() throws {
        try Output.check([comparison.out])
        let set = try tables.load(of: space)
        let wanted = tasks.split(separator: ",").map { Objective.Term.direction(in: String($0)) }
        let sources = try wanted.map { try set.source(String($0.rest)) }
        try checkUnits(sources)
        let terms = zip(wanted, sources).map { wanted, source in
            wanted.isMore.map { Objective.Term(column: source.spelling, weight: $0 ? 1 : -1) } ?? Objective.Term(column: source.spelling)
        }
        let table = TableSet.searchTable(sources, of: space)
        let study = try LeaveOneOut(
            terms, of: table, in: SearchedSpace(space),
            settings: LeaveOneOut.Settings(budget: budget, portfolio: portfolio, initial: initial, share: share))
        let interruption = Interruption()
        let progress = Progress("searching")
        let clock = ContinuousClock(), start = clock.now
        let seeds = (0..<UInt64(comparison.seeds)).map { seed &+ $0 }
        let targets = try study.run(seeds: seeds, threads: comparison.threading.threads) { done, total in
            progress.update(done, of: total, detail: "\(done) of \(total) evaluations")
        } isCancelled: {
            interruption.isRequested
        }
        progress.finish()
        guard let targets else {
            Output.note("interrupted; nothing was written")
            throw ExitCode(130)
        }
        let elapsed = (clock.now - start).components
        let report = LeaveOneOutReport(targets, settings: study.settings, seeds: seeds, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
        try Output.write(report, comparison.format, to: comparison.out)
    }

    /// A mean over regrets in points and regrets in seconds would be neither.
    private func checkUnits(_ sources: [TableSet.Source]) throws {
        let units = sources.map { $0.column.info.unit }
        guard let first = units.first, let other = units.firstIndex(where: { $0 != first }) else { return }
        func word(_ place: Int) -> String { "'\(sources[place].spelling.escaped())' is in \(units[place].isEmpty ? "no unit" : units[place])" }
        throw ValidationError("--tasks must name columns of one unit: \(word(0)), \(word(other)); take columns such as the accuracies of several data sets")
    }
}
