import Architectures

/// What a surrogate learns from: polynomials in the one-hot choices of an architecture.
///
/// An architecture is one choice at each *site*: a row of V, or a slot that V does not tell the edge of. A *literal* is a choice or a class of choices of one site (true where the site's
/// choice is among them), and a feature is Σ_terms weight·Π literals, at most one a site. It is therefore linear in the probabilities of
/// each site, and its expectation over independent sites is the same formula with probabilities for literals: exact, smooth, and
/// with a gradient. That makes a surrogate fitted to clean architectures noise-aware without training it on noise.
///
/// The first `choiceCount` features are the choices themselves.
public struct FeatureMap: Sendable {
    /// A row of V: `count` entries of a state from `first` on; or a slot: the entry `first`, with the choices no edge and an edge. Choices are
    /// numbered through all sites.
    public struct Site: Sendable, Hashable {
        public let first, count: Int
        public let isSlot: Bool

        public init(first: Int, count: Int) { (self.first, self.count, isSlot) = (first, count, false) }

        public init(slot entry: Int) { (first, count, isSlot) = (entry, 2, true) }

        /// What a state says of a choice, in −1…1 where it is a mean.
        @inline(__always) func value(_ choice: Int, in state: UnsafePointer<Float>) -> Float {
            isSlot ? (choice == 0 ? -state[first] : state[first]) : state[first + choice]
        }
    }

    /// Features that belong together and share a scale.
    public struct Group: Sendable, Hashable {
        public let name: String
        public let range: Range<Int>
    }

    public let sites: [Site]
    /// Number of each site's first choice.
    public let firstChoices: [Int]
    /// Choices of all sites.
    public let choiceCount: Int
    /// Features in all.
    public let count: Int
    /// The first is `choices`.
    public let groups: [Group]
    /// Choices of each class, end to end, and where each class starts. Class c is literal `choiceCount + c`.
    private let classes: [Int], classStarts: [Int]
    /// Of each term: its feature, its weight, and where its literals start.
    private let termFeatures: [Int], termWeights: [Float], termStarts: [Int]
    private let literals: [Int]
    /// Factor and offset of each feature: value = factor·(polynomial − offset).
    private let factors: [Float], offsets: [Float]

    init(
        sites: [Site], groups: [(name: String, features: [Polynomial])], classes: [[Int]],
        standardised: [Int: (mean: Double, deviation: Double)] = [:]
    ) {
        self.sites = sites
        var firstChoices: [Int] = [], choices = 0
        for site in sites {
            firstChoices.append(choices)
            choices += site.count
        }
        self.firstChoices = firstChoices
        choiceCount = choices
        var ranges = [Group(name: "choices", range: 0..<choices)]
        var features: [Int] = [], weights: [Float] = [], starts: [Int] = [], literals: [Int] = []
        var next = choices
        for group in groups {
            for (offset, polynomial) in group.features.enumerated() {
                for term in polynomial.terms {
                    features.append(next + offset)
                    weights.append(Float(term.weight))
                    starts.append(literals.count)
                    literals += term.literals
                }
            }
            ranges.append(Group(name: group.name, range: next..<next + group.features.count))
            next += group.features.count
        }
        starts.append(literals.count)
        self.groups = ranges
        (termFeatures, termWeights, termStarts, self.literals) = (features, weights, starts, literals)
        count = next
        self.classes = classes.flatMap { $0 }
        classStarts = classes.reduce(into: [0]) { starts, choices in starts.append((starts.last ?? 0) + choices.count) }
        factors = (0..<next).map { Float(1 / (standardised[$0]?.deviation ?? 1)) }
        offsets = (0..<next).map { Float(standardised[$0]?.mean ?? 0) }
    }

    private var literalCount: Int { choiceCount + classStarts.count - 1 }

    /// Probabilities of the choices in a mean state (entries in −1…1), as (x + 1)/2 scaled to sum to one a site.
    /// - Parameters:
    ///   - state: [stateDimension]
    ///   - choices: [choiceCount]
    public func choices(ofMean state: UnsafePointer<Float>, into choices: UnsafeMutablePointer<Float>) {
        for (site, first) in zip(sites, firstChoices) {
            var total: Float = 0
            for k in 0..<site.count {
                let share = max(0, (site.value(k, in: state) + 1) / 2)
                choices[first + k] = share
                total += share
            }
            for k in 0..<site.count {
                choices[first + k] = total > 0 ? choices[first + k] / total : 1 / Float(site.count)
            }
        }
    }

    /// E[features] where each site chooses by itself with these probabilities; the features themselves where they are 0 and 1.
    /// - Parameters:
    ///   - choices: [choiceCount]
    ///   - features: [count]
    public func expectation(_ choices: UnsafePointer<Float>, into features: UnsafeMutablePointer<Float>) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: literalCount) { values in
            evaluate(choices, values)
            for i in 0..<choiceCount { features[i] = choices[i] }
            for i in choiceCount..<count { features[i] = 0 }
            for term in termFeatures.indices {
                var product = termWeights[term]
                for place in termStarts[term]..<termStarts[term + 1] { product *= values[literals[place]] }
                features[termFeatures[term]] += product
            }
            for i in choiceCount..<count { features[i] = factors[i] * (features[i] - offsets[i]) }
        }
    }

    /// Jᵀ·slopes with J = ∂E[features]/∂choices.
    /// - Parameters:
    ///   - slopes: ∂f/∂features, [count]
    ///   - gradient: ∂f/∂choices, [choiceCount]
    public func pullback(
        _ choices: UnsafePointer<Float>, slopes: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * literalCount) { scratch in
            let values = UnsafeMutableBufferPointer(rebasing: scratch[..<literalCount])
            let literalSlopes = UnsafeMutableBufferPointer(rebasing: scratch[literalCount...])
            evaluate(choices, values)
            literalSlopes.update(repeating: 0)
            for i in 0..<choiceCount { literalSlopes[i] = slopes[i] }
            for term in termFeatures.indices {
                let slope = slopes[termFeatures[term]] * factors[termFeatures[term]] * termWeights[term]
                guard slope != 0 else { continue }
                let range = termStarts[term]..<termStarts[term + 1]
                for place in range {
                    var others = slope
                    for other in range where other != place { others *= values[literals[other]] }
                    literalSlopes[literals[place]] += others
                }
            }
            for i in 0..<choiceCount { gradient[i] = literalSlopes[i] }
            for c in 0..<classStarts.count - 1 {
                for place in classStarts[c]..<classStarts[c + 1] { gradient[classes[place]] += literalSlopes[choiceCount + c] }
            }
        }
    }

    /// Probabilities of all literals.
    private func evaluate(_ choices: UnsafePointer<Float>, _ values: UnsafeMutableBufferPointer<Float>) {
        for i in 0..<choiceCount { values[i] = choices[i] }
        for c in 0..<classStarts.count - 1 {
            var sum: Float = 0
            for place in classStarts[c]..<classStarts[c + 1] { sum += choices[classes[place]] }
            values[choiceCount + c] = sum
        }
    }
}
