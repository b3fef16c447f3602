import Architectures

extension Trajectory {
    /// The course as a table, one row a step: noise level, norms, entropy in nats, each property in its natural unit as predicted on
    /// x_t and on the clean estimate Â₀ (empty where it is not predicted), and the architecture that the guided estimate says.
    /// Numbers are the shortest decimals that read back as the same binary number.
    public var csv: String {
        let header =
            ["step", "t", "alpha", "sigma", "next_sigma", "score_norm", "guidance_norm", "entropy"]
            + properties.flatMap { ["\($0.name)_on_state", "\($0.name)_on_estimate"] } + ["arch", "valid"]
        return ([header] + steps.map(row)).map { $0.joined(separator: ",") + "\n" }.joined()
    }

    private func row(_ step: Step) -> [String] {
        let reading = step.space.read(step.guided)
        let numbers = [step.t, step.alpha, step.sigma, step.nextSigma, step.scoreNorm, step.guidanceNorm, step.entropy]
        let predicted = properties.flatMap { property in
            [step.onState, step.onEstimate].map { property.scale.value(at: property.prediction($0).mean) }
        }
        return ["\(step.index)"] + (numbers + predicted).map { $0.isFinite ? "\($0)" : "" }
            + [reading.architecture?.archString ?? "", "\(reading.isValid)"]
    }
}
