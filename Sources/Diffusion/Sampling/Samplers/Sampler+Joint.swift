extension Sampler {
    /// Draws a whole architecture from the posterior p(A | x̃) and bridges from there to the next level: x̃' ~ p(x̃' | x̃, x₀), the forward process's exact
    /// conditional. Then x̃' has exactly the distribution of that level whatever the number of steps, while a mean, or independent draws of its entries, in the place
    /// of entries that hang together leaves a bias in every step. It takes a denoiser that knows the posterior (`DrawingDenoiserWorker`).
    ///
    /// The end is a draw too: a posterior that is not decided yet has no mean that is an architecture.
    public static let joint = Sampler(
        "joint", short: "joint",
        moves: [
            Move([Move.Term(.drawn, 1), Move.Term(.state, minus: .drawn) { LinearStep.ancestral($0).spread }, Move.Term(.noise) { LinearStep.ancestral($0).noise }]) {
                letters, _ in
                MoveText(
                    "x̃′ = a·x̃ + b·A + c·z",
                    notes: [
                        .coefficient("a = σ′²/σ²", .state), .coefficient("b = 1 − a", .drawn), .coefficient("c = σ′√b", .noise),
                        .entry("A ~ p(A | x̃)", .drawn), .entry("z", .noise),
                    ],
                    words: "one of the \(letters.nouns), drawn as likely as the state makes it, takes the place of the mean of all: entries that hang together stay together")
            }
        ],
        end: [
            Move([Move.Term(.drawn, 1)]) { letters, _ in
                MoveText(
                    "x₀ = A", brief: "the end", notes: [.entry("A ~ p(A | x̃)", .drawn)], words: "after the last noise level one of the \(letters.nouns) is drawn, and is the result"
                )
            }
        ])

    /// What stands for the sampler that fits the denoiser: `Models.settled` puts a sampler in its place before a run.
    public static let auto = Sampler("auto", short: "auto", moves: [])
}
