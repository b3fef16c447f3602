import Architectures
import Diffusion
import Terminal

/// A population at the place one stands, ready to be drawn and pointed at.
struct PopulationMoment {
    let step: PopulationStep
    let course: Population.Course
    let truth: PopulationTruth?
    let catalog: Catalog
    /// Whether this is the end of its run.
    let isEnd: Bool
    /// The samples are those of the settings before: the new ones are being computed.
    let isBefore: Bool
    private let values: Population.Values

    /// nil while nothing is known.
    init?(_ state: State) {
        guard let (step, course) = state.population.step(at: state.position), let catalog = state.catalog else { return nil }
        self.step = step
        self.course = course
        self.catalog = catalog
        truth = state.population.truth
        isEnd = step.index + 1 == course.total && state.position >= (state.branch?.total ?? 1)
        values = state.population.values
        isBefore = course.request != state.population.course?.request
    }

    var count: Int { step.architectures.count }

    /// The samples' values of a property, in standard scores.
    struct Scores {
        /// NaN where there is none, [samples]
        var values: [Double]
        /// Figures of the cells rather than predictions.
        var isMeasured: Bool
    }

    func scores(of property: String) -> Scores {
        let known = truth?.properties[property]
        let place = course.request.properties.firstIndex(of: property)
        let isKnown = predicted(property) != nil
        let wantsFigures = values == .measured || (values == .fitting && (isEnd || !isKnown))
        if wantsFigures, let known, let entry = catalog[property], entry.isMeasured {
            return Scores(values: (0..<count).map { score($0, entry, known) ?? .nan }, isMeasured: true)
        }
        guard let place else { return Scores(values: [Double](repeating: .nan, count: count), isMeasured: false) }
        let width = course.request.properties.count
        return Scores(values: (0..<count).map { Double(step.scores[ifPresent: $0 * width + place] ?? .nan) }, isMeasured: false)
    }

    /// The architecture of a sample, where it is a valid one.
    private func valid(_ sample: Int) -> Architecture? {
        step.isValid[ifPresent: sample] ?? false ? architecture(sample) : nil
    }

    /// The figure of a sample's architecture; nil where it is no valid one, or has none.
    func measured(_ sample: Int, _ entry: Catalog.Entry) -> Double? { valid(sample).flatMap(entry.truth(of:)) }

    /// The same as a standard score: by rank where all architectures have theirs.
    private func score(_ sample: Int, _ entry: Catalog.Entry, _ known: PopulationTruth.Property) -> Double? {
        guard let scores = known.scores else { return measured(sample, entry).map(entry.scale.score(of:)) }
        guard let place = valid(sample)?.place, let score = scores[ifPresent: place], !score.isNaN else { return nil }
        return score
    }

    /// What is predicted of a property over the samples, in its natural unit.
    func predicted(_ property: String) -> PopulationStep.Moments? {
        guard let place = course.request.properties.firstIndex(of: property), let moments = step.predicted[ifPresent: place] else { return nil }
        return moments.mean.isNaN ? nil : moments
    }

    /// The figures of the samples' valid architectures, in the natural unit.
    func measured(_ property: String) -> PopulationStep.Moments? {
        guard let entry = catalog[property], entry.isMeasured else { return nil }
        let moments = PopulationStep.Moments(of: (0..<count).lazy.map { measured($0, entry) ?? .nan })
        return moments.mean.isNaN ? nil : moments
    }

    /// The samples that have a value of a property, the best first.
    func order(by property: String) -> [Int] {
        let scores = scores(of: property).values
        let sign = catalog[property]?.info.higherIsBetter ?? true ? 1.0 : -1.0
        return scores.indices.filter { !scores[$0].isNaN }.sorted {
            scores[$0] != scores[$1] ? sign * scores[$0] > sign * scores[$1] : $0 < $1
        }
    }

    /// How far the shown histogram of a property is from the exact one, and how far that many exact draws would be on average; nil
    /// where values are predictions or the exact one is not known.
    func distance(_ property: String) -> (distance: Double, floor: Double)? {
        guard !isBefore, let exact = truth?.properties[property]?.exact else { return nil }
        let scores = scores(of: property)
        let draws = scores.values.count { !$0.isNaN }
        guard scores.isMeasured, draws > 0 else { return nil }
        let shares = ScoreBins.usual.shares(scores.values)
        return (TotalVariation.distance(shares, exact), TotalVariation.floor(exact, draws: draws))
    }

    /// How many samples ended outside the space, in words; nil while they are on their way, and where none did.
    func invalidWords(_ space: SearchSpace) -> String? {
        let invalid = count - step.isValid.count { $0 }
        guard isEnd, invalid > 0 else { return nil }
        return invalid == count ? "none is a valid \(space.words.noun)" : "\(invalid) of \(count) are no valid \(space.words.noun)"
    }

    /// What a sample's estimate says.
    func architecture(_ sample: Int) -> Architecture? {
        step.architectures[ifPresent: sample] ?? nil
    }
}
