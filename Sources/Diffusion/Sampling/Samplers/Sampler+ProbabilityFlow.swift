extension Sampler {
    /// Euler on the probability-flow ODE: deterministic (Song et al. 2021, equation 13).
    public static let probabilityFlow = Sampler(
        "probability-flow", short: "flow",
        moves: [
            .linear(LinearStep.probabilityFlow, drawsNoise: false) { letters, crossing in
                MoveText(
                    "x̃′ = a·x̃ + b·\(letters.d)",
                    notes: MoveText.drift(crossing) + [.coefficient("a", .state), .coefficient("b", .guided)],
                    words: "probability-flow ODE: x_t′ = x_t − (f·x_t − ½g²s)Δt, no noise at all")
            }
        ])
}

extension LinearStep {
    /// dx = (c·x − ½g²·s) dt, a step of it.
    public static func probabilityFlow(_ crossing: Crossing) -> LinearStep {
        let (span, drift, g) = (crossing.span, crossing.drift, crossing.diffusion)
        return LinearStep(keep: 1 - drift * span, pull: g * g / 2 * span, noise: 0, crossing)
    }
}
