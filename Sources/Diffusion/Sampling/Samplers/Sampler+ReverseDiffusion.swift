extension Sampler {
    /// The discrete chain behind the SDE, reversed (Song et al. 2021, appendix E, "reverse diffusion").
    public static let reverseDiffusion = Sampler(
        "reverse-diffusion", short: "rev", moves: [.linear(LinearStep.reverseDiffusion) { .reverseDiffusion($0, $1) }])
}

extension LinearStep {
    /// One step back along the chain through the two levels: for VE G² = σ² − σ'², for VP x_t' = (2 − √(1 − β))·x_t + β·s + √β·z with
    /// 1 − β = α²/α'²; sub-VP has no chain, so Euler's step is taken.
    public static func reverseDiffusion(_ crossing: Crossing) -> LinearStep {
        let (from, to) = (crossing.from, crossing.to)
        switch crossing.sde {
        case .ve:
            let gap = from.sigma * from.sigma - to.sigma * to.sigma
            return LinearStep(keep: 1, pull: gap, noise: gap.squareRoot(), crossing)
        case .vp:
            let beta = crossing.chainBeta
            return LinearStep(keep: 2 - from.alpha / to.alpha, pull: beta, noise: beta.squareRoot(), crossing)
        case .subVP:
            return eulerMaruyama(crossing)
        }
    }
}

extension Crossing {
    /// β of the discrete VP chain that goes from one level to the other in one step.
    fileprivate var chainBeta: Double { 1 - from.alpha * from.alpha / (to.alpha * to.alpha) }
}

extension MoveText {
    fileprivate static func reverseDiffusion(_ letters: Letters, _ crossing: Crossing) -> MoveText {
        let formula = "x̃′ = a·x̃ + b·\(letters.d) + c·z"
        switch crossing.sde {
        case .ve:
            return MoveText(
                formula,
                notes: [
                    .coefficient("a = 1 − b", .state), .coefficient("b = 1 − σ′²/σ²", .guided), .coefficient("c = √(σ² − σ′²)", .noise),
                    .entry("z", .noise),
                ], words: "the forward chain reversed: x + (σ² − σ′²)·s + √(σ² − σ′²)·z")
        case .vp:
            return MoveText(
                formula, notes: [.number("β = 1 − α²/α′²", crossing.chainBeta)] + sum,
                words: "the forward chain reversed: (2 − √(1 − β))·x_t + β·s + √β·z")
        case .subVP:
            return eulerMaruyama(
                letters, crossing, words: "sub-VP has no chain: the reverse SDE's step, x_t − (f·x_t − g²s)Δt + g√Δt·z")
        }
    }
}
