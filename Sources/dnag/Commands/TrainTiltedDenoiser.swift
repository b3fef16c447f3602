import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag train tilted-denoiser`
struct TrainTiltedDenoiser: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tilted-denoiser", abstract: "Train the denoiser that takes the tilts themselves as an input.",
        discussion: """
            Learns the exact posterior of NAS-Bench-201 under every tilt of the chosen properties up to ±8.5, from the figures of all
            cells. Guidance with it needs no predictor and no gradient.

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

    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        try Check.rule("--width", width, .width)
        try Check.rule("--blocks", blocks, .blocks)
        try Check.once("--property", property)
    }

    func run() throws {
        let rate = training.rate ?? 2e-3
        let tables = try tables.load(of: .nasbench201)
        let task = try TiltedDenoiserTask(
            columns: try property.map { try tables.column($0) }, seed: training.seed, batch: training.batch,
            width: width, blocks: blocks)
        let run = [
            "network": "tilted denoiser", "seed": "\(training.seed)", "steps": "\(steps)",
            "batch": "\(training.batch)", "rate": "\(rate)", "width": "\(width)", "blocks": "\(blocks)",
            "columns": property.joined(separator: ","),
        ]
        let session = TrainingSession(
            name: "training tilt-conditioned denoiser", task: task,
            settings: Trainer.Settings(
                steps: steps, peakRate: rate, validationEvery: 1000, threads: training.threads),
            run: run, checkpoint: training.checkpoint("tilted"), seed: training.seed, resume: training.resume,
            log: training.log)
        let result = try session(Interruption())
        var about = run
        about["trained_steps"] = "\(result.steps)"
        about["validation_divergence"] = "\(result.validation)"
        try task.denoiser(weights: result.weights, about: about).write(to: training.out)
        Output.note(
            "\(training.out): \(result.steps) steps in \(Progress.time(result.seconds)), divergence from the exact posterior \(result.validation.fixed(6)) nats"
                + (result.wasInterrupted ? "; stopped early, --resume goes on" : ""))
        if result.wasInterrupted { throw ExitCode(130) }
    }
}
