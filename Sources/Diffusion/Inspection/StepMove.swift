/// One move inside a reverse step as it is written down, with the numbers in it:
///
///     result = Σ coefficient·values
public struct StepMove: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A Langevin round, before the step's own estimate.
        case correction(round: Int)
        /// Fresh noise, before the step's own estimate.
        case churn
        /// What guidance makes of the estimate.
        case guidance
        /// Of the sampler's list, the last to the next noise level; after the last level the end.
        case sampler
    }

    public struct Term: Sendable, Hashable {
        public let quantity: Move.Quantity
        public let coefficient: Double
        /// [stateDimension]
        public let values: [Float]

        /// What the term adds to an entry of the result.
        public func contribution(_ index: Int) -> Double { coefficient * Double(values[index]) }
    }

    public let kind: Kind
    public let text: MoveText
    public let terms: [Term]
    /// What the move came to, as the run itself computed it, [stateDimension].
    public let result: [Float]
}
