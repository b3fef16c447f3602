import Architectures
import Diffusion
import Terminal

/// A run, told: what `dnag report` writes on a page. A value of words, figures and pictures, so that a page only lays it out.
public struct RunReport: Sendable {
    public struct Row: Sendable, Hashable {
        public let name: String
        public let values: [String]
    }

    /// A moment of the run in the picture of its space.
    public struct Picture: Sendable {
        public let caption: String
        public let alternative: String
        public let canvas: Canvas
    }

    /// A quantity over the steps.
    public struct Curve: Sendable, Hashable {
        public let title: String
        public let unit: String
        public let values: [Double]
    }

    /// What a step does, with the numbers of one entry.
    public struct Equation: Sendable, Hashable {
        public let formula: String
        public let value: String
        public let words: String
        public let notes: [String]
    }

    public let title: String
    /// What it is about, in sentences.
    public private(set) var summary: [String]
    /// How the run was set.
    public let settings: [Row]
    /// Of each property: predicted, measured.
    public let figures: [Row]
    public let pictures: [Picture]
    public let curves: [Curve]
    /// Which step and which entry the equations are of.
    public let equationsOf: String
    public let equations: [Equation]
    /// A row every few steps: t, σ, norms, entropy, and what the estimate says.
    public let steps: [Row]
    public static let stepColumns = ["step", "t", "σ", "score", "guidance", "entropy", "architecture"]
    /// What brings the run back.
    public let lines: [String]
    public let session: String
    /// The run as it plays.
    public let film: ScreenAnimation
    public let filmWords: String

    /// Moments that are shown as pictures.
    private static let pictureCount = 6
    static let rowCount = 13

    /// Plays the branch that is shown, from start to end.
    /// - Throws: `ExportError` where there is no finished run
    public init(_ explorer: HeadlessExplorer) throws {
        let state = explorer.state
        guard let branch = state.branch, let catalog = state.catalog, let session = state.shownSession else { throw ExportError.nothingYet }
        guard let end = branch.end else { throw ExportError.notFinished(steps: branch.steps.count, of: branch.total) }
        let space = state.space, settings = branch.settings
        title = "\(space.title): seed \(settings.seed), sample \(branch.sample)" + (state.branches.count > 1 ? ", branch \(branch.title)" : "")
        let forks = branch.segments.dropFirst().map(\.start)
        let noun = space.words.noun
        let result = end.decoded.architecture.map { "the \(noun) \($0.archString)." } ?? "no valid \(noun): \(end.decoded.faults.first ?? "it names none")."
        summary = [
            "A reverse diffusion of \(branch.total) steps turned noise into \(result)",
            settings.guidance.isActive ? "Guidance steered the run by the properties below." : "Nothing steered the run.",
        ]
        if !forks.isEmpty { summary.append("Settings changed on the way, at step \(forks.map(String.init).joined(separator: ", ")).") }
        self.settings = Self.settings(of: branch)
        figures = Self.figures(of: end, settings.guidance, catalog)
        lines = state.reproductionLines(on: .watch)
        self.session = SessionDocument(session).text
        curves = Self.curves(of: branch, catalog)
        steps = Self.rows(of: branch)

        explorer.turn(to: .inspect)
        let middle = branch.total / 2
        explorer.go(to: middle)
        explorer.pass(0.5)
        (equationsOf, equations) = Self.equations(of: explorer.state)

        explorer.turn(to: .watch)
        pictures = Self.places(Self.pictureCount, in: branch.total).compactMap { step in
            explorer.go(to: step)
            explorer.pass(1)
            return Self.picture(of: explorer.state)
        }
        explorer.go(to: 0)
        explorer.pass(1)
        var film = ScreenAnimation(framesPerSecond: Int(Speed.usual))
        explorer.watch { film.add($0, at: $1) }
        explorer.play()
        explorer.playToEnd()
        explorer.pass(2)
        explorer.watch { _, _ in }
        (self.film, filmWords) = (film, FilmWords.description(of: explorer.state))
    }
}
