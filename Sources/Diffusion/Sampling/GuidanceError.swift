import Foundation

/// What can be wrong with a guidance.
public enum GuidanceError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unknownProperty(String, known: [String])
    case malformed(String)
    case notANumber(property: String, value: String)
    case notDifferentiable
    case nothingToTilt
    case unknownTilt(String, known: [String])
    case aimsNeedAPredictor
    case needsNoise(sampler: String)
    case oneSample
    case malformedWindow(String)
    case publishedHasNoWeight

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownProperty(let name, let known):
            known.isEmpty
                ? "property '\(name)' cannot be steered: there is no predictor"
                : "unknown property '\(name)'; the predictor knows: \(known.joined(separator: ", "))"
        case .malformed(let text):
            "guidance '\(text)' is not of the form PROPERTY=GAMMA, such as cifar10_test=2"
        case .notANumber(let property, let value):
            "the tilt of '\(property)' is '\(value)'; it must be a finite number, such as 2 or -0.5"
        case .notDifferentiable:
            "guidance at the clean estimate needs a denoiser that gradients can be carried through; this one is not"
        case .nothingToTilt:
            "conditioned guidance needs a tilt-conditioned denoiser, and there is none"
        case .unknownTilt(let name, let known):
            "the tilt-conditioned denoiser does not know '\(name)'; it knows: \(known.joined(separator: ", "))"
        case .aimsNeedAPredictor:
            "a tilt-conditioned denoiser takes tilts in nats alone; aims and the published unit need --method gradient"
        case .needsNoise(let sampler):
            "twisted guidance weighs the noise of each step, and the sampler '\(sampler)' has none; use ancestral, analytic, euler-maruyama or reverse-diffusion, without a corrector"
        case .publishedHasNoWeight:
            "twisted guidance weighs a distribution, and the published unit names none; give tilts in nats"
        case .malformedWindow(let text):
            "window '\(text)' is not of the form FROM..TO with 1 ≥ FROM ≥ TO ≥ 0, such as 0.8..0.2"
        case .oneSample:
            "twisted guidance works on a population; one sample alone has nothing to be weighed against"
        }
    }
}
