import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag train`: learns a network from scratch.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a denoiser or a predictor, ours or the published ones.",
        discussion: """
            Ctrl-C ends training early and keeps the best weights so far, and a checkpoint to --resume from.

            EXAMPLES
              dnag train denoiser --out denoiser.safetensors
              dnag train denoiser --space nasbenchgraph --out graphs.safetensors
              dnag train predictor --table my-figures.csv --out predictor.safetensors --log losses.csv
              dnag train figures --table my-figures.csv --property my_latency --out mine.safetensors
              dnag train published-denoiser --out score.safetensors
            """,
        subcommands: [
            TrainDenoiser.self, TrainPredictor.self, TrainFigures.self, TrainTiltedDenoiser.self, TrainPublishedDenoiser.self,
            TrainPublishedPredictor.self, TrainTransfer.self,
        ])
}

/// What all kinds of training take.
struct TrainingOptions: ParsableArguments {
    @Option(help: "The search space.")
    var space: SearchSpace = .usual

    @Option(help: ArgumentHelp("Where the trained network goes.", valueName: "file"))
    var out: String

    @Option(help: "Seed of the starting weights, the draws and the split, a whole number from 0 on.")
    var seed: UInt64 = 1

    @Option(help: "Samples a step, 4 to 65536.")
    var batch: Int = 256

    @Option(help: "Highest learning rate, above 0 and at most 1. (default: 0.002; published denoiser 2e-05, published predictor 0.001)")
    var rate: Double?

    @Option(help: "Threads, \(NumberRule.threads.text).")
    var threads: Int = Machine.cores

    @Option(help: ArgumentHelp("Write loss, rate and validation of every step as CSV; a resumed run appends.", valueName: "file"))
    var log: String?

    @Flag(help: "Go on with the unfinished run of the same options.")
    var resume = false

    /// What is held out.
    var split: SplitRecord { SplitRecord(seed: seed) }

    func validate() throws {
        try Check.file("--out", out)
        try Check.file("--log", log)
        try Check.rule("--batch", batch, NumberRule(whole: 4...65_536))
        if let rate { try Check.rule("--rate", rate, NumberRule(0...1, isOpenBelow: true)) }
        try Check.rule("--threads", threads, .threads)
    }
}
