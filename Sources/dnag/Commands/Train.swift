import ArgumentParser

/// `dnag train`: learns a network from scratch.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a denoiser, a predictor or a tilt-conditioned denoiser.",
        discussion: """
            Ctrl-C ends training early and keeps the best weights so far, and a checkpoint to --resume from.

            EXAMPLES
              dnag train denoiser --out denoiser.safetensors
              dnag train predictor --table my-figures.csv --out predictor.safetensors
            """,
        subcommands: [TrainDenoiser.self, TrainPredictor.self, TrainTiltedDenoiser.self])
}

/// What both kinds of training take.
struct TrainingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the trained network goes.", valueName: "file"))
    var out: String

    @Option(help: "Seed of the starting weights, the draws and the split.")
    var seed: UInt64 = 1

    @Option(help: "Samples a step.")
    var batch: Int = 256

    @Option(help: "Peak learning rate of the one-cycle schedule.")
    var rate: Double = 2e-3

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    @Flag(help: "Go on with the unfinished run of the same options.")
    var resume = false

    func validate() throws {
        try Check.range("--batch", batch, (4...65_536).contains(batch), "between 4 and 65536")
        try Check.range("--rate", rate, rate > 0 && rate <= 1, "above 0 and at most 1")
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    /// Where an unfinished run of one phase is kept, beside the result.
    func checkpoint(_ phase: String) -> String { "\(out).\(phase).checkpoint" }
}
