extension Sampler {
    /// Heun's method on the ODE in σ, dx̃ = (x̃ − D)/σ dσ, with churn if asked (Karras et al. 2022, algorithm 2, S_noise = 1, S_min = 0,
    /// S_max = ∞): second order, two denoiser passes a step.
    public static let heun = Sampler(
        "heun", short: "heun", churn: [.churn],
        moves: [
            .euler(of: .guided, onPaper: .slope) { letters, _ in
                MoveText(
                    "x₁ = \(letters.x) + (σ′ − \(letters.sigma))·d", brief: "a trial step",
                    notes: [.entry("d = (\(letters.x) − \(letters.d))/\(letters.sigma)", .slope)],
                    words: "Euler's step along the slope d, to see what the slope will be there")
            },
            Move([Move.Term(.state, 1), Move.Term(.slope, half), Move.Term(.slopeAhead, half)]) { letters, _ in
                MoveText(
                    "x̃′ = \(letters.x) + h·d + h·d₁",
                    notes: [.coefficient("h = ½(σ′ − \(letters.sigma))", .slope), .entry("d₁ = (x₁ − D₁)/σ′", .slopeAhead)],
                    words: "half a step along each slope, at the start and at the trial: Heun's method")
            },
        ])

    @Sendable private static func half(_ crossing: Crossing) -> Double { (crossing.to.sigma - crossing.sigma) / 2 }
}
