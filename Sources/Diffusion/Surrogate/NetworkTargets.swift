import Architectures
import Platform
import Tensors

/// The properties of MobileNetV3 networks that a predictor learns, as standard scores over the space's own distribution: each a sum over layers
/// and depths, plus a share in what the surrogate's top-1 is beyond such a sum.
public struct NetworkTargets: Sendable {
    public struct Property: Sendable, Hashable {
        public let info: PropertyInfo
        /// The sum over layers and depths, in the natural unit.
        public let figure: FactoredFigure
        /// What one % of the surrogate's residual adds.
        public let residualShare: Double
        /// Of the whole, over the space's own distribution.
        public let mean, deviation: Double

        public var scale: PropertyScale { PropertyScale(line: { mean + deviation * $0 }) }

        /// The standard score's sum over layers and depths.
        public var score: FactoredFigure {
            var score = (1 / deviation) * figure
            score.constant -= mean / deviation
            return score
        }
    }

    public let properties: [Property]
    public let surrogate: NetworkSurrogate

    /// Names of the surrogate's top-1: as it would be measured (width 1.0, 224 pixels), and as labelled (width 1.2).
    public static let measured = "imagenet_top1", labelled = "imagenet_top1_surrogate"
    /// Networks that mean and deviation of what is no sum are taken over.
    private static let references = 20_000

    public init(_ surrogate: NetworkSurrogate, additive: [FactoredProperty]) {
        self.surrogate = surrogate
        let networks = RandomNetworks.draw(Self.references, seed: 0x2012)
        let residuals = surrogate.residuals(of: networks)
        func property(_ name: String, _ figure: FactoredFigure, share: Double) -> Property {
            let values = zip(networks, residuals).map { figure.value(of: $0) + share * $1 }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return Property(info: .named(name), figure: figure, residualShare: share, mean: mean, deviation: max(variance.squareRoot(), 1e-9))
        }
        properties =
            [
                property(Self.measured, surrogate.measuredAdditive, share: surrogate.calibration.slope),
                property(Self.labelled, surrogate.additive, share: 1),
            ]
            + additive.map {
                Property(info: $0.info, figure: $0.figure, residualShare: 0, mean: $0.mean, deviation: $0.deviation)
            }
    }
}

/// Networks of the space's own distribution: network n of a seed is the same however many are drawn.
public enum RandomNetworks {
    private static let stage: UInt32 = 0x7600

    public static func draw(_ count: Int, seed: UInt64) -> [MobileNet] {
        let noise = NoiseSource(seed: seed)
        let posterior = FactoredPosterior(of: .mobilenetv3)
        posterior.condition(on: [Float](repeating: 0, count: MobileNet.layout.stateDimension), sigma: 1)
        return (0..<count).map { n in
            posterior.drawNetwork { noise.uniform(sample: UInt32(truncatingIfNeeded: n), step: 0, stage: stage + UInt32($0)) }
        }
    }
}

/// The properties of networks as something to train a predictor on.
struct NetworkProperties: PredictorSource {
    let space = SearchSpace.mobilenetv3
    private let targets: NetworkTargets
    private let noise: NoiseSource
    private let training, validation: FactoredDraw

    init(_ targets: NetworkTargets, noise: NoiseSource, sigmaRange: ClosedRange<Double>) {
        self.targets = targets
        self.noise = noise
        training = FactoredDraw(of: space, noise: noise, sigmaRange: sigmaRange, spread: .guided)
        validation = FactoredDraw(of: space, noise: noise, sigmaRange: PredictorTask.validationLevels, spread: .forward)
    }

    var properties: [PropertyInfo] { targets.properties.map(\.info) }
    var scales: [PropertyScale] { targets.properties.map(\.scale) }

    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        (forValidation ? validation : training).draw(step: step, sample: sample, clean: clean, noisy: noisy)
    }

    func makeTruth(samples: Int, forValidation: Bool) -> any PredictorTruth {
        NetworkMoments(targets, noise: noise, samples: samples, directionCount: forValidation ? 0 : 8)
    }
}
