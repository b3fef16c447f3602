import Architectures
import Foundation
import Tensors

extension Trajectory {
    /// The course as arrays, bit for bit, with S steps, D entries of a state and P properties:
    ///
    /// - F32 `[S, D]`: `states` (x̃ = x_t/α), `denoised` and `guided` (clean estimates in [−1, 1]), `next`
    /// - F64 `[S]`: `t`, `alpha`, `sigma`, `next_sigma`, `estimate_sigma`, `score_norm`, `guidance_norm`, `entropy`
    /// - F64 `[S, P]`, in standard scores, NaN where a step does not predict: `on_state_mean`, `on_state_deviation`,
    ///   `on_estimate_mean`, `on_estimate_deviation`; and `tilt_shares`
    /// - F64 `[P, 257]`: `scales`, the natural values at standard scores from −4 to 4 in steps of 1/32
    ///
    /// The metadata name the format, the space, the entries of a state, the properties (separated by blanks) and, as JSON, the
    /// segments with the commands that reproduce them.
    public func safetensors() throws -> Safetensors {
        let dimension = space.layout.stateDimension
        func states(_ part: KeyPath<Step, [Float]>) -> Safetensors.Tensor {
            Safetensors.Tensor(steps.flatMap { $0[keyPath: part] }, shape: [steps.count, dimension])
        }
        func numbers(_ part: KeyPath<Step, Double>) -> Safetensors.Tensor {
            Safetensors.Tensor(steps.map { $0[keyPath: part] }, shape: [steps.count])
        }
        func predictions(_ value: (Step, Property) -> Double) -> Safetensors.Tensor {
            Safetensors.Tensor(
                steps.flatMap { step in properties.map { value(step, $0) } }, shape: [steps.count, properties.count])
        }
        return Safetensors(
            metadata: try metadata(),
            tensors: [
                "states": states(\.state), "denoised": states(\.denoised), "guided": states(\.guided),
                "next": states(\.next),
                "t": numbers(\.t), "alpha": numbers(\.alpha), "sigma": numbers(\.sigma),
                "next_sigma": numbers(\.nextSigma), "estimate_sigma": numbers(\.estimateSigma),
                "score_norm": numbers(\.scoreNorm), "guidance_norm": numbers(\.guidanceNorm),
                "entropy": numbers(\.entropy),
                "on_state_mean": predictions { $1.prediction($0.onState).mean },
                "on_state_deviation": predictions { $1.prediction($0.onState).deviation },
                "on_estimate_mean": predictions { $1.prediction($0.onEstimate).mean },
                "on_estimate_deviation": predictions { $1.prediction($0.onEstimate).deviation },
                "tilt_shares": predictions { $1.share($0) },
                "scales": Safetensors.Tensor(
                    properties.flatMap(\.scale.values), shape: [properties.count, PropertyScale.scores.count]),
            ])
    }

    private func metadata() throws -> [String: String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [
            "format": "dnag-trajectory-1", "space": space.name, "entries": space.stateNames.joined(separator: " "),
            "properties": properties.map(\.name).joined(separator: " "),
            "segments": String(decoding: try encoder.encode(segments), as: UTF8.self),
        ]
    }
}
