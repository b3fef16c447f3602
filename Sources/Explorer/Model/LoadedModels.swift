import Architectures
import Diffusion

/// What the explorer works with. Loading it may take a while, so the engine's thread does it.
public struct LoadedModels: Sendable {
    /// The trained networks; nil leaves only the exact denoiser.
    public var learned: Models?
    /// A published score network with the trained predictor; nil where none was given.
    public var published: Published?
    /// Figures of the cells: what was measured, and what the exact predictor is made from. Of columns with one name the first that
    /// holds a number counts.
    public var figures: [BenchmarkTable.Column]

    /// Properties of networks that are known exactly, being sums over layers: the truth in a space too large for a table.
    public var networks: [FactoredProperty]
    /// What judges finished networks by a property that no table holds: what a search evaluates.
    public var judges: [JudgedProperty]
    /// What they are of.
    public let space: SearchSpace

    public struct Published: Sendable {
        public var models: Models
        /// The noise levels that the network was trained at.
        public var sigmas: ClosedRange<Double>

        public init(models: Models, sigmas: ClosedRange<Double>) {
            self.models = models
            self.sigmas = sigmas
        }
    }

    /// - Parameter space: nil is that of the trained networks, without any the usual one
    public init(
        space: SearchSpace? = nil, learned: Models? = nil, published: Published? = nil, figures: [BenchmarkTable.Column] = [],
        networks: [FactoredProperty] = [], judges: [JudgedProperty] = []
    ) {
        self.judges = judges
        self.networks = networks
        self.space = space ?? learned?.denoiser.space ?? .usual
        self.learned = learned
        self.published = published
        var seen: Set<String> = []
        // A column without a single figure tells nothing.
        self.figures = figures.filter { column in column.values.contains { !$0.isNaN } && seen.insert(column.name).inserted }
    }
}
