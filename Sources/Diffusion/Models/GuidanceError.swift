import Architectures
import Foundation
import Tensors

/// What can be wrong with a guidance.
public enum GuidanceError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unknownProperty(String, known: [String])
    case noNumber(String, Steering)
    case noProperty(String, Steering)
    case notANumber(property: String, value: String, Steering)
    case twice(String, option: String)
    case withoutPredictor(String)
    case notDifferentiable
    case nothingToTilt
    case unknownTilt(String, known: [String])
    case aimsNeedAPredictor
    case needsNoise(sampler: String)
    case oneSample
    case malformedWindow(String)
    case publishedHasNoWeight
    case publishedNeedsAGradient
    case nothingMeasured([String], space: String)
    case cannotDraw(sampler: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownProperty(let name, let known):
            "unknown property '\(name.escaped())'" + Suggestion.text(for: name, among: known, title: "the predictor knows")
        case .withoutPredictor(let name):
            "property '\(name.escaped())' cannot be steered: there is no predictor"
        case .noNumber(let text, let steering):
            "'\(text.escaped())' has no \(steering.words.number): write \(text.escaped())=\(steering.words.example), of the form \(steering.words.form)"
        case .noProperty(let text, let steering):
            "'\(text.escaped())' names no property: write it before the sign, of the form \(steering.words.form), such as params_m=\(steering.words.example)"
        case .notANumber(let property, let value, let steering):
            "the \(steering.words.number) of '\(property.escaped())' is '\(value.escaped())'; it must be a finite number \(steering.rule.text), such as \(property.escaped())=\(steering.words.example)"
        case .twice(let name, let option):
            "\(option) \(name.escaped()) is given twice; name each property once"
        case .notDifferentiable:
            "guidance at the clean estimate needs a denoiser that gradients can be carried through, and this one is none; ask at the noisy state (place state)"
        case .nothingToTilt:
            "there is no denoiser here that takes tilts; use method gradient, or name one by --tilted-file"
        case .unknownTilt(let name, let known):
            "the tilt-conditioned denoiser does not know '\(name.escaped())'\(Suggestion.text(for: name, among: known, title: "it knows")); --method gradient takes what the predictor knows"
        case .aimsNeedAPredictor:
            "what tilts here takes tilts alone, and no aims; --method gradient takes aims"
        case .publishedNeedsAGradient:
            "the published unit is a scale of a gradient; use --method gradient with it, or give tilts in nats"
        case .nothingMeasured(let names, let nouns):
            "no \(nouns) have figures of all that is steered (\(names.map { $0.escaped() }.joined(separator: ", "))); steer by fewer, or import a table that has them together"
        case .cannotDraw(let sampler):
            "the sampler '\(sampler)' draws whole architectures, and this denoiser gives nothing but means; use \(Sampler.ancestral.name), or --denoiser exact"
        case .needsNoise(let sampler):
            "twisted guidance weighs the noise of each step, and the sampler '\(sampler)' has none; use \(Sampler.names { $0.drawsNoise }), without a corrector"
        case .publishedHasNoWeight:
            "twisted guidance weighs a distribution, and the published unit names none; give tilts in nats"
        case .malformedWindow(let text):
            "window '\(text.escaped())' is not of the form FROM..TO with 1 ≥ FROM ≥ TO ≥ 0, such as 0.8..0.2"
        case .oneSample:
            "twisted guidance works on a population; one sample alone has nothing to be weighed against (method gradient takes one)"
        }
    }
}
