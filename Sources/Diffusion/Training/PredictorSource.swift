import Architectures
import Tensors

/// Where predictor training takes noisy states and the truth about them from: the properties of one search space.
protocol PredictorSource: Sendable {
    var space: SearchSpace { get }
    var properties: [PropertyInfo] { get }
    var scales: [PropertyScale] { get }
    /// Fills `clean` and `noisy` [stateDimension] and returns the noise level.
    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double
    /// Buffers of one thread, for as many states at a time.
    func makeTruth(samples: Int, forValidation: Bool) -> any PredictorTruth
}

/// Moments of all properties, as scores, given noisy states: exact, or estimates whose expectation is exact.
protocol PredictorTruth: AnyObject {
    /// Combinations of properties whose moments are wanted too.
    var directions: [PropertyDirection] { get }
    func drawDirections(_ generator: inout PhiloxGenerator)
    /// Takes in a state. - Parameters step, sample: what makes draws of its own repeatable
    func condition(_ index: Int, on x: UnsafePointer<Float>, sigma: Double, step: Int, sample: Int)
    /// What is done for all states together, after the last of them.
    func compute()
    /// E and Var of property `p` given state `index`; nil where nothing is known. A variance may be below zero where it is an estimate: what is
    /// unbiased is variance + (mean − μ)² for any μ.
    func moments(_ index: Int, property p: Int) -> (mean: Float, variance: Float)?
    func moments(_ index: Int, direction k: Int) -> (mean: Float, variance: Float)
}

/// Tabulated properties of a listed space.
struct ListedProperties: PredictorSource {
    private let targets: PropertyTargets
    private let training, validation: NoisyDraw
    private static let directionCount = 8

    init(_ targets: PropertyTargets, noise: NoiseSource, sigmaRange: ClosedRange<Double>) {
        self.targets = targets
        training = NoisyDraw(places: targets.support, of: targets.space, noise: noise, sigmaRange: sigmaRange, spread: .guided)
        validation = NoisyDraw(
            places: targets.split.validation, of: targets.space, noise: noise, sigmaRange: PredictorTask.validationLevels, spread: .forward)
    }

    var space: SearchSpace { targets.space }
    var properties: [PropertyInfo] { targets.columns.map(\.info) }
    var scales: [PropertyScale] { targets.scales }

    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        (forValidation ? validation : training).draw(step: step, sample: sample, clean: clean, noisy: noisy).sigma
    }

    func makeTruth(samples: Int, forValidation: Bool) -> any PredictorTruth {
        PosteriorMoments(
            of: space, scores: forValidation ? targets.validationScores : targets.scores,
            support: forValidation ? targets.validationSupport : targets.support, samples: samples,
            directionCount: forValidation ? 0 : Self.directionCount)
    }
}
