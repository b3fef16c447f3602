import ArgumentParser
import Diffusion
import Explorer
import Foundation
import Terminal

/// `dnag` and `dnag explore`: the terminal explorer.
struct Explore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the explorer (the default).",
        discussion: """
            Press ? inside for all keys.

            EXAMPLES
              dnag
              dnag explore --seed 7 --guide cifar10_test=2 --steps 100
              dnag explore --denoiser exact --table nasbench201.csv
            """)

    @Option(help: "Index of the sample shown.")
    var sample: Int = 0

    @Option(help: "Colours.")
    var theme: Theme.Name = .dark

    @Option(help: ArgumentHelp("Where exports and recordings are written. (default: the current folder)", valueName: "folder"))
    var exportDir: String = "."

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.range("--sample", sample, (0...1_000_000_000).contains(sample), "between 0 and 1000000000")
        guard model.denoiser != .published else { throw ValidationError(CommandError.notInTheExplorer.description) }
    }

    func run() throws {
        let (model, tables) = (model, tables)
        let options = ExplorerOptions(
            settings: try sampling.settings(defaultSteps: 48, guidance: guidance.guidance), sample: sample,
            denoiser: model.denoiser == .exact ? .exact : .learned, theme: theme, exportFolder: exportDir
        ) {
            LoadedModels(
                learned: try model.networks(isConditioned: true),
                figures: try tables.load().columns)
        }
        // The program's main thread is the main actor's.
        let signal = try MainActor.assumeIsolated { try runExplorer(options) }
        if let signal { throw ExitCode(128 + signal) }
    }
}

extension Theme.Name: ExpressibleByArgument {}
