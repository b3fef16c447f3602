import Architectures
import ArgumentParser
import Diffusion
import Published

/// `dnag train published-denoiser`
struct TrainPublishedDenoiser: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "published-denoiser", abstract: "Train the published score network by the published recipe.",
        discussion: """
            Denoising score matching on V with the VE SDE, t uniform; Adam (β 0.9, 0.999), 1,000 steps of warm-up and a constant rate, gradients
            clipped to norm 1, an EMA of 0.9999, dropout 0.1. The file holds the EMA that was best in validation and is
            read by --denoiser published.

            EXAMPLES
              dnag train published-denoiser --out score.safetensors --log losses.csv
              dnag generate --denoiser published --denoiser-file score.safetensors --count 8
            """)

    @Option(help: "The search space.")
    var space: SearchSpace = .nasbench201

    @Option(help: "Steps, \(NumberRule.trainingSteps.text).")
    var steps: Int = 250_000

    @Option(help: "Steps between two validations, each with a checkpoint.")
    var validationEvery: Int = 500

    @OptionGroup var published: PublishedTrainingOptions
    @OptionGroup var training: TrainingOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        try Check.range("--validation-every", validationEvery, validationEvery >= 1, "at least 1")
    }

    func run() throws {
        let rate = training.rate ?? 2e-5
        let sigmas = published.sigmas(of: space)
        let task =
            space.isListed
            ? PublishedDenoiserTask(
                codes: Array(0..<Cell.count), seed: training.seed, mask: published.mask, sigmas: sigmas, batch: training.batch)
            : PublishedDenoiserTask(networksWithSeed: training.seed, mask: published.mask, sigmas: sigmas, batch: training.batch)
        let run = [
            "network": "published-denoiser", "seed": "\(training.seed)", "steps": "\(steps)",
            "batch": "\(training.batch)", "rate": "\(rate)",
        ].merging(published.run(in: space)) { $1 }
        let session = TrainingSession(
            name: "training published denoiser", task: task,
            settings: .published(
                steps: steps, rate: rate, threads: training.threads, validationEvery: validationEvery),
            run: run, checkpoint: training.checkpoint("published-denoiser"), seed: training.seed,
            resume: training.resume, log: training.log)
        let result = try session(Interruption())
        try task.denoiser(weights: result.weights, about: result.about(run)).write(to: training.out)
        try result.report(training.out, "denoising loss \(result.validation.fixed(5))")
    }
}

extension TrainingSession.Result {
    /// What goes into the file's metadata: the run, and how it went. How long it took does not: the same line gives the same bytes.
    func about(_ run: [String: String]) -> [String: String] {
        run.merging(["trained_steps": "\(steps)", "validation_loss": "\(validation)"]) { $1 }
    }

    /// Tells how a run went. - Throws: `ExitCode(130)` when it was interrupted.
    func report(_ file: String, _ quality: String) throws {
        Output.note(
            "\(file): \(steps) steps in \(Progress.time(seconds)), \(quality)"
                + (wasInterrupted ? "; stopped early, --resume goes on" : ""))
        if wasInterrupted { throw ExitCode(130) }
    }
}
