import Diffusion
import Search

/// How a search of the explorer chooses what to evaluate. The words are those of `dnag search bo`.
public struct SearchMethod: Sendable, Hashable {
    public enum Strategy: String, Sendable, Hashable, CaseIterable {
        case guided, mutation, mutationAndRandom = "mutation+random", evolution, local, random, exhaustive

        /// Whether it fits a surrogate, and so has an acquisition.
        public var hasModel: Bool {
            switch self {
            case .guided, .mutation, .mutationAndRandom, .exhaustive: true
            case .evolution, .local, .random: false
            }
        }

        /// Whether it looks at every architecture there is.
        var needsAll: Bool { self == .exhaustive }

        /// What its curve is known by, also without colours.
        var letter: String {
            switch self {
            case .guided: "G"
            case .mutation: "M"
            case .mutationAndRandom: "X"
            case .evolution: "E"
            case .local: "L"
            case .random: "R"
            case .exhaustive: "A"
            }
        }
    }

    public enum Acquisition: String, Sendable, Hashable, CaseIterable {
        case ei, pi, ucb, its, exploit

        var title: String {
            switch self {
            case .ei: "expected improvement"
            case .pi: "probability of improvement"
            case .ucb: "upper confidence bound"
            case .its: "Thompson sampling"
            case .exploit: "the mean alone"
            }
        }
    }

    public var strategy: Strategy
    public var acquisition: Acquisition
    /// The power of the acquisition that guided diffusion is steered by.
    public var gamma: Double

    public static let gammas = 0.0...32.0

    public init(_ strategy: Strategy, _ acquisition: Acquisition = .ei, gamma: Double = GuidedSettings.defaultGamma) {
        self.strategy = strategy
        self.acquisition = acquisition
        self.gamma = gamma
    }

    /// In a few words: `guided ei γ 8`.
    public var words: String {
        ([strategy.rawValue] + (strategy.hasModel ? [acquisition.rawValue] : []) + (strategy == .guided ? ["γ \(NumberRule.text(gamma))"] : []))
            .joined(separator: " ")
    }
}
