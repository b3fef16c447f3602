import Architectures
import Diffusion
import Terminal

/// What a line of the prompt asks for.
public enum Command: Sendable, Hashable {
    case gamma(property: String, value: Double)
    /// - Parameter strength: nil keeps the one it has, or takes the usual one
    case aim(property: String, target: Double, strength: Double?)
    case zero(Zeroed)
    case add(String)
    case remove(String)
    /// The value in the words that `RunOption.set` takes.
    case set(RunOption, String)
    case corrector(Corrector?)
    case denoiser(DenoiserKind)
    case sample(Int)
    /// Steps a second; infinite: as fast as they come.
    case speed(Double)
    case go(Place)
    case play, pause, replay
    case theme(Theme.Name)
    case page(Page)
    case space(SearchSpace)
    case branch(String)
    /// What is left out stays as it is.
    case search(objective: String?, strategy: SearchMethod.Strategy?, acquisition: SearchMethod.Acquisition?, batch: Int?)
    /// What a search may only find, and that it may find anything.
    case bound(String, Double), unbound
    /// What is trained on.
    case task(String)
    case line, export, help, quit
    /// What a word means; nil: all words.
    case what(String?)
    /// The same as a card, with its formula and the present numbers.
    case card(String)
    /// A lesson by name or number; nil: the list of all.
    case lesson(String?)
    /// What was replaced comes back, and goes again.
    case undo, redo
    /// A session, from a file or a word; and the one here into a file.
    case open(SessionSource), save(String?)
    /// An address to share the screen at, or `off`; nil: where it is shared.
    case serve(String?)
    /// A panel of the page, or `off`; nil: the next.
    case zoom(String?), spotlight(String?)
    /// Keys are shown as they are pressed, or not any more.
    case present
    /// What is taken away, in words with commas between them, or `none`; nil: says what it is.
    case hide(String?)
    /// A whole command line of `dnag generate` or `dnag explore`, and one of `dnag search bo`.
    case run(PastedRun), race(PastedRace)

    public enum Zeroed: Sendable, Hashable {
        case selected, all
        case property(String)
    }

    public enum Place: Sendable, Hashable {
        case start, end
        case step(Int)
    }
}

/// A run as a line of the shell describes it.
public struct PastedRun: Sendable, Hashable {
    public var settings: RunSettings
    public var sample: Int
    public var denoiser: DenoiserKind
    public var space = SearchSpace.usual
    /// Samples that the line asks for.
    public var count = 1
    /// Where it is looked at, as far as the line says.
    public var page: Page?
    public var step: Int?
    public var shown: [String] = []
    /// The image task that cells are trained on.
    public var task: String?
    /// The mark that the run's end shall have, by its digits.
    public var expected: String?
    /// Of several samples, whether they are weighed and resampled.
    public var isTwisted = false
    /// The line went on with changes made on the way, which are left out.
    public var isCutShort = false
}

extension PastedRun {
    fileprivate var text: String {
        var settings = settings
        if isTwisted { settings.guidance.method = .twisted }
        let files = ModelFiles(space: space)
        guard page != nil || step != nil || !shown.isEmpty || task != nil else {
            return ReproductionLine.command(settings, sample: sample, count: count, denoiser: denoiser, files: files, mark: expected)
        }
        return
            (["dnag explore", ReproductionLine.options(settings, sample: sample, count: count, denoiser: denoiser, files: files, mark: expected)]
            + [page.map { "--page \($0.rawValue)" }, step.map { "--step \($0)" }, task.map { ShellWord.option("task", $0) }].compactMap { $0 }
            + (shown.isEmpty ? [] : [ShellWord.option("show", shown.joined(separator: ","))])).joined(separator: " ")
    }
}

extension Command {
    /// The command as one would type it in full; for a run the line of the shell. It parses back to the same command.
    public var text: String {
        func number(_ value: Double) -> String { NumberRule.text(value) }
        return switch self {
        case .gamma(let property, let value): "gamma \(property) \(number(value))"
        case .aim(let property, let target, let strength):
            "aim \(property) \(number(target))" + (strength.map { " " + number($0) } ?? "")
        case .zero(.selected): "zero"
        case .zero(.all): "zero all"
        case .zero(.property(let property)): "zero \(property)"
        case .add(let property): "add \(property)"
        case .remove(let property): "remove \(property)"
        case .set(let option, let value): "\(option.rawValue) \(value)"
        case .corrector(nil): "corrector none"
        case .corrector(let corrector?):
            "corrector langevin \(corrector.steps) \(number(corrector.ratio)) \(corrector.norm.rawValue)"
        case .denoiser(let kind): "denoiser \(kind.rawValue)"
        case .sample(let sample): "sample \(sample)"
        case .speed(let speed): "speed \(Speed.text(speed))"
        case .go(.start): "go start"
        case .go(.end): "go end"
        case .go(.step(let step)): "go \(step)"
        case .play: "play"
        case .pause: "pause"
        case .replay: "replay"
        case .theme(let name): "theme \(name.rawValue)"
        case .page(let page): "page \(page.rawValue)"
        case .space(let space): "space \(space.name)"
        case .branch(let name): "branch \(CommandWords.quoted(name))"
        case .search(let objective, let strategy, let acquisition, let batch):
            (["search"] + [objective, strategy?.rawValue, acquisition?.rawValue, batch.map { "\($0)" }].compactMap { $0 }).joined(separator: " ")
        case .bound(let property, let value): "bound \(property) \(number(value))"
        case .unbound: "unbound"
        case .task(let name): "task \(name)"
        case .line: "line"
        case .export: "export"
        case .help: "help"
        case .what(let word): (["what"] + [word].compactMap { $0 }.map(CommandWords.quoted)).joined(separator: " ")
        case .card(let word): "help \(CommandWords.quoted(word))"
        case .lesson(let name): (["lesson"] + [name].compactMap { $0 }.map(CommandWords.quoted)).joined(separator: " ")
        case .quit: "quit"
        case .undo: "undo"
        case .redo: "redo"
        case .open(let source): "open \(CommandWords.quoted(source.text))"
        case .save(let path): (["save"] + [path].compactMap { $0 }.map(CommandWords.quoted)).joined(separator: " ")
        case .serve(let text): (["serve"] + [text].compactMap { $0 }.map(CommandWords.quoted)).joined(separator: " ")
        case .zoom(let name): (["zoom"] + [name].compactMap { $0 }).joined(separator: " ")
        case .spotlight(let name): (["spotlight"] + [name].compactMap { $0 }).joined(separator: " ")
        case .present: "present"
        case .hide(let words): (["hide"] + [words].compactMap { $0 }.map(CommandWords.quoted)).joined(separator: " ")
        case .run(let run): run.text
        case .race(let race):
            (["dnag search bo", ShellWord.option("objective", race.objective)]
                + [race.bound.map { "--constraint \(ShellWord.quoted($0.words))" }].compactMap { $0 } + [
                    "--strategy \(race.method.strategy.rawValue)", "--acquisition \(race.method.acquisition.rawValue)",
                    "--gamma \(number(race.method.gamma))", "--batch \(race.batch)", "--seed \(race.seed)",
                ]).joined(separator: " ")
        }
    }
}
