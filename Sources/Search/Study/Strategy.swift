import Architectures
import Tensors

/// How the next architectures are chosen: a pure function of (seed, history), so that a search can be stopped, kept and taken up
/// again, or driven from outside, and goes on as if nothing had happened. What a method remembers it finds in the history.
public protocol Strategy: Sendable {
    /// How it is named on the command line and in results.
    var name: String { get }

    /// Up to `count` distinct architectures that are admitted and not in the history; fewer where there are no more.
    /// - Parameters:
    ///   - history: what was evaluated; at least the initial draws
    ///   - seed: of the study; with the history's round it keys every draw
    func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64
    ) throws -> Proposal
}

/// What a strategy proposes.
public struct Proposal: Sendable {
    public var architectures: [Architecture]
    /// What the strategy expected of each, in the same order; empty where it has no model.
    public var expectations: [Expectation]
    /// Where the time went.
    public var times: PhaseTimes

    public init(_ architectures: [Architecture], expectations: [Expectation] = [], times: PhaseTimes = PhaseTimes()) {
        self.architectures = architectures
        self.expectations = expectations
        self.times = times
    }
}

/// What a surrogate says of an architecture before it is evaluated, in the unit of its targets.
public struct Expectation: Sendable, Hashable {
    public let mean, variance: Double
    /// The log of the acquisition, or what stands for it.
    public let acquisition: Double

    public init(mean: Double, variance: Double, acquisition: Double) {
        self.mean = mean
        self.variance = variance
        self.acquisition = acquisition
    }
}

/// Seconds spent in the parts of a search.
public struct PhaseTimes: Sendable, Hashable {
    /// Fitting surrogates, finding candidates (generation, mutation), and ranking them.
    public var fitting, proposing, ranking: Double

    public init(fitting: Double = 0, proposing: Double = 0, ranking: Double = 0) {
        self.fitting = fitting
        self.proposing = proposing
        self.ranking = ranking
    }

    public var total: Double { fitting + proposing + ranking }

    public static func += (left: inout PhaseTimes, right: PhaseTimes) {
        left.fitting += right.fitting
        left.proposing += right.proposing
        left.ranking += right.ranking
    }
}

/// What a draw of a study is for: each has a stream of its own.
enum StudyDraw: UInt32 {
    case initial, strategy, surrogate, acquisition, scalarisation, generation, part

    func generator(seed: UInt64, round: Int) -> PhiloxGenerator {
        PhiloxGenerator(seed: seed, stream: UInt32(truncatingIfNeeded: round) << 4 | rawValue)
    }

    /// A seed for what takes one of its own.
    func seed(_ seed: UInt64, round: Int) -> UInt64 {
        var generator = generator(seed: seed, round: round)
        return generator.next()
    }
}
