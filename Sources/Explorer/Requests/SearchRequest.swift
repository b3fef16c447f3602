import Architectures
import Diffusion
import Search

/// A round of some searches to be computed. All that a round depends on is in it: the engine keeps nothing of a search.
public struct SearchRequest: Sendable, Hashable {
    /// One search, as far as it has come.
    public struct Entrant: Sendable, Hashable {
        public var id: Int
        public var method: SearchMethod
        /// What it has evaluated, in order; none: the round is the random start, which all of a seed share.
        public var evaluated: [Architecture]
        /// Architectures to propose.
        public var count: Int

        public init(id: Int, method: SearchMethod, evaluated: [Architecture], count: Int) {
            (self.id, self.method, self.evaluated, self.count) = (id, method, evaluated, count)
        }
    }

    public var ticket: Int
    /// The column that is searched in; its own direction says what is better.
    public var objective: String
    /// What else must hold.
    public var bound: Constraint?
    /// Whose denoiser guided diffusion draws with.
    public var denoiser: DenoiserKind
    public var seed: UInt64
    public var entrants: [Entrant]

    public init(
        ticket: Int, objective: String, bound: Constraint? = nil, denoiser: DenoiserKind, seed: UInt64, entrants: [Entrant]
    ) {
        (self.ticket, self.objective, self.bound) = (ticket, objective, bound)
        (self.denoiser, self.seed, self.entrants) = (denoiser, seed, entrants)
    }
}

/// What came of a round of one search.
public struct SearchRound: Sendable {
    public let entrant: Int
    /// How many evaluations it follows.
    public let after: Int
    /// In the order of evaluation.
    public let evaluations: [SearchEvaluation]
    /// nil where no surrogate was fitted.
    public let picture: SearchPicture?
}

/// An architecture that was looked up.
public struct SearchEvaluation: Sendable, Hashable {
    public let architecture: Architecture
    /// In the objective's natural unit.
    public let value: Double
    /// Its figure of what is bounded, and whether the bound holds.
    public let bounded: Double?
    public let isFeasible: Bool
    /// What was said of it before; nil where nothing was.
    public let forecast: SearchForecast?
}

/// What a surrogate says of an architecture, in the objective's natural unit.
public struct SearchForecast: Sendable, Hashable {
    /// The mean, and a standard deviation below and above it in the surrogate's own unit, standard scores among what was evaluated.
    public let mean, low, high: Double
    /// The log of the acquisition, or what stands for it.
    public let acquisition: Double
}

/// A round's surrogate and its candidates, as far as they are shown.
public struct SearchPicture: Sendable {
    public struct Candidate: Sendable, Hashable {
        public let architecture: Architecture
        public let forecast: SearchForecast
        /// What would come, which the search cannot know.
        public let value: Double
        public let isChosen: Bool
    }

    /// The best by acquisition, the best first.
    public let candidates: [Candidate]
    /// How many there were to choose among.
    public let count: Int
    /// Of the candidates, of which a round over a small table may have none.
    public let shares: ChoiceShares
    /// Seconds of fitting the surrogate, and of finding and ranking candidates.
    public let fitting, proposing: Double
}
