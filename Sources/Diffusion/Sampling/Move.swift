/// A part of a step: the state, or an estimate, becomes a sum of multiples of what the run knows.
///
///     result = Σ coefficient·(quantity − other)
///
/// A run adds the terms in their order and in single precision (`PanelRun`). A page shows the same terms (`StepInspector`).
public struct Move: Sendable {
    /// What a term is a multiple of.
    public enum Quantity: Sendable, Hashable, CaseIterable {
        /// x̃ as the step's estimate finds it.
        case state
        /// E[x₀ | x̃], without and with guidance.
        case clean, guided
        /// ∇h, the gradient of the log tilt.
        case tilt
        /// (D − x̃)/σ².
        case score
        /// A standard normal draw.
        case noise
        /// How far a draw of x₀ lies from its estimate.
        case spread
        /// A whole architecture drawn from the posterior, bent as far as guidance bends the estimate.
        case drawn
        /// (x̃ − D)/σ at the start, and at the state that the moves before have come to.
        case slope, slopeAhead
        /// The guided estimate of the step before, and a combination of it with this one.
        case previous, extrapolated

        /// What the difference in its definition is divided by; 1 where there is none.
        func divisor(_ crossing: Crossing) -> Double {
            switch self {
            case .score: crossing.sigma * crossing.sigma
            case .slope: crossing.sigma
            case .slopeAhead: crossing.to.sigma
            default: 1
            }
        }
    }

    struct Term: Sendable {
        let quantity: Quantity
        /// What is taken from the quantity; nil: nothing.
        let other: Quantity?
        let coefficient: @Sendable (Crossing) -> Double

        init(_ quantity: Quantity, minus other: Quantity? = nil, _ coefficient: @escaping @Sendable (Crossing) -> Double) {
            self.quantity = quantity
            self.other = other
            self.coefficient = coefficient
        }

        init(_ quantity: Quantity, _ coefficient: Double) { self.init(quantity) { _ in coefficient } }
    }

    /// What a move changes.
    enum Result: Sendable { case state, extrapolated }

    let terms: [Term]
    let result: Result
    /// What stands for the guided estimate where the move is written down: its slope or its score; nil: the estimate itself.
    let stand: Quantity?
    let text: @Sendable (Letters, Crossing) -> MoveText

    init(
        _ terms: [Term], result: Result = .state, onPaper stand: Quantity? = nil,
        text: @escaping @Sendable (Letters, Crossing) -> MoveText
    ) {
        self.terms = terms
        self.result = result
        self.stand = stand
        self.text = text
    }
}

extension Move {
    var quantities: Set<Quantity> { Set(terms.map(\.quantity) + terms.compactMap(\.other)) }

    /// Of a quantity in the whole sum, its differences taken apart.
    func coefficient(of quantity: Quantity, _ crossing: Crossing) -> Double {
        var sum = 0.0
        for term in terms {
            if term.quantity == quantity { sum += term.coefficient(crossing) }
            if term.other == quantity { sum -= term.coefficient(crossing) }
        }
        return sum
    }

    /// The sum with each quantity once, as it is written down: D = x̃ − σ·d = x̃ + σ²·s where the slope or the score stands for it.
    func written(_ crossing: Crossing) -> [(quantity: Quantity, coefficient: Double)] {
        let (known, estimate) = (quantities, coefficient(of: .guided, crossing))
        return Quantity.allCases.compactMap { quantity in
            let own = coefficient(of: quantity, crossing)
            switch (quantity, stand) {
            case (.guided, .some): return nil
            case (.state, .some): return (quantity, own + estimate)
            case (stand, .some): return (quantity, estimate * (stand == .slope ? -1 : 1) * quantity.divisor(crossing))
            default: return known.contains(quantity) ? (quantity, own) : nil
            }
        }
    }
}
