extension Sampler {
    /// Ancestral sampling about a draw of x₀ in place of its estimate, with the covariance that the estimate tells: the optimal
    /// covariance of Analytic-DPM (Bao et al. 2022), for states of one-hot rows (`PosteriorCovariance`).
    public static let analytic = Sampler(
        "analytic", short: "a-dpm",
        moves: [
            .linear(LinearStep.ancestral, drawsClean: true) { letters, _ in
                MoveText(
                    "x̃′ = a·x̃ + b·(\(letters.d) + u) + c·z",
                    notes: MoveText.ancestral + [.entry("z", .noise), .entry("u", .spread)],
                    words: "as ancestral, of a draw of x₀ about its estimate: u ~ N(0, Cov[x₀ | x̃])")
            }
        ])
}
