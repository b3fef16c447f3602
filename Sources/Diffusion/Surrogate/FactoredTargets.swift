import Architectures
import Platform
import Tensors

/// The properties of a space of blocks that a predictor learns, as standard scores over the space's own distribution: each a sum over blocks, patterns
/// and nodes, plus a share in what the surrogate's network says beyond such a sum, plus what pairs of nodes add.
public struct FactoredTargets: Sendable {
    public struct Property: Sendable, Hashable {
        public let info: PropertyInfo
        /// The sum, in the natural unit.
        public let figure: FactoredFigure
        /// What one unit of the surrogate's residual adds.
        public let residualShare: Double
        /// What pairs of nodes add, in the natural unit; nil where nothing.
        public let pairs: PairFigure?
        /// Of the whole, over the space's own distribution.
        public let mean, deviation: Double

        /// Whether it is a sum and nothing else.
        public var isSum: Bool { residualShare == 0 && pairs == nil }

        /// What it is beyond the sum. - Parameter residual: what the surrogate's network says of the architecture
        public func rest(of architecture: Architecture, residual: Double) -> Double {
            residualShare * residual + (pairs.map { $0.value(of: architecture) ?? .nan } ?? 0)
        }

        public var scale: PropertyScale { PropertyScale(line: { mean + deviation * $0 }) }

        /// The standard score's sum.
        public var score: FactoredFigure {
            var score = (1 / deviation) * figure
            score.constant -= mean / deviation
            return score
        }
    }

    public let properties: [Property]
    public let surrogate: FactoredSurrogate

    public var space: SearchSpace { surrogate.space }

    /// Names of MobileNetV3's top-1: as it would be measured (width 1.0, 224 pixels), and as labelled (width 1.2).
    public static let measured = "imagenet_top1", labelled = labels(of: measured)
    /// What the labels of a figure are called that is measured as well.
    public static func labels(of property: String) -> String { property + "_surrogate" }
    /// Architectures that mean and deviation of what is no sum are taken over.
    private static let references = 20_000

    public init(_ surrogate: FactoredSurrogate, additive: [FactoredProperty]) {
        self.surrogate = surrogate
        let drawn = RandomArchitectures.draw(Self.references, of: surrogate.space, seed: 0x2012)
        let residuals = surrogate.residuals(of: drawn)
        func property(_ name: String, _ figure: FactoredFigure, share: Double, pairs: PairFigure? = nil) -> Property {
            let values = zip(drawn, residuals).map { architecture, residual in
                (figure.value(of: architecture) ?? .nan) + share * residual + (pairs.map { $0.value(of: architecture) ?? .nan } ?? 0)
            }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return Property(
                info: .named(name), figure: figure, residualShare: share, pairs: pairs, mean: mean, deviation: max(variance.squareRoot(), 1e-9))
        }
        var own = [property(surrogate.property, surrogate.measuredAdditive, share: surrogate.calibration.slope, pairs: surrogate.calibration.pairs)]
        if surrogate.isCalibrated { own.append(property(Self.labels(of: surrogate.property), surrogate.additive, share: 1)) }
        properties =
            own
            + additive.map {
                Property(info: $0.info, figure: $0.figure, residualShare: 0, pairs: nil, mean: $0.mean, deviation: $0.deviation)
            }
    }
}

/// Architectures of a space's own distribution: number n of a seed is the same however many are drawn.
public enum RandomArchitectures {
    private static let stage: UInt32 = 0x7600

    public static func draw(_ count: Int, of space: SearchSpace, seed: UInt64) -> [Architecture] {
        let noise = NoiseSource(seed: seed)
        let posterior = FactoredPosterior(of: space)
        posterior.condition(on: [Float](repeating: 0, count: space.layout.stateDimension), sigma: 1)
        return (0..<count).compactMap { n in
            posterior.drawArchitecture { noise.uniform(sample: UInt32(truncatingIfNeeded: n), step: 0, stage: stage + UInt32($0)) }
        }
    }
}

/// The properties of a space of blocks as something to train a predictor on.
struct FactoredProperties: PredictorSource {
    var space: SearchSpace { targets.space }
    private let targets: FactoredTargets
    private let noise: NoiseSource
    private let training, validation: FactoredDraw

    init(_ targets: FactoredTargets, noise: NoiseSource, sigmaRange: ClosedRange<Double>) {
        self.targets = targets
        self.noise = noise
        training = FactoredDraw(of: targets.space, noise: noise, sigmaRange: sigmaRange, spread: .guided)
        validation = FactoredDraw(of: targets.space, noise: noise, sigmaRange: PredictorTask.validationLevels, spread: .forward)
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
        FactoredMoments(targets, noise: noise, samples: samples, directionCount: forValidation ? 0 : 8)
    }
}
