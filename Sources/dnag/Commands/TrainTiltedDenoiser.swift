import Architectures
import ArgumentParser
import Diffusion

/// `dnag train tilted-denoiser`
struct TrainTiltedDenoiser: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tilted-denoiser", abstract: "Train the denoiser that takes the tilts themselves as an input.",
        discussion: """
            Learns the exact posterior of a listed space under every tilt of the chosen properties up to ±8.5, from the figures of all
            its architectures. Guidance with it needs no predictor and no gradient.

            EXAMPLE
              dnag train tilted-denoiser --property cifar10_test --property latency_ms_pixel3 --table nasbench201.csv --out tilted.safetensors
            """)

    @Option(help: "A property to tilt; repeatable.")
    var property: [String]

    @Option(help: "Steps, \(NumberRule.trainingSteps.text).")
    var steps: Int = 40_000

    @Option(help: "Width of the layers, \(NumberRule.width.text).")
    var width: Int = 384

    @Option(help: "Residual layers, \(NumberRule.blocks.text).")
    var blocks: Int = 3

    @Flag(help: "Write the weights in half precision: half the file, and errors that do not show.")
    var half = false

    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        try Check.rule("--width", width, .width)
        try Check.rule("--blocks", blocks, .blocks)
        try Check.once("--property", property)
        if !training.space.isListed { throw ValidationError(CommandError.notInSpace("train tilted-denoiser", space: training.space.name).description) }
    }

    func run() throws {
        let task = try TiltedDenoiserTask(
            columns: try tables.load(of: training.space).columns(property), seed: training.seed, batch: training.batch, width: width, blocks: blocks)
        let settings = Trainer.Settings(steps: steps, peakRate: training.rate ?? 2e-3, validationEvery: 1000, threads: training.threads)
        let result = try training.train(
            "tilt-conditioned denoiser", task, settings, phase: "tilted",
            ["network": "tilted denoiser", "width": "\(width)", "blocks": "\(blocks)", "columns": property.joined(separator: ",")], Interruption())
        try task.denoiser(weights: result.weights, about: result.about("validation_divergence")).write(to: training.out, isHalf: half)
        try result.report(training.out, "divergence from the exact posterior \(result.validation.fixed(6)) nats")
    }
}
