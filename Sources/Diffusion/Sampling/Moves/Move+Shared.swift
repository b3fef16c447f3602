/// Moves that belong to no sampler alone.
extension Move {
    /// A Langevin step x_t + a·s + √(2a)·z at one noise level (Song et al. 2021, algorithms 4 and 5).
    static let langevin = Move(
        [
            Term(.guided, 1), Term(.state, minus: .guided) { 1 - langevinSize($0) / ($0.from.sigma * $0.from.sigma) },
            Term(.noise) { (2 * langevinSize($0)).squareRoot() },
        ], onPaper: .score
    ) { _, _ in
        MoveText(
            "x̃ ← x̃ + a·s + √(2a)·z", brief: "Langevin",
            notes: [.coefficient("a = 2(r‖z‖/‖s‖)²", .score), .entry("z", .noise)],
            words: "a Langevin step: uphill along the score, and noise to match, at one noise level")
    }

    /// a = 2·factor·(r‖z‖/‖s‖)², the factor 1 for VE, else 1 − β of the chain between the level and the next.
    private static func langevinSize(_ crossing: Crossing) -> Double {
        let (from, to) = (crossing.from.alpha, crossing.to.alpha)
        return 2 * (from * from / (to * to)) * crossing.quotient * crossing.quotient
    }

    /// Fresh noise up to σ̂: x̃ + √(σ̂² − σ²)·z (Karras et al. 2022, algorithm 2).
    static let churn = Move([
        Term(.state, 1), Term(.noise) { ($0.sigma * $0.sigma - $0.from.sigma * $0.from.sigma).squareRoot() },
    ]) { _, crossing in
        MoveText(
            "x̂ = x̃ + √(σ̂² − σ²)·z", brief: "churn", notes: [.number("σ̂", crossing.sigma), .entry("z", .noise)],
            words: "fresh noise first, so that errors of earlier steps are forgotten")
    }

    /// After the last noise level the state becomes the estimate, whatever the sampler.
    static let end = [
        Move([Term(.guided, 1)]) { letters, _ in
            MoveText("x₀ = \(letters.d)", brief: "the end", words: "after the last noise level the estimate is the result")
        }
    ]

    /// The clean estimate bent by guidance, as `GuidedEstimator` bends it: D = x̂₀ + σ²·∇h. It is written down and not made.
    static func guidance(isConditioned: Bool) -> Move {
        Move([Term(.clean, 1), Term(.tilt) { $0.sigma * $0.sigma }]) { letters, _ in
            isConditioned
                ? MoveText(
                    "D = E[x₀ | \(letters.x), γ]", brief: "γ is an input",
                    words: "the clean value among \(letters.nouns) weighted by exp(γᵀy): the same as x̂₀ + \(letters.sigma)²·∇h")
                : MoveText(
                    "D = x̂₀ + \(letters.sigma)²·∇h", brief: "bent by guidance",
                    words: "the estimate moves as the score does: score and guidance add")
        }
    }
}
