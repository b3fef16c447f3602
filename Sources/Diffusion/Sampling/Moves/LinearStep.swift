/// A move that is linear in the state x̃, its clean estimate D = E[x₀ | x̃] (guided or not) and a standard normal draw z:
///
///     x̃' = center·D + spread·(x̃ − D) + noise·z
///
/// Every sampler of one stage is a choice of the three numbers.
public struct LinearStep: Sendable, Hashable {
    public let center, spread, noise: Double

    public init(center: Double, spread: Double, noise: Double = 0) {
        self.center = center
        self.spread = spread
        self.noise = noise
    }

    /// A method defined on x_t, as x_t' = keep·x_t + pull·s + noise·z with the score s = α(D − x̃)/σ_t², written for x̃ = x_t/α.
    init(keep: Double, pull: Double, noise: Double, _ crossing: Crossing) {
        let (from, to) = (crossing.from, crossing.to)
        let kept = keep * from.alpha / to.alpha
        let pulled = pull / (from.alpha * to.alpha * from.sigma * from.sigma)
        self.init(center: kept, spread: kept - pulled, noise: noise / to.alpha)
    }
}

extension Move {
    /// - Parameter drawsClean: take a draw of x₀ in the estimate's place
    static func linear(
        _ step: @escaping @Sendable (Crossing) -> LinearStep, drawsNoise: Bool = true, drawsClean: Bool = false,
        text: @escaping @Sendable (Letters, Crossing) -> MoveText
    ) -> Move {
        var terms = [Term(.guided) { step($0).center }, Term(.state, minus: .guided) { step($0).spread }]
        if drawsNoise { terms.append(Term(.noise) { step($0).noise }) }
        if drawsClean { terms.append(Term(.spread) { step($0).center - step($0).spread }) }
        return Move(terms, text: text)
    }

    /// Euler on the probability-flow ODE with σ for time, dx̃ = (x̃ − D)/σ dσ (Karras et al. 2022, algorithm 1): exact where D stays.
    static func euler(
        of estimate: Quantity, onPaper stand: Quantity? = nil, text: @escaping @Sendable (Letters, Crossing) -> MoveText
    ) -> Move {
        Move([Term(estimate, 1), Term(.state, minus: estimate) { $0.to.sigma / $0.sigma }], onPaper: stand, text: text)
    }
}
