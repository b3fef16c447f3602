extension Sampler {
    /// No move at all, x_t = α·x̃ stays as it is: with the corrector, annealed Langevin dynamics (Song & Ermon 2019, algorithm 1).
    public static let none = Sampler(
        "none", short: "none",
        moves: [
            Move([Move.Term(.state) { $0.from.alpha / $0.to.alpha }]) { _, crossing in
                var isScaled = true
                if case .ve = crossing.sde { isScaled = false }
                return MoveText(isScaled ? "x̃′ = (α/α′)·x̃" : "x̃′ = x̃", words: "no sampler: only the corrector moves the state")
            }
        ])
}
