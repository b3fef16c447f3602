extension Sampler {
    /// Euler–Maruyama on the reverse SDE (Song et al. 2021, equation 6).
    public static let eulerMaruyama = Sampler(
        "euler-maruyama", short: "e-m",
        moves: [
            .linear(LinearStep.eulerMaruyama) {
                .eulerMaruyama($0, $1, words: "reverse SDE: x_t′ = x_t − (f·x_t − g²s)Δt + g√Δt·z, written for x̃ = x_t/α")
            }
        ])
}

extension LinearStep {
    /// dx = (c·x − g²·s) dt + g dw, a step of it.
    public static func eulerMaruyama(_ crossing: Crossing) -> LinearStep {
        let (span, drift, g) = (crossing.span, crossing.drift, crossing.diffusion)
        return LinearStep(keep: 1 - drift * span, pull: g * g * span, noise: g * span.squareRoot(), crossing)
    }
}

extension MoveText {
    static func eulerMaruyama(_ letters: Letters, _ crossing: Crossing, words: String) -> MoveText {
        MoveText("x̃′ = a·x̃ + b·\(letters.d) + c·z", notes: drift(crossing) + sum, words: words)
    }

    /// Drift, diffusion and time of the SDE, where a method is written in them.
    static func drift(_ crossing: Crossing) -> [Note] {
        [.number("f", crossing.drift), .number("g", crossing.diffusion), .number("Δt", crossing.span)]
    }

    /// The coefficients of a move of one stage and its noise, where no letter has a formula worth reading.
    static let sum: [Note] = [.coefficient("a", .state), .coefficient("b", .guided), .coefficient("c", .noise), .entry("z", .noise)]
}
