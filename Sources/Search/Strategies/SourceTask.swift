import Architectures
import Diffusion

/// What is known before anything of the target is: a predictor of tasks like it, and how much each of its properties says.
public struct SourceTask: Sendable {
    public let predictor: any Predictor
    /// γ by property: what candidates are tilted by.
    public let tilts: [String: Double]
    /// Weight of each property in the source score, in the predictor's order; they sum to 1 in size.
    private let weights: [Float]

    /// - Parameters:
    ///   - properties: those of the predictor that count, each as its own direction says (less is better where it is a cost)
    ///   - directions: whether more is better, by property, where it was said otherwise
    ///   - gamma: strength of the whole tilt
    /// - Precondition: the predictor has every one of them, and there is at least one
    public init(_ predictor: any Predictor, properties: [String], directions: [String: Bool] = [:], gamma: Double) {
        let share = 1 / Double(max(properties.count, 1))
        var tilts: [String: Double] = [:]
        weights = predictor.properties.map { info in
            guard properties.contains(info.name) else { return 0 }
            let weight = directions[info.name] ?? info.higherIsBetter ? share : -share
            tilts[info.name] = gamma * weight
            return Float(weight)
        }
        precondition(tilts.count == Set(properties).count && !tilts.isEmpty, "a source task needs properties that its predictor has")
        self.predictor = predictor
        self.tilts = tilts
    }

    /// The source score of architectures, in the predictor's standard scores, taken clean.
    public func scores(of architectures: [Architecture]) -> [Double] {
        CleanPredictions.scores(architectures.map(\.state), by: predictor).map { row in
            zip(weights, row).reduce(0) { $0 + Double($1.0 * $1.1) }
        }
    }
}
