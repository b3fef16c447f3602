/// What a surrogate learns from: sums of products of one-hot choices.
///
/// An architecture is one choice at each *site* (a row of V). A feature is Σ_terms Π_factors [the site's choice is this one], with at
/// most one factor a site. It is therefore linear in the probabilities of each site, and its expectation over independent sites is the
/// same formula with probabilities for indicators: exact, smooth, and with a gradient. That is what makes a surrogate fitted
/// to clean architectures noise-aware without training it on noise.
///
/// The first `choiceCount` features are the choices themselves.
public struct FeatureMap: Sendable {
    /// A row of V: `count` entries of a state from `first` on. Choices are numbered through all sites.
    public struct Site: Sendable, Hashable {
        public let first, count: Int

        public init(first: Int, count: Int) {
            self.first = first
            self.count = count
        }
    }

    public let sites: [Site]
    /// Choices of all sites.
    public let choiceCount: Int
    /// Features in all.
    public let count: Int
    /// Ranges of features that belong together, by name; the first is `choices`.
    public let groups: [(name: String, range: Range<Int>)]
    /// Number of each site's first choice.
    public let firstChoices: [Int]
    /// The feature of each term, and where its factors start in `factors`.
    private let termFeatures, termStarts: [Int]
    private let factors: [Int]

    /// - Parameter groups: features beyond the choices: each a sum of terms, each term the numbers of its choices, at most one a site
    public init(sites: [Site], groups: [(name: String, features: [[[Int]]])]) {
        self.sites = sites
        var firstChoices: [Int] = []
        var choices = 0
        for site in sites {
            firstChoices.append(choices)
            choices += site.count
        }
        self.firstChoices = firstChoices
        choiceCount = choices
        var ranges = [(name: "choices", range: 0..<choices)]
        var features: [Int] = [], starts: [Int] = [], factors: [Int] = []
        var next = choices
        for group in groups {
            for (offset, terms) in group.features.enumerated() {
                for term in terms {
                    features.append(next + offset)
                    starts.append(factors.count)
                    factors += term
                }
            }
            ranges.append((group.name, next..<next + group.features.count))
            next += group.features.count
        }
        starts.append(factors.count)
        self.groups = ranges
        (termFeatures, termStarts, self.factors) = (features, starts, factors)
        count = next
    }

    /// Probabilities of the choices in a mean state (entries in −1…1), as (x + 1)/2 scaled to sum to one a site.
    /// - Parameters:
    ///   - state: [stateDimension]
    ///   - choices: [choiceCount]
    public func choices(ofMean state: UnsafePointer<Float>, into choices: UnsafeMutablePointer<Float>) {
        for (site, first) in zip(sites, firstChoices) {
            var total: Float = 0
            for k in 0..<site.count {
                let share = max(0, (state[site.first + k] + 1) / 2)
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
        for i in 0..<choiceCount { features[i] = choices[i] }
        for i in choiceCount..<count { features[i] = 0 }
        for term in termFeatures.indices {
            var product: Float = 1
            for place in termStarts[term]..<termStarts[term + 1] { product *= choices[factors[place]] }
            features[termFeatures[term]] += product
        }
    }

    /// Jᵀ·slopes with J = ∂E[features]/∂choices.
    /// - Parameters:
    ///   - slopes: ∂f/∂features, [count]
    ///   - gradient: ∂f/∂choices, [choiceCount]
    public func pullback(
        _ choices: UnsafePointer<Float>, slopes: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>
    ) {
        for i in 0..<choiceCount { gradient[i] = slopes[i] }
        for term in termFeatures.indices {
            let slope = slopes[termFeatures[term]]
            guard slope != 0 else { continue }
            let range = termStarts[term]..<termStarts[term + 1]
            for place in range {
                var others: Float = 1
                for other in range where other != place { others *= choices[factors[other]] }
                gradient[factors[place]] += slope * others
            }
        }
    }
}
