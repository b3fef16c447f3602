import Architectures

/// Samples drawn until as many as are asked for meet the rules: one after the other, so that neither the threads nor the size of a round
/// changes what is taken.
public struct SelectiveDraw: Sendable {
    /// A sample that is taken, and the figures that the rules go by.
    public struct Taken: Sendable {
        /// Of the run.
        public let index: Int
        public let sample: GeneratedSample
        public let figures: [String: FigureLookup.Figure]
    }

    /// Why no more were drawn.
    public enum End: Sendable, Hashable {
        /// As many as were asked for are there.
        case enough
        /// All that the space has are there.
        case noMore
        case limit
    }

    /// In the order of the run.
    public private(set) var taken: [Taken] = []
    /// Of all samples that were drawn, up to the one with which there were enough.
    public private(set) var census = SampleCensus()
    public private(set) var end = End.limit

    /// Draws samples from `first` on. Without anything to choose by they are the `count` samples from there, whatever they are.
    ///
    /// Samples that depend on each other (`RunSettings.isCoupled`) are drawn in whole rounds of `count`, the first of which is what a run without rules would
    /// be; as many rounds as the limit has room for, and always one.
    /// - Parameters:
    ///   - count: how many are asked for
    ///   - limit: how many samples may be drawn
    ///   - progress: told how many are taken, of how many, and how many were drawn
    /// - Throws: `GuidanceError`, `SelectionError.nothingMeets`
    public init(
        _ count: Int, from first: Int, limit: Int, rules: SelectionRules, figures: FigureLookup, models: Models, settings: RunSettings, threads: Int,
        progress: (@Sendable (_ done: Int, _ total: Int, _ drawn: Int?) -> Void)? = nil
    ) throws {
        func draw(_ range: Range<Int>, _ told: (@Sendable (Int, Int) -> Void)? = nil) throws -> [Drawn] {
            let samples = try Generation.samples(
                range.count, from: range.lowerBound, models: models, settings: settings, threads: threads, progress: told)
            return zip(range, samples).map { (index: $0, sample: $1) }
        }
        guard rules.selects else {
            let all = try draw(first..<first + count) { progress?($0, $1, nil) }
            take(all, until: count, rules, figures, models.predictor) { _, _ in true }
            end = .enough
            return
        }
        let meeting = try figures.meetingCount(rules.requirements)
        let possible = rules.isUnique ? meeting ?? .max : .max, enough = min(count, possible)
        let rounds = DrawRounds(count: count, from: first, limit: limit, isCoupled: settings.isCoupled)
        var seen: Set<Architecture> = []
        while taken.count < enough, let range = rounds.next(after: first + census.count, taken: taken.count) {
            take(try draw(range), until: enough, isWhole: settings.isCoupled, rules, figures, models.predictor) { sample, known in
                guard sample.isValid, let architecture = sample.architecture, rules.holds(known) else { return false }
                return !rules.isUnique || seen.insert(architecture).inserted
            }
            progress?(taken.count, count, census.count)
        }
        end = taken.count >= count ? .enough : taken.count >= possible ? .noMore : .limit
    }

    private typealias Drawn = (index: Int, sample: GeneratedSample)

    /// - Parameters:
    ///   - enough: no more are taken
    ///   - isWhole: all samples of the round count as drawn, needed or not
    private mutating func take(
        _ round: [Drawn], until enough: Int, isWhole: Bool = false, _ rules: SelectionRules, _ lookup: FigureLookup, _ predictor: (any Predictor)?,
        if isWanted: (GeneratedSample, [String: FigureLookup.Figure]) -> Bool
    ) {
        for (drawn, known) in zip(round, lookup.figures(rules.properties, of: round, predictor: predictor)) {
            guard isWhole || taken.count < enough else { return }
            census.add(drawn.sample, of: lookup.space)
            if taken.count < enough, isWanted(drawn.sample, known) { taken.append(Taken(index: drawn.index, sample: drawn.sample, figures: known)) }
        }
    }

    /// What the rules leave of what is taken: in their order, and the best alone where they say so.
    public func kept(by rules: SelectionRules, _ figures: FigureLookup) -> [Taken] {
        guard let order = rules.order, let info = figures[order.property]?.info else { return taken }
        let places = order.places(of: taken.map { $0.figures[order.property]?.value }, info)
        return places.prefix(rules.top ?? places.count).map { taken[$0] }
    }

    /// Where the figures of a property came from among some that are taken, how often each.
    public static func origins(of property: String, in taken: [Taken]) -> [FigureLookup.Origin: Int] {
        taken.reduce(into: [:]) { counts, one in if let figure = one.figures[property] { counts[figure.origin, default: 0] += 1 } }
    }
}

extension SelectionRules {
    /// Whether every requirement is met; a figure that is not known meets none.
    public func holds(_ figures: [String: FigureLookup.Figure]) -> Bool {
        requirements.allSatisfy { requirement in figures[requirement.column].map { requirement.holds($0.value) } ?? false }
    }
}
