/// What the letters of a step are called, which hangs on what happened in it.
public struct Letters: Sendable, Hashable {
    /// The state that the estimate is made of and its noise level, x̂ and σ̂ after churn.
    public let x, sigma: String
    /// The estimate that the moves use, D where guidance bends it.
    public let d: String
    /// What the architectures are called.
    public let nouns: String

    init(isChurned: Bool, isSteered: Bool, nouns: String) {
        self.nouns = nouns
        x = isChurned ? "x̂" : "x̃"
        sigma = isChurned ? "σ̂" : "σ"
        d = isSteered ? "D" : "x̂₀"
    }
}

/// How a move is written down: its formula, what it does in words, and its letters with their numbers.
public struct MoveText: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        /// Of a term, what the quantity is multiplied by, and what the quantity is in an entry of the state.
        case coefficient(Move.Quantity), entry(Move.Quantity)
        case number(Double)
    }

    public struct Note: Sendable, Hashable {
        public let label: String
        public let value: Value

        static func coefficient(_ label: String, _ quantity: Move.Quantity) -> Note { Note(label: label, value: .coefficient(quantity)) }
        static func entry(_ label: String, _ quantity: Move.Quantity) -> Note { Note(label: label, value: .entry(quantity)) }
        static func number(_ label: String, _ number: Double) -> Note { Note(label: label, value: .number(number)) }
    }

    public let formula: String
    /// A word or two; nil: the sampler's name says it.
    public let brief: String?
    public let notes: [Note]
    public let words: String

    init(_ formula: String, brief: String? = nil, notes: [Note] = [], words: String) {
        self.formula = formula
        self.brief = brief
        self.notes = notes
        self.words = words
    }
}
