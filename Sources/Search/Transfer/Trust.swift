/// How far a target is supposed to follow the sources: one hypothesis among several, which the target's figures weigh.
public struct Trust: Sendable, Hashable {
    /// By source: the weight of the source's smooth score in the prior mean, in amplitudes a standard score.
    public var means: [Double]
    /// Weight of each source's smooth score as a coordinate of the distance: architectures that the sources tell apart are told apart.
    public var distance: Double
    /// Variance of what neither features nor sources explain, in units of the squared amplitude.
    public var noise: Double

    public init(means: [Double], distance: Double, noise: Double = 0.3) {
        self.means = means
        self.distance = distance
        self.noise = noise
    }

    /// What is supposed until figures of the target tell: the target follows no source, all sources alike, or one of them. What else was tried: docs/measurements.md.
    public static func usual(sources count: Int) -> [Trust] {
        let none = Trust(means: Array(repeating: 0, count: count), distance: 0)
        let all = Trust(means: Array(repeating: 0.5 / Double(max(count, 1)), count: count), distance: 0.4)
        let one = (0..<count).map { source in Trust(means: (0..<count).map { $0 == source ? 0.6 : 0 }, distance: 0.4) }
        return [none] + (count > 1 ? [all] : []) + one
    }
}
