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
    case line, export, help, quit
    /// A whole command line of `dnag generate` or `dnag explore`.
    case run(PastedRun)

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
    public var space = SearchSpace.nasbench201
    /// The line went on with changes made on the way, which are left out.
    public var isCutShort = false
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
        case .space(let space): "space \(space.rawValue)"
        case .branch(let name): "branch \(CommandWords.quoted(name))"
        case .search(let objective, let strategy, let acquisition, let batch):
            (["search"] + [objective, strategy?.rawValue, acquisition?.rawValue, batch.map { "\($0)" }].compactMap { $0 }).joined(separator: " ")
        case .bound(let property, let value): "bound \(property) \(number(value))"
        case .unbound: "unbound"
        case .line: "line"
        case .export: "export"
        case .help: "help"
        case .quit: "quit"
        case .run(let run): ReproductionLine.command(run.settings, sample: run.sample, denoiser: run.denoiser, files: ModelFiles(space: run.space))
        }
    }
}
