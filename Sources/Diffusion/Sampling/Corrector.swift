/// Langevin steps at a noise level before the sampler leaves it (Song et al. 2021, algorithms 2 to 5).
public struct Corrector: Sendable, Hashable {
    /// Which norms set the size of a step.
    public enum Norm: String, Sendable, Hashable, CaseIterable {
        /// Its own, so that a sample's path is its own.
        case sample
        /// The batch's mean norms, as published: a sample's path depends on its companions.
        case batch
    }

    /// Langevin steps at each level; each is a denoiser pass.
    public var steps: Int
    /// Signal-to-noise ratio of a step.
    public var ratio: Double
    public var norm: Norm

    public init(steps: Int = 1, ratio: Double = 0.16, norm: Norm = .sample) {
        self.steps = steps
        self.ratio = ratio
        self.norm = norm
    }
}
