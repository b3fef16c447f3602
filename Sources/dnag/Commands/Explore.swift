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
              dnag explore --population 256 --guide cifar10_test=2
              dnag explore --denoiser exact --table nasbench201.csv
            """)

    @Option(help: "Index of the sample shown.")
    var sample: Int = 0

    @Option(help: "Open on the population page, with so many samples: 64 to 1024.")
    var population: Int?

    @Option(help: "Colours.")
    var theme: Theme.Name = .dark

    @Option(help: ArgumentHelp("Where exports and recordings are written. (default: the current folder)", valueName: "folder"))
    var exportDir: String = "."

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--sample", sample, .sample)
        if let population {
            try Check.range("--population", population, (64...1_024).contains(population), "between 64 and 1024")
        }
    }

    func run() throws {
        var options = try ExplorerOptions(sampling, guidance, model, tables, sample: sample, steps: State.usualSteps)
        options.population = population
        options.theme = theme
        options.exportFolder = exportDir
        // The program's main thread is the main actor's.
        let signal = try MainActor.assumeIsolated { try runExplorer(options) }
        if let signal { throw ExitCode(128 + signal) }
    }
}

extension Theme.Name: ExpressibleByArgument {}
