/// A model of an objective that is fitted to what was evaluated: a pure function of the observations and a seed.
public protocol Surrogate: Sendable {
    var name: String { get }

    /// - Parameters:
    ///   - rows: features of the observed architectures, [targets.count][features.count]
    ///   - targets: about standard normal
    func fit(_ features: FeatureMap, rows: [Float], targets: [Double], seed: UInt64) -> any SurrogateFit
}

/// A fitted surrogate.
public protocol SurrogateFit: Sendable {
    /// Mean and variance of the figures that architectures would show.
    /// - Parameters:
    ///   - rows: features, [count][features.count]
    func predict(_ rows: [Float], count: Int) -> [Moments]

    /// The same fit with further observations that are taken for granted, without choosing its scales anew; nil where it cannot.
    func adding(rows: [Float], targets: [Double]) -> (any SurrogateFit)?

    /// Run buffers for one thread.
    func makeProbe() -> any SurrogateProbe
}

/// Asks a fit at single points, with gradients.
public protocol SurrogateProbe: AnyObject {
    /// - Parameter features: a row of features or of their expectations, [features.count]
    func moments(at features: UnsafePointer<Float>) -> Moments

    /// Writes ∂(a·mean + b·variance)/∂features at the point last asked for, [features.count].
    func gradient(mean a: Double, variance b: Double, into gradient: UnsafeMutablePointer<Float>)
}

public struct Moments: Sendable, Hashable {
    public var mean, variance: Double

    public init(mean: Double, variance: Double) {
        self.mean = mean
        self.variance = variance
    }

    public var deviation: Double { variance.squareRoot() }
}
