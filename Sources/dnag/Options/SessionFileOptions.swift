import ArgumentParser

/// Where the files lie that a session was made with, if elsewhere than it says.
struct SessionFileOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where a session's table is, if elsewhere; repeatable.", valueName: "file"))
    var table: [String] = []

    @Option(help: ArgumentHelp("Where a session's predictor is, if elsewhere.", valueName: "file"))
    var predictorFile: String?

    @Option(help: ArgumentHelp("Where a session's denoiser is, if elsewhere.", valueName: "file"))
    var denoiserFile: String?

    @Option(help: ArgumentHelp("Where a session's tilted denoiser is, if elsewhere.", valueName: "file"))
    var tiltedFile: String?

    /// As the explorer's options.
    var arguments: [String] {
        table.flatMap { ["--table", $0] }
            + [("--predictor-file", predictorFile), ("--denoiser-file", denoiserFile), ("--tilted-file", tiltedFile)].flatMap { name, file in file.map { [name, $0] } ?? [] }
    }
}
