import Architectures
import ArgumentParser
import Diffusion
import Explorer
import Foundation
import Tensors
import Terminal

/// `dnag export`: takes an architecture, a run or a screen away.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write an architecture, a run or a screen in a form for other programs.",
        discussion: """
            Without a cell, the options name a run as in 'dnag generate', and the cell is the one it ends with. Screens and recordings are
            what the explorer shows, drawn without a terminal. The forms are described in docs/export.md.

            EXAMPLES
              dnag export --as pytorch '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|'
              dnag export --as dot 1462 | dot -Tsvg > cell.svg
              dnag export --as json --seed 7 --guide cifar10_test=2
              dnag export --as trajectory-safetensors --seed 7 --steps 48 --out run.safetensors
              dnag export --as screen-svg --seed 7 --steps 48 --step 30 --keys 'right*8 .*4' --out screen.svg
              dnag export --as animation-svg --seed 2 --keys 'wait=2 right*5' --out run.svg
            """)

    @Argument(help: "A cell: arch string, NASLib tuple or number in the benchmark's order; a network (--space mobilenetv3): d-k-e string, columns or JSON; without one, a run.")
    var cell: String?

    @Option(name: .customLong("as"), help: "The form.")
    var form = FormChoice.form(.arch)

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: "Index of the sample.")
    var sample: Int = 0

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--sample", sample, .sample)
        if form.exportForm?.isBinary ?? false, out == nil {
            throw ValidationError(CommandError.binaryNeedsFile(form: form.name).description)
        }
    }

    func run() throws {
        try Output.write(data: content(), to: out, isForTerminals: form == .form(.screenANSI))
    }

    private func content() throws -> Data {
        if let cell {
            guard let form = form.exportForm else { throw ExportError.needsARun(form: form.name) }
            return Data(try text(form, ofCell: cell).utf8)
        }
        let explorer = try HeadlessExplorer(options(), width: screen.size.width, height: screen.size.height)
        if let notice = explorer.state.notice, notice.isWarning { Output.note(notice.text) }
        explorer.turn(to: screen.page)
        explorer.go(to: screen.step?.index ?? (form.exportForm == nil ? 0 : .max))
        switch form {
        case .form(let form):
            if let keys = screen.keys { explorer.perform(keys) }
            return try ExportContent.data(form, of: explorer.state)
        case .asciicast:
            explorer.startRecording(title: "dnag, seed \(sampling.noise.seed)")
            play(explorer)
            return Data(explorer.endRecording().utf8)
        case .animation:
            var film = ScreenAnimation(framesPerSecond: Int(Speed.usual))
            explorer.watch { film.add($0, at: $1) }
            play(explorer)
            return Data(film.svg(title: "dnag: a run with seed \(sampling.noise.seed), step by step", description: FilmWords.description(of: explorer.state)).utf8)
        }
    }

    private func text(_ form: ExportForm, ofCell text: String) throws -> String {
        guard form.subject == .architecture else { throw ExportError.needsARun(form: form.rawValue) }
        // What it is meant at goes with it; any other form, and what is wrong, is told by the door that all commands share.
        if model.space.writtenForms.contains(ExportForm.ofa.rawValue), let sized = try? SizedNetwork(json: text) { return try ExportContent.text(form, of: sized) }
        let architecture = try Architecture(parsing: text, in: model.space)
        guard let place = architecture.place else { return try ExportContent.text(form, of: architecture) }
        let figures = try tables.load(of: model.space).columns.compactMap { column -> (String, Double)? in
            let value = column.values[place]
            return value.isFinite ? (column.name, value) : nil
        }
        return try ExportContent.text(form, of: architecture, figures: Dictionary(figures, uniquingKeysWith: { first, _ in first }))
    }

    /// The script, if any, and then the run to its end, which stays for two seconds.
    private func play(_ explorer: HeadlessExplorer) {
        explorer.play()
        if let keys = screen.keys { explorer.perform(keys) }
        explorer.playToEnd()
        explorer.pass(2)
    }

    private func options() throws -> ExplorerOptions {
        // The levels that 'dnag generate' takes, which hang on the sampler that the models allow.
        let models = try model.models(tables.load(of: model.space, isQuiet: true), for: guidance.guidance, named: tables.table)
        let settings = try sampling.settings(of: models, guidance: guidance.guidance, isPopulation: false)
        var options = try ExplorerOptions(sampling, guidance, model, tables, sample: sample, steps: settings.steps, isQuiet: false)
        options.settings.schedule = settings.schedule
        options.theme = screen.theme
        return options
    }
}

/// The forms of `dnag export`: those of the explorer's menu, and a run as it plays.
enum FormChoice: ExpressibleByArgument, Hashable {
    case form(ExportForm)
    case asciicast, animation

    init?(argument: String) {
        guard let choice = Self.all.first(where: { $0.name == argument }) else { return nil }
        self = choice
    }

    private static let all = ExportForm.allCases.map(Self.form) + [.asciicast, .animation]

    var name: String {
        switch self {
        case .form(let form): form.rawValue
        case .asciicast: "asciicast"
        case .animation: "animation-svg"
        }
    }

    /// nil for a run as it plays.
    var exportForm: ExportForm? { if case .form(let form) = self { form } else { nil } }

    var defaultValueDescription: String { name }
    static var allValueStrings: [String] { all.map(\.name) }
}
