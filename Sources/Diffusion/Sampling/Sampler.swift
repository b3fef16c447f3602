/// How a step goes from one noise level to the next: a list of moves. Each sampler is a value with a file of its own in `Samplers`, where
/// its paper and its algorithm stand.
public struct Sampler: Sendable {
    /// What it is called on the command line and in sessions, and where there is little room.
    public let name, short: String
    /// What is done between two levels, in order.
    let moves: [Move]
    /// The same at a step that knows of none before it, where a method of several steps has to begin.
    let firstMoves: [Move]
    /// What is done before the estimate where churn is asked for; empty: the sampler takes none.
    let churn: [Move]
    /// What is done after the last level.
    let end: [Move]
    /// Denoiser passes that a step takes.
    public let evaluations: Int
    /// Whether it takes whole draws from the posterior, which not every denoiser gives.
    public let drawsArchitectures: Bool
    /// Whether a step is one move with noise of a known normal distribution, which twisted guidance can weigh.
    public let drawsNoise: Bool

    init(_ name: String, short: String, churn: [Move] = [], firstMoves: [Move]? = nil, moves: [Move], end: [Move] = Move.end) {
        self.name = name
        self.short = short
        self.churn = churn
        self.firstMoves = firstMoves ?? moves
        self.moves = moves
        self.end = end
        func need(_ quantities: Set<Move.Quantity>) -> Bool { moves.contains { !quantities.isDisjoint(with: $0.quantities) } }
        evaluations = (need([.guided, .slope, .drawn]) ? 1 : 0) + (need([.slopeAhead]) ? 1 : 0)
        drawsArchitectures = need([.drawn])
        drawsNoise = moves.count == 1 && need([.noise]) && !need([.drawn])
    }

    /// All samplers, in the order in which they are offered.
    public static let all: [Sampler] = [
        .ancestral, .analytic, .sdeSolver, .joint, .eulerMaruyama, .reverseDiffusion, .probabilityFlow, .heun, .dpmSolver, .none,
    ]

    /// What a setting may hold: also the word that leaves the choice to the models.
    public static let choices = [.auto] + all

    public init?(named name: String) {
        guard let sampler = Self.choices.first(where: { $0.name == name }) else { return nil }
        self = sampler
    }

    /// Those that are meant, as a sentence lists them.
    static func names(where isMeant: (Sampler) -> Bool) -> String {
        let names = all.filter(isMeant).map(\.name)
        return (names.count > 1 ? names.dropLast().joined(separator: ", ") + " or " : "") + (names.last ?? "")
    }

    /// Steps that do what many do.
    public var usualSteps: Int { drawsArchitectures ? 5 : 20 }
    /// Where a run begins that is told no first noise level; nil: where its denoiser was trained to. A posterior that is drawn from has no such bounds, and the further out
    /// it begins the less is left of the start, which is noise about nothing.
    public var usualStart: Double? { drawsArchitectures ? 60 : nil }
    /// From so many steps on the plain step is as right as that of second order, and simpler to look at.
    static let manySteps = 40
    /// A run that starts further in has the start's bias, which that of the plain step makes up for (docs/measurements.md).
    static let farStart = 12.0
    public var takesChurn: Bool { !churn.isEmpty }
    /// Whether nothing but the corrector brings a state nearer to the data.
    public var needsCorrector: Bool { evaluations == 0 && self != .auto }
    /// Whether a step looks at a state that it only tries out.
    var looksAhead: Bool { evaluations > 1 }
}

/// A choice by name, as the enumerations among the settings are.
extension Sampler: RawRepresentable, CaseIterable, Hashable {
    public static var allCases: [Sampler] { choices }
    public var rawValue: String { name }
    public init?(rawValue: String) { self.init(named: rawValue) }
}
