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

    @Option(help: "Steps, \(NumberRule.trainingSteps.text).")
    var steps: Int = 250_000

    @Option(help: "Steps between two validations, each with a checkpoint.")
    var validationEvery: Int = 500

    @OptionGroup var published: PublishedTrainingOptions
    @OptionGroup var training: TrainingOptions

    func validate() throws {
        if !PublishedDenoiser.spaces.contains(training.space) {
            throw ValidationError(CommandError.notInSpace("training of published denoisers", space: training.space.name).description)
        }
        try Check.rule("--steps", steps, .trainingSteps)
        try Check.range("--validation-every", validationEvery, validationEvery >= 1, "at least 1")
    }

    func run() throws {
        let space = training.space, sigmas = published.sigmas(of: space)
        let task =
            space.isListed
            ? PublishedDenoiserTask(
                codes: Array(0..<(space.list?.count ?? 0)), seed: training.seed, mask: published.mask, sigmas: sigmas, batch: training.batch)
            : PublishedDenoiserTask(networksWithSeed: training.seed, mask: published.mask, sigmas: sigmas, batch: training.batch)
        let settings = Trainer.Settings.published(
            steps: steps, rate: training.rate ?? 2e-5, threads: training.threads, validationEvery: validationEvery)
        let own = ["network": "published-denoiser"].merging(published.run(in: space)) { $1 }
        let result = try training.train("published denoiser", task, settings, phase: "published-denoiser", own, Interruption())
        try task.denoiser(weights: result.weights, about: result.about("validation_loss")).write(to: training.out)
        try result.report(training.out, "denoising loss \(result.validation.fixed(5))")
    }
}
