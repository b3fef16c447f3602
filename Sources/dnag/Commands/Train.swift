import ArgumentParser

/// `dnag train`: learns a network from scratch.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a denoiser or a predictor, ours or the published ones.",
        discussion: """
            Ctrl-C ends training early and keeps the best weights so far, and a checkpoint to --resume from.

            EXAMPLES
              dnag train denoiser --out denoiser.safetensors
              dnag train predictor --table my-figures.csv --out predictor.safetensors --log losses.csv
              dnag train cells --table my-figures.csv --property my_latency --out mine.safetensors
              dnag train published-denoiser --out score.safetensors
            """,
        subcommands: [
            TrainDenoiser.self, TrainPredictor.self, TrainCells.self, TrainTiltedDenoiser.self, TrainPublishedDenoiser.self,
            TrainPublishedPredictor.self,
        ])
}

/// What both kinds of training take.
struct TrainingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the trained network goes.", valueName: "file"))
    var out: String

    @Option(help: "Seed of the starting weights, the draws and the split.")
    var seed: UInt64 = 1

    @Option(help: "Samples a step.")
    var batch: Int = 256

    @Option(help: "Highest learning rate. (default: 0.002; published denoiser 2e-05, published predictor 0.001)")
    var rate: Double?

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    @Option(help: ArgumentHelp("Write loss, rate and validation of every step as CSV; a resumed run appends.", valueName: "file"))
    var log: String?

    @Flag(help: "Go on with the unfinished run of the same options.")
    var resume = false

    func validate() throws {
        try Check.range("--batch", batch, (4...65_536).contains(batch), "between 4 and 65536")
        if let rate { try Check.range("--rate", rate, rate > 0 && rate <= 1, "above 0 and at most 1") }
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    /// Where an unfinished run of one phase is kept, beside the result.
    func checkpoint(_ phase: String) -> String { "\(out).\(phase).checkpoint" }
}
