import Architectures
import ArgumentParser
import Diffusion

/// `dnag evaluate guidance`
struct EvaluateGuidance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guidance", abstract: "Compare guided samples with the exact tilted distribution.",
        discussion: """
            For each property, γ and method: the learned networks and the exact ones, beside the exact tilt p(A)·exp(γ·y(A)). The
            total-variation distance is over 20 bins of equal width in standard scores; its floor is that of as many exact draws. Figures come
            from --table, else from the embedded and imported tables. With --denoiser published, a published score network stands in for
            the learned denoiser.

            With --space mobilenetv3: top-1 is the surrogate's of the clean network, all else is counted or summed; the front that the samples trace
            in top-1 and latency is held against that of 40,000 random networks.

            EXAMPLES
              dnag evaluate guidance --property cifar10_test --gamma 0,1,2,4 --count 1024 --table nasbench201.csv
              dnag evaluate guidance --property baseline_accuracy --gamma=-8,8 --method gradient,conditioned,twisted
              dnag evaluate guidance --joint cifar10_test=1,latency_ms_pixel3=-1 --gamma 2 --table nasbench201.csv
              dnag evaluate guidance --space mobilenetv3
              dnag evaluate guidance --suite --count 2048 --table nasbench201.csv
            """)

    @Option(help: "A property that is tilted; repeatable, each on its own.")
    var property: [String] = []

    @Option(
        help: ArgumentHelp(
            "Several properties tilted at once by γ times their weights; repeatable.", valueName: "property=weight,…"),
        transform: JointTilt.init(parsing:))
    var joint: [JointTilt] = []

    @Option(help: "Tilts γ in nats per standard score, \(NumberRule.tilt(.tilt).text), separated by commas. (default: 0,1,2,4; mobilenetv3 0,1,2,4,8; of the suite ±1, ±2, ±4, ±8)")
    var gamma: String?

    @Option(help: "Samples a row, \(NumberRule.count.text).")
    var count: Int = 1024

    @Option(help: "Methods of guidance, separated by commas: auto, prior, gradient, conditioned, twisted.")
    var method: ChoiceList<GuidanceMethod> = ChoiceList([.auto])

    @Option(help: "Orders of the gradient, separated by commas: first, second.")
    var order: ChoiceList<GuidanceOrder> = ChoiceList([.second])

    @Option(help: "Networks, separated by commas: learned, exact.")
    var models: ChoiceList<ModelChoice> = ChoiceList(ModelChoice.allCases)

    @Option(help: "Where the predictor is asked: at the noisy state or at the clean estimate.")
    var place: GuidancePlace = .state

    @Option(help: ArgumentHelp("A surrogate of clean networks' top-1 to use instead of the embedded one (mobilenetv3 alone).", valueName: "file"))
    var surrogate: String?

    @Flag(help: "Many properties, strengths, joint tilts and seeds at once, of the space that is named or of all; with the tables of --table.")
    var suite = false

    @Option(help: "Seeds of every set of the suite, 1 to 64.")
    var seeds: Int = 4

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var tables: TableOptions
    @OptionGroup var model: ModelOptions

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    enum ModelChoice: String, ExpressibleByArgument, CaseIterable { case learned, exact }

    /// Whether a model judges finished architectures, and fronts are held against each other.
    private var isJudged: Bool { model.space.assets.surrogate != nil }

    func validate() throws {
        guard model.denoiser != .exact || isJudged else {
            throw ValidationError("--denoiser exact is a row of the table anyway; choose rows with --models learned,exact")
        }
        try Check.rule("--count", count, .count)
        try Check.range("--seeds", seeds, (1...64).contains(seeds), "between 1 and 64")
        guard !suite || (property.isEmpty && joint.isEmpty) else { throw ValidationError("--suite chooses what is tilted; leave out --property and --joint") }
        guard !property.isEmpty || !joint.isEmpty || isJudged || suite else {
            throw ValidationError("nothing is tilted; name a --property, or several with --joint")
        }
    }

    /// What is tilted, and the exact networks that know it.
    private func directions(_ tables: TableSet) throws -> ([TiltDirection], [Models]) {
        let wanted = property.map { ([$0], [1.0]) } + joint.map { ($0.properties, $0.weights) }
        guard model.space.isListed else {
            let known = try EmbeddedModels.additiveProperties(of: model.space)
            let found = try wanted.map { names, weights in
                (
                    try names.map { name in
                        guard let property = known.first(where: { $0.info.name == name }) else {
                            throw CommandError.noFigures(property: name, tables: [], known: known.map(\.info.name))
                        }
                        return property
                    }, weights
                )
            }
            return (found.map { TiltDirection($0, weights: $1) }, found.map { ModelOptions.exact($0.0, in: model.space) })
        }
        let found = try wanted.map { names, weights in (try names.map { try tables.tiltable($0) }, weights) }
        return (found.map { TiltDirection($0, weights: $1) }, found.map { ModelOptions.exact($0.0, in: model.space) })
    }

    func run() throws {
        let gammas = try NumberList.parse(
            "--gamma", gamma ?? (suite ? "-8,-4,-2,-1,1,2,4,8" : isJudged ? "0,1,2,4,8" : "0,1,2,4"), rule: .tilt(.tilt))
        if suite {
            let report = try suiteReport(gammas)
            return try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
        }
        if isJudged {
            let report = try EvaluateNetworkGuidance(options: self, gammas: gammas)()
            return try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
        }
        let tables = try tables.load(of: model.space), (directions, exactOf) = try directions(tables)
        let learned = models.contains(.learned) ? try model.networks(tables: tables) : nil
        let clock = ContinuousClock()
        var rows: [GuidanceReport.Row] = []
        for (direction, exact) in zip(directions, exactOf) {
            for gamma in gammas {
                for trial in GuidanceTrial.all(method, order) {
                    for choice in models.values {
                        guard let networks = choice == .exact ? exact : learned else { continue }
                        let settings = try sampling.settings(
                            of: networks,
                            guidance: Guidance(
                                tilts: direction.tilts(gamma), order: trial.order, method: trial.method, place: place), isPopulation: true)
                        let progress = Progress("\(direction.name) γ \(gamma), \(choice.rawValue), \(trial.method.rawValue)")
                        let start = clock.now
                        let samples = try Generation.samples(
                            count, models: networks, settings: settings, threads: sampling.threads
                        ) { done, total in progress.update(done, of: total) }
                        let elapsed = (clock.now - start).components
                        progress.finish()
                        rows.append(
                            GuidanceReport.Row(
                                TiltReport(samples, gamma: gamma, direction: direction), direction: direction.name,
                                denoiser: choice == .exact ? "exact" : model.denoiser.rawValue, taken: trial.taken(settings),
                                seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18))
                    }
                }
            }
        }
        let report = GuidanceReport(count: count, rows: rows)
        try Output.write(format == .json ? try Output.json(report) : report.text(directions), to: out)
    }
}
