import Platform

/// What the parts of a space are called.
public struct SpaceWords: Sendable, Hashable {
    /// What a node's type is called.
    public struct TypeName: Sendable, Hashable {
        /// In full, as forms and documents have it.
        public let name: String
        /// At most eight columns.
        public let label: String
        /// At most four.
        public let short: String
        /// One character, for where there is room for one a node.
        public let letter: String

        /// - Parameter name: nil: the label
        public init(name: String? = nil, label: String, short: String, letter: String) {
            self.name = name ?? label
            self.label = label
            self.short = short
            self.letter = letter
        }
    }

    /// What an architecture is called, one and many.
    public let noun, nouns: String
    /// One architecture with its article.
    public var oneNoun: String { "\("aeiou".contains(noun.lowercased().prefix(1)) ? "an" : "a") \(noun)" }
    /// What carries a choice, one and many.
    public let choice, choices: String
    /// What is chosen.
    public let type: String
    /// Names of the nodes, in order.
    public let nodes: [String]
    /// Names of the types, by column of V.
    public let types: [TypeName]
}

extension SearchSpace {
    /// The parts that each type is made of, by column of V, numbered from 0: what a network of clean architectures is shown of a node.
    public var typeParts: [[Int]] { forms.typeParts ?? (0..<layout.typeCount).map { [$0] } }

    public func label(ofType type: Int) -> String { words.types.indices.contains(type) ? words.types[type].label : "" }
    public func shortLabel(ofType type: Int) -> String { words.types.indices.contains(type) ? words.types[type].short : "" }
    public func letter(ofType type: Int) -> String { words.types.indices.contains(type) ? words.types[type].letter : "" }

    /// Whether the type is that nothing is there.
    public func isNothing(_ type: Int) -> Bool { type == absentType }

    /// The entropy of a choice whose types are all as frequent, in nats.
    public var greatestEntropy: Double { log(Double(chosenTypes.count)) }
}
