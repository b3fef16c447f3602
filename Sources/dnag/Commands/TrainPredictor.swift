import Architectures
import ArgumentParser
import Diffusion

/// `dnag train predictor`
struct TrainPredictor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predictor", abstract: "Train the noise-aware predictor of all tabulated properties.",
        discussion: """
            Learns every column of the embedded table, the imported ones and those named, as standard scores; 20 % of a listed space are
            held out by the seed. A first network learns from what has figures; a second one from posteriors over the whole space, with the
            first one's estimates in place of missing figures. With --log FILE, the first network's log is FILE.first.

            A space that cannot be listed needs one table of labelled architectures, with a column of the property. First a surrogate of clean
            architectures is trained on that table; then the predictor, on architectures drawn from the space, with the properties that are sums
            over layers beside. With --measured, a table of measured architectures, the surrogate is calibrated on their figures; the labels' column
            has _surrogate behind the property's name. With --space mobilenetv3 the property is imagenet_top1.

            EXAMPLES
              dnag train predictor --out predictor.safetensors
              dnag train predictor --table my-figures.csv --property my_latency --out mine.safetensors
              dnag train predictor --space mobilenetv3 --table labelled.csv --measured measured.csv --out networks.safetensors
            """)

    @Option(help: "Steps of the first network, \(NumberRule.trainingSteps.text). (default: 4000)")
    var firstSteps: Int?

    @Option(help: "Steps of the second network, \(NumberRule.trainingSteps.text). (default: 50000; mobilenetv3 15000)")
    var steps: Int?

    @Option(help: "Learn only this property; repeatable.")
    var property: [String] = []

    @Option(help: ArgumentHelp("Measured architectures, to calibrate on (of spaces without a list alone).", valueName: "file"))
    var measured: String?

    @Option(help: ArgumentHelp("Where the surrogate goes (of spaces without a list alone). (default: OUT.surrogate)", valueName: "file"))
    var surrogate: String?

    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        for (option, steps) in [("--steps", steps), ("--first-steps", firstSteps)] {
            if let steps { try Check.rule(option, steps, .trainingSteps) }
        }
        if training.space.isListed {
            for (option, value) in [("--measured", measured), ("--surrogate", surrogate)] where value != nil {
                throw ValidationError(CommandError.notInSpace(option, space: training.space.name).description)
            }
        } else if tables.table.count != 1 || property.count > 1 || (property.isEmpty && (measured == nil || usualProperty == nil)) {
            throw ValidationError(CommandError.whichLabels(training.space, usual: usualProperty).description)
        }
    }

    /// What a surrogate learns where the line does not say.
    private var usualProperty: String? { [FactoredTargets.measured].first(where: training.space.usualProperties.contains) }

    func run() throws {
        if !training.space.isListed, let labelled = tables.table.first, let name = property.first ?? usualProperty {
            let command = TrainFactoredPredictor(
                training: training, property: name, labelled: labelled, measured: measured, firstSteps: first, steps: steps ?? 15_000,
                surrogateFile: surrogate ?? training.out + ".surrogate")
            return try command()
        }
        let columns = try tables.load(of: training.space).columns(property)
        let labelled = try PropertyTargets(columns: columns, split: training.split.split(of: training.space))
        let interruption = Interruption()
        let teacher = try training.firstNetwork(
            read: { try LearnedPredictor(contentsOf: $0) }, about: \.about, train: { try train(labelled, phase: "first", steps: first, interruption) },
            write: { try $0.write(to: $1) }, report: report)
        let (network, result) = try train(labelled.imputed(by: teacher), phase: "second", steps: steps ?? 50_000, interruption)
        try network.write(to: training.out)
        training.removeFirst(after: result)
        try report(result)
    }

    private var first: Int { firstSteps ?? 4_000 }

    private func train(
        _ targets: PropertyTargets, phase: String, steps: Int, _ interruption: Interruption
    ) throws -> (LearnedPredictor, TrainingSession.Result) {
        let task = PredictorTask(targets: targets, seed: training.seed, batch: training.batch)
        let settings = Trainer.Settings(steps: steps, peakRate: training.rate ?? 2e-3, threads: training.threads, weightDecay: 0.02)
        let own = [
            "network": "predictor", "phase": phase, "first_steps": "\(first)", "columns": targets.columns.map(\.name).joined(separator: ","),
        ].merging(training.split.about) { $1 }
        let result = try training.train(
            "predictor (\(phase) network)", task, settings, phase: phase, own, logEnding: phase == "first" ? ".first" : "", interruption)
        let about = result.about("validation_error")
        return (task.predictor(weights: result.weights, about: about), result)
    }

    private func report(_ result: TrainingSession.Result) throws {
        try result.report(
            training.out, "mean squared error against the posterior means of validation \(training.space.words.nouns) \(result.validation.fixed(5))")
    }
}
