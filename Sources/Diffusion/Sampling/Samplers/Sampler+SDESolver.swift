extension Sampler {
    /// SDE-DPM-Solver++(2M) (Lu et al. 2022b, "DPM-Solver++", appendix on stochastic samplers): ancestral sampling with the estimate carried on in
    /// λ = −ln σ from the one before. x̃' = (σ'²/σ²)x̃ + (1 − σ'²/σ²)D₊ + σ'√(1 − σ'²/σ²)·z.
    public static let sdeSolver = Sampler(
        "sde-dpm-solver++", short: "sde++", firstMoves: [.ancestral(about: .guided)], moves: [.carryingOn, .ancestral(about: .extrapolated)])
}

extension Move {
    /// An ancestral step with an estimate in the place of x₀.
    fileprivate static func ancestral(about estimate: Quantity) -> Move {
        Move([
            Term(estimate) { LinearStep.ancestral($0).center }, Term(.state, minus: estimate) { LinearStep.ancestral($0).spread },
            Term(.noise) { LinearStep.ancestral($0).noise },
        ]) { letters, _ in
            MoveText(
                "x̃′ = a·x̃ + b·" + (estimate == .extrapolated ? "D₊" : letters.d) + " + c·z",
                notes: [
                    .coefficient("a = σ′²/σ²", .state), .coefficient("b = 1 − a", estimate), .coefficient("c = σ′√b", .noise), .entry("z", .noise),
                ],
                words: "keep a share of the noise, put the estimate in its place, add a little fresh noise")
        }
    }
}
