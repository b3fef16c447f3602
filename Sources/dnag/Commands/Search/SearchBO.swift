import Architectures
import ArgumentParser
import Diffusion
import Search

/// `dnag search bo`
struct SearchBO: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bo", abstract: "Compare searches on a table of figures: Bayesian optimisation and its baselines.",
        discussion: """
            A search evaluates architectures by looking them up. It starts with --initial random ones, the same for every strategy of a
            seed, and adds --batch a round until --budget. A strategy that has a model fits it to what was evaluated and proposes what
            its acquisition likes best of its candidates: 'guided' draws them by diffusion steered by the gradient of the acquisition,
            'mutation' mutates the best so far, 'exhaustive' looks at all there are; 'bananas' is mutation with an ensemble of networks
            and independent Thompson sampling, as published. The same line gives the same searches.

            Several --objective with weights are summed, in natural units; with --front they are sought side by side, and the hypervolume
            that they dominate is reported, and its share that is still missing for the regret.

            EXAMPLES
              dnag search bo --objective baseline_accuracy --strategy guided,mutation,random --seeds 5
              dnag search bo --table nasbench201.csv --objective cifar10_valid --report cifar10_test --budget 100
              dnag search bo --objective cifar10_valid --constraint "latency_ms_pixel3<5" --table nasbench201.csv
              dnag search bo --table mine.csv --objective max:my_figure --constraint "my_latency<5"
              dnag search bo --objective analog_accuracy --objective params_m --front --seeds 10 --plot front.svg
              dnag search bo --space mobilenetv3 --objective imagenet_top1 --objective latency_ms_note10 --front --batch 10
            """)

    @Option(help: "The search space.")
    var space: SearchSpace = .usual

    @OptionGroup var tables: TableOptions
    @OptionGroup var objective: ObjectiveOptions

    @Option(
        help: ArgumentHelp(
            "A figure of each objective: the corner from which a front's hypervolume is measured. (default: the worst of all that is feasible)",
            valueName: "column=figure"),
        transform: ColumnFigure.init(parsing:))
    var reference: [ColumnFigure] = []

    @Option(help: ArgumentHelp("A column shown of the best found, such as the test accuracy; repeatable.", valueName: "column"))
    var report: [String] = []

    @Flag(help: "Leave out architectures that lack a figure.")
    var allowMissing = false

    @OptionGroup var strategies: StrategyOptions
    @OptionGroup var rounds: RoundOptions

    @Flag(help: "End a search that has found the best there is: the rest of its curve is known.")
    var stopAtBest = false

    @OptionGroup var comparison: ComparisonOptions

    @Option(help: ArgumentHelp("Draw the regret as an SVG file.", valueName: "file"))
    var plot: String?

    func validate() throws {
        guard !objective.objective.isEmpty else { throw ValidationError(SearchError.noObjective.description) }
        try rounds.check(.comparison)
        if objective.front {
            if !report.isEmpty { throw ValidationError(CommandError.notOfAFront("--report").description) }
            if stopAtBest { throw ValidationError(CommandError.notOfAFront("--stop-at-best").description) }
        } else if !reference.isEmpty {
            throw ValidationError(CommandError.referenceWithoutFront.description)
        }
        guard !isLookedUp else { return }
        for (option, isGiven) in [("--stop-at-best without --table", stopAtBest), ("--allow-missing without --table", allowMissing)]
        where isGiven { throw ValidationError(CommandError.notInSpace(option, space: space.name).description) }
    }

    /// Whether figures are those of tables; else they are computed.
    private var isLookedUp: Bool { space.isListed || !tables.table.isEmpty }

    func run() throws {
        let objective = try objective.make()
        objective.note()
        let corner = try ColumnFigure.corner(reference, of: objective)
        try Output.check([comparison.out, plot])
        let table = try isLookedUp ? tables.load(of: space).searchTable(objective.columns + report, of: space) : .computed(of: space)
        let problem = try table.problem(objective, in: SearchedSpace(space), report: report, allowsMissing: allowMissing)
        // What is computed is measured against the best that any search finds.
        let yardstick = table.isComputed ? nil : try Yardstick(problem, table: table, reference: corner)
        let harness = try Harness(
            problem, table: table, settings: rounds.settings(.comparison), goal: stopAtBest ? yardstick?.best : nil)
        problem.noteWhatIsSearched(table)
        let list = try strategies.strategies(threads: comparison.seeds == 1 ? comparison.threading.threads : 1, of: space)
        let run = SearchComparison(harness: harness, yardstick: yardstick, corner: corner, report: report)
        let result = try run(list, comparison, seed: rounds.seed)
        if let plot { try Output.write(result.plot, to: plot) }
        try Output.write(result.report, comparison.format, to: comparison.out)
    }
}
