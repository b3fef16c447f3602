import ArgumentParser
import Explorer
import Foundation
import Sharing
import Tasks
import Tensors
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
              dnag explore --page task --task shapes:noise=0.3
              dnag explore --space mobilenetv3 --search imagenet_top1
              dnag explore --denoiser exact --table nasbench201.csv
              dnag explore --denoiser published --denoiser-file score.safetensors
              dnag explore --plain --steps 12 | head
              dnag explore --from dnag-seed7-sample0-B.dnag
              dnag explore --serve 0.0.0.0:8017
            """)

    @Flag(help: "Start as if there had been no session before.")
    var fresh = false

    @Option(help: ArgumentHelp("Open a session: a file of the explorer, the word or a whole line of its y.", valueName: "file|line"))
    var from: String?

    @Option(help: "Open on the population page, with so many samples: 1 to 1024.")
    var population: Int?

    @Option(help: "As in 'dnag generate': with more than one, the population page; it holds at most 1024 samples.")
    var count: Int?

    @Option(help: "Wait at this step.")
    var step: Int?

    @Option(help: "The run's mark, as 'dnag generate' gives it: says so where the run ends with another one.")
    var expect: RunMark?

    @Option(help: ArgumentHelp("Open on the search page and search for the best cell by a property.", valueName: "name"))
    var search: String?

    @Option(help: "The image task that t trains cells on, as in 'dnag task show': digits, shapes:noise=0.3, one of your own.")
    var task: String?

    @Option(
        help: ArgumentHelp(
            "Let others follow with 'dnag follow' or a browser: a port of this machine alone, or an address of the network and a port (0.0.0.0: all that this machine has).",
            valueName: "[address:]port"))
    var serve: ServedAddress?

    @Flag(help: "For a projector: keys are shown as they are pressed, in the theme of high contrast unless --theme says otherwise; z zooms a panel, O is a spotlight.")
    var present = false

    @Option(
        help: ArgumentHelp(
            "Take away what the lesson is not about: pages, panels, slider=NAME, key=NAME, with commas between them. It stands in the session, too; :hide none brings it back.",
            valueName: "words"))
    var hide: String?

    @OptionGroup var options: ExploreOptions

    func validate() throws {
        if let population {
            try Check.range("--population", population, (1...Population.largest).contains(population), "between 1 and \(Population.largest)")
        }
        if let count { try Check.rule("--count", count, .count) }
        if let step { try Check.rule("--step", step, .step) }
        if let task { _ = try TaskName(parsing: task) }
        _ = try hidden()
    }

    /// nil where the line says nothing of it.
    private func hidden() throws -> Hidden? {
        do { return try hide.map { try Hidden(parsing: $0) } } catch let fault as SessionFault {
            throw ValidationError("--hide: '\(fault.value.escaped())' \(fault.rule.escaped(limit: 500))")
        }
    }

    func run() throws {
        let folders = UserFolders()
        var (command, arguments) = (self, TypedLine.arguments(of: "explore"))
        var opened: (session: Session, source: String)?
        if let from {
            arguments = SessionOpening.without("from", in: arguments)
            switch try SessionOpening(from) {
            case .session(let session, let source):
                // A table, or a network, may be elsewhere here.
                let keys = StartLine.keys(in: arguments).filter { ConfigurationKey[$0]?.kind == .run || ["space", "mask"].contains($0) }
                if let option = keys.sorted().first { throw OpeningError.runGiven(option: option) }
                opened = (session, source)
            case .arguments(let words):
                arguments = words + arguments
                command = try Self.parse(arguments)
            }
        }
        let signal = try command.open(opened, arguments: arguments, folders: folders)
        Departure.leave(status: signal.map { 128 + $0 } ?? 0)
    }

    /// Opens the explorer, or what there is without a screen, and returns when it is left.
    /// - Parameters:
    ///   - opened: the session that the line names, and how that is called
    ///   - arguments: the command's own, as they were typed
    ///   - remark: what is to be known at the start
    ///   - demonstration: what it plays
    /// - Returns: the signal that ended it; nil when the user did
    func open(
        _ opened: (session: Session, source: String)?, arguments: [String], folders: UserFolders, remark: String? = nil, playing demonstration: Demonstration? = nil
    ) throws -> Int32? {
        let command = self
        let start = try StartUp(
            Self.self, arguments: arguments, folders: folders, isFresh: fresh, opening: opened, names: [command.search].compactMap { $0 })
        var options = try start.options.explorer()
        try command.choosePopulation(in: &options)
        options.search = command.search
        options.tasks = TaskSource(.standard)
        options.task = try command.task.map { try TaskName(parsing: $0).description }
        options.step = command.step
        options.expected = command.expect?.digits
        options.session = start.session
        options.hidden = try hidden()
        options.keyMap = try KeyFile.map(at: folders.keys)
        options.followsBackground = start.sources["theme"] == nil && !present
        if present, start.sources["theme"] != .option { options.theme = .contrast }
        if let source = start.sources["page"], source != .session { options.session?.page = start.options.page }
        options.left = start.left
        options.isRestored = opened == nil && start.isRestored
        options.remark = [remark, start.remark, options.remark, KeyFile.remark(options.keyMap, at: folders.keys)].compactMap { $0 }.joined(separator: "; ").nonEmpty
        options.history = start.history
        let isFirst = arguments.isEmpty && !FileManager.default.fileExists(atPath: folders.stateFolder)
        LessonFiles(folders).equip(&options, isFirstStart: isFirst)
        options.remember = { memory in
            do {
                try StateFile.keep(memory, at: folders.state, after: start.found, isSetAside: start.isStateForeign)
            } catch {
                Output.note("this session is not kept: \(error)")
            }
        }
        if start.options.plain || !Streams.canShowScreen {
            guard serve == nil else { throw ValidationError("--serve shares a screen, and there is none: it needs a terminal, and no --plain") }
            try PlainSession(options, glyphs: start.options.glyphs.set).run()
            return nil
        }
        options.serve = serve?.address
        options.presents = present
        options.demonstration = demonstration
        // The program's main thread is the main actor's.
        let shown = options
        return try MainActor.assumeIsolated { try runExplorer(shown) }
    }

    /// Samples together are those of `dnag generate`: they begin with the first, and where the line begins later, its first is picked.
    private func choosePopulation(in options: inout ExplorerOptions) throws {
        options.population = population
        guard population == nil, let count, count > 1 else { return }
        let (first, last) = (options.sample, options.sample + count)
        options.population = min(last, Population.largest)
        if first > 0, first < Population.largest { options.picked = first }
        if last > Population.largest {
            options.remark = "of samples \(first) to \(last - 1) the population holds those below \(Population.largest); 'dnag generate' draws all"
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
