extension Sampler {
    /// Ancestral sampling (Ho et al. 2020, algorithm 2; for the VE SDE: Song et al. 2021, appendix F).
    public static let ancestral = Sampler(
        "ancestral", short: "anc",
        moves: [
            .linear(LinearStep.ancestral) { letters, _ in
                MoveText(
                    "x̃′ = a·x̃ + b·\(letters.d) + c·z", notes: MoveText.ancestral + [.entry("z", .noise)],
                    words: "keep a share of the noise, put the estimate in its place, add a little fresh noise")
            }
        ])
}

extension LinearStep {
    /// The forward process's exact conditional N(D + (σ'²/σ²)(x̃ − D), σ'²(1 − σ'²/σ²)) with x₀ replaced by D; the same for every SDE.
    public static func ancestral(_ crossing: Crossing) -> LinearStep {
        let (from, to) = (crossing.from, crossing.to)
        let ratio = to.sigma * to.sigma / (from.sigma * from.sigma)
        return LinearStep(center: 1, spread: ratio, noise: to.sigma * (1 - ratio).squareRoot())
    }
}

extension MoveText {
    static let ancestral: [Note] = [
        .coefficient("a = σ′²/σ²", .state), .coefficient("b = 1 − a", .guided), .coefficient("c = σ′√b", .noise),
    ]
}
