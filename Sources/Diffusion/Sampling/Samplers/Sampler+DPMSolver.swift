import Platform

extension Sampler {
    /// DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): deterministic, second order. x̃' = (σ'/σ)x̃ + (1 − σ'/σ)D₊ with D₊ = D
    /// extrapolated in λ = −ln σ from the estimate before, where there is one.
    public static let dpmSolver = Sampler(
        "dpm-solver++", short: "dpm++", firstMoves: [.solve(for: .guided)],
        moves: [.carryingOn, .solve(for: .extrapolated)])
}

extension Move {
    /// The estimate carried on beyond this one as far as it has come since the one before: what makes a method of one pass a step second order.
    static let carryingOn = Move([Term(.guided, 1), Term(.guided, minus: .previous, extrapolation)], result: .extrapolated) { letters, crossing in
        MoveText(
            "D₊ = (1 + w)·\(letters.d) − w·D₋", brief: "carried on",
            notes: [.number("w", extrapolation(crossing)), .entry("D₋", .previous)],
            words: "the estimate carried on from the last step's D₋: that makes the method second order")
    }

    /// How far an estimate is carried on: half the step in λ over the step before it.
    @Sendable private static func extrapolation(_ crossing: Crossing) -> Double {
        let (from, to) = (crossing.from.sigma, crossing.to.sigma)
        return 0.5 * log(from / to) / log((crossing.before ?? from) / from)
    }

    fileprivate static func solve(for estimate: Quantity) -> Move {
        .euler(of: estimate) { letters, _ in
            MoveText(
                "x̃′ = a·x̃ + b·" + (estimate == .extrapolated ? "D₊" : letters.d),
                notes: [.coefficient("a = σ′/σ", .state), .coefficient("b = 1 − a", estimate)],
                words: "the ODE solved exactly for an estimate that stays as it is")
        }
    }
}
