import ArgumentParser
import Explorer
import Foundation
import Terminal

/// `dnag` and `dnag explore`: the terminal explorer.
struct Explore: ExplorerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the explorer (the default).",
        discussion: """
            Press ? inside for all keys, : for a line of commands. Every option can stand in the configuration file: see
            'dnag config --default'. What the last session showed is taken up again, unless --fresh, or an option of the run,
            says otherwise.

            EXAMPLES
              dnag
              dnag explore --seed 7 --guide cifar10_test=2 --steps 100
              dnag explore --population 256 --guide cifar10_test=2
              dnag explore --search baseline_accuracy
              dnag explore --space mobilenetv3 --search imagenet_top1
              dnag explore --denoiser exact --table nasbench201.csv
              dnag explore --denoiser published --denoiser-file score.safetensors
              dnag explore --plain --steps 12 | head
            """)

    @Flag(help: "Start as if there had been no session before.")
    var fresh = false

    @Option(help: "Open on the population page, with so many samples: 64 to 1024.")
    var population: Int?

    @Option(help: ArgumentHelp("Open on the search page and search for the best cell by a property.", valueName: "name"))
    var search: String?

    @OptionGroup var options: ExploreOptions

    func validate() throws {
        guard let population else { return }
        try Check.range("--population", population, (64...1_024).contains(population), "between 64 and 1024")
    }

    func run() throws {
        let folders = UserFolders()
        let start = try StartUp(Self.self, arguments: Dnag.arguments(of: "explore"), folders: folders, isFresh: fresh)
        var options = try start.options.explorer()
        options.population = population
        options.search = search
        options.isRestored = start.isRestored
        options.remark = start.remark
        options.history = start.history
        options.remember = { memory in
            do {
                try StateFile(memory).write(to: folders.state)
            } catch {
                Output.note("this session is not kept: \(error)")
            }
        }
        if start.options.plain || !Streams.canShowScreen {
            return try PlainSession(options, glyphs: start.options.glyphs.set).run()
        }
        // The program's main thread is the main actor's.
        let shown = options
        let signal = try MainActor.assumeIsolated { try runExplorer(shown) }
        Departure.leave(status: signal.map { 128 + $0 } ?? 0)
    }
}
