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
            Press ? inside for all keys, : for a line of commands.

            EXAMPLES
              dnag
              dnag explore --seed 7 --guide cifar10_test=2 --steps 100
              dnag explore --denoiser exact --table nasbench201.csv
              dnag explore --denoiser published --denoiser-file score.safetensors
            """)

    @Option(help: "Index of the sample shown.")
    var sample: Int = 0

    @Option(help: "Colours.")
    var theme: Theme.Name = .dark

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--sample", sample, .sample)
    }

    func run() throws {
        let (model, tables) = (model, tables)
        // A published network has noise levels of its own, which the settings need before anything is drawn.
        let published = model.denoiser == .published ? try model.publishedDenoiser() : nil
        let options = ExplorerOptions(
            settings: try sampling.settings(defaultSteps: State.usualSteps, for: published, guidance: guidance.guidance),
            sample: sample, denoiser: DenoiserKind(model.denoiser), theme: theme, files: files
        ) {
            let learned = try model.learnedNetworks(isConditioned: true)
            return LoadedModels(
                learned: learned,
                published: published.map { denoiser in
                    LoadedModels.Published(
                        models: Models(denoiser: denoiser, predictor: learned.predictor, tiltable: learned.tiltable),
                        sigmas: denoiser.sigmas)
                }, figures: try tables.load().columns)
        }
        // The program's main thread is the main actor's.
        let signal = try MainActor.assumeIsolated { try runExplorer(options) }
        if let signal { throw ExitCode(128 + signal) }
    }
}

extension Explore {
    /// What the line that reproduces a run has to name.
    private var files: ModelFiles {
        ModelFiles(
            denoiser: model.denoiserFile, predictor: model.predictorFile, tilted: model.tiltedFile, mask: model.mask?.rawValue,
            tables: tables.table, isPublished: model.denoiser == .published)
    }
}

extension DenoiserKind {
    fileprivate init(_ choice: DenoiserChoice) {
        self =
            switch choice {
            case .learned: .learned
            case .exact: .exact
            case .published: .published
            }
    }
}

extension Theme.Name: ExpressibleByArgument {}
