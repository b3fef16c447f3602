import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag train predictor`
struct TrainPredictor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predictor", abstract: "Train the noise-aware predictor of all tabulated properties.",
        discussion: """
            Learns every column of the embedded table, the imported ones and those named, as standard scores; 20 % of the cells are
            held out by the seed. A first network learns from the labelled cells; a second one from posteriors over the whole space, with the
            first one's estimates in place of missing figures. With --log FILE, the first network's log is FILE.first.

            With --space mobilenetv3, one table of labelled networks and one of measured ones are needed (columns depths, kernels, expands and
            imagenet_top1_surrogate, and imagenet_top1). First a surrogate of clean networks' top-1 is trained on the first and calibrated on the
            second; then the predictor, on networks drawn from the space, with the properties that are sums over layers beside.

            EXAMPLES
              dnag train predictor --out predictor.safetensors
              dnag train predictor --table my-figures.csv --property my_latency --out mine.safetensors
              dnag train predictor --space mobilenetv3 --table labelled.csv --measured measured.csv --out networks.safetensors
            """)

    @Option(help: "The search space.")
    var space: SearchSpace = .nasbench201

    @Option(help: "Steps of the first network, \(NumberRule.trainingSteps.text). (default: 4000)")
    var firstSteps: Int?

    @Option(help: "Steps of the second network, \(NumberRule.trainingSteps.text). (default: 50000; mobilenetv3 15000)")
    var steps: Int?

    @Option(help: "Learn only this property; repeatable.")
    var property: [String] = []

    @Option(help: ArgumentHelp("Measured networks, to calibrate on (mobilenetv3 alone).", valueName: "file"))
    var measured: String?

    @Option(help: ArgumentHelp("Where the surrogate goes (mobilenetv3 alone). (default: OUT.surrogate)", valueName: "file"))
    var surrogate: String?

    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        for (option, steps) in [("--steps", steps), ("--first-steps", firstSteps)] {
            if let steps { try Check.rule(option, steps, .trainingSteps) }
        }
        if space.isListed {
            for (option, value) in [("--measured", measured), ("--surrogate", surrogate)] where value != nil {
                throw ValidationError(CommandError.notInSpace(option, space: space.name).description)
            }
        } else {
            if !property.isEmpty { throw ValidationError(CommandError.notInSpace("--property", space: space.name).description) }
            guard tables.table.count == 1, measured != nil else { throw ValidationError(CommandError.whichNetworks.description) }
        }
    }

    func run() throws {
        if !space.isListed, let labelled = tables.table.first, let measured {
            let command = TrainNetworkPredictor(
                training: training, labelled: labelled, measured: measured, firstSteps: firstSteps ?? 4_000, steps: steps ?? 15_000,
                surrogateFile: surrogate ?? training.out + ".surrogate")
            return try command()
        }
        let (firstSteps, steps) = (firstSteps ?? 4_000, steps ?? 50_000)
        let tables = try tables.load(of: .nasbench201)
        let columns = property.isEmpty ? tables.columns : try property.map { try tables.column($0) }
        let labelled = try PropertyTargets(columns: columns, split: CellSplit(seed: training.seed))
        let interruption = Interruption()
        let teacherFile = training.out + ".first"
        let names = columns.map(\.name).joined(separator: ",")

        let teacher: LearnedPredictor
        if training.resume, FileManager.default.fileExists(atPath: teacherFile) {
            teacher = try LearnedPredictor(contentsOf: teacherFile)
        } else {
            let (network, result) = try train(labelled, phase: "first", steps: firstSteps, firstSteps: firstSteps, names, interruption)
            try network.write(to: result.wasInterrupted ? training.out : teacherFile)
            guard !result.wasInterrupted else { return try report(result) }
            teacher = network
        }
        let (network, result) = try train(
            labelled.imputed(by: teacher), phase: "second", steps: steps, firstSteps: firstSteps, names, interruption)
        try network.write(to: training.out)
        if !result.wasInterrupted { try? FileManager.default.removeItem(atPath: teacherFile) }
        try report(result)
    }

    private func train(
        _ targets: PropertyTargets, phase: String, steps: Int, firstSteps: Int, _ names: String, _ interruption: Interruption
    ) throws -> (LearnedPredictor, TrainingSession.Result) {
        let rate = training.rate ?? 2e-3
        let task = PredictorTask(targets: targets, seed: training.seed, batch: training.batch)
        let run = [
            "network": "predictor", "phase": phase, "seed": "\(training.seed)", "steps": "\(steps)",
            "first_steps": "\(firstSteps)", "batch": "\(training.batch)", "rate": "\(rate)", "columns": names,
        ]
        let session = TrainingSession(
            name: "training predictor (\(phase) network)", task: task,
            settings: Trainer.Settings(
                steps: steps, peakRate: rate, threads: training.threads, weightDecay: 0.02),
            run: run, checkpoint: training.checkpoint(phase), seed: training.seed, resume: training.resume,
            log: training.log.map { phase == "first" ? $0 + ".first" : $0 })
        let result = try session(interruption)
        var about = run
        about["split_seed"] = "\(training.seed)"
        about["trained_steps"] = "\(result.steps)"
        about["validation_error"] = "\(result.validation)"
        return (task.predictor(weights: result.weights, about: about), result)
    }

    private func report(_ result: TrainingSession.Result) throws {
        Output.note(
            "\(training.out): \(result.steps) steps in \(Progress.time(result.seconds)), mean squared error against the posterior means of validation cells \(result.validation.fixed(5))"
                + (result.wasInterrupted ? "; stopped early, --resume goes on" : ""))
        if result.wasInterrupted { throw ExitCode(130) }
    }
}
