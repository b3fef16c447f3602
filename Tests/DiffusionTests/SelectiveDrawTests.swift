import Architectures
import Diffusion
import TestSupport
import Testing

/// Choosing among samples, against drawing all of them and leaving out by hand.
@Suite struct SelectiveDrawTests {
    private static let space = SearchSpace.nasbench201

    private func models() throws -> Models { Models(denoiser: ExactDenoiser(of: Self.space), predictor: try LearnedModels.predictor()) }

    private let settings = RunSettings(seed: 4, steps: 4)

    private func lookup(_ columns: [BenchmarkTable.Column], predicted: [String] = []) -> FigureLookup {
        let measured = columns.map { ($0.name, FigureLookup.Source(info: $0.info, values: $0.values, isPredicted: predicted.contains($0.name))) }
        let rest = predicted.filter { name in !columns.contains { $0.name == name } }
            .map { ($0, FigureLookup.Source(info: .named($0), isPredicted: true)) }
        return FigureLookup(of: Self.space, Dictionary(measured + rest, uniquingKeysWith: { $1 }))
    }

    private func draw(
        _ count: Int, from first: Int = 0, limit: Int = 100_000, _ rules: SelectionRules, _ figures: FigureLookup, _ settings: RunSettings? = nil,
        threads: Int = 2
    ) throws -> SelectiveDraw {
        try SelectiveDraw(
            count, from: first, limit: limit, rules: rules, figures: figures, models: try models(), settings: settings ?? self.settings, threads: threads)
    }

    private func samples(_ count: Int, from first: Int = 0, _ settings: RunSettings? = nil) throws -> [GeneratedSample] {
        try Generation.samples(count, from: first, models: try models(), settings: settings ?? self.settings, threads: 2)
    }

    @Test func withoutRulesAllAreTaken() throws {
        let draw = try draw(20, from: 5, SelectionRules(), lookup([]))
        #expect(draw.taken.map(\.sample) == (try samples(20, from: 5)))
        #expect(draw.taken.map(\.index) == Array(5..<25) && draw.end == .enough)
        #expect(draw.census.count == 20)
    }

    /// What is taken does not depend on rounds or threads, and the count of what was drawn ends with the last that is taken.
    @Test(arguments: [0, 3], [1, 2])
    func boundsLeaveOutWhatDoesNotMeetThem(first: Int, threads: Int) throws {
        let column = try Figures.accuracy()
        let rules = SelectionRules(requirements: [Constraint(column: column.name, relation: .greater, bound: 91)])
        let found = try draw(24, from: first, rules, lookup([column]), threads: threads)
        let all = try samples(found.census.count, from: first)
        let wanted = all.enumerated().filter { $1.isValid && ($1.place.map { column.values[$0] > 91 } ?? false) }
        #expect(found.taken.count == 24 && found.end == .enough)
        #expect(found.taken.map(\.index) == wanted.map { first + $0.offset })
        #expect(found.taken.map(\.sample) == wanted.map(\.element))
        #expect(found.taken.last.map { $0.index + 1 - first } == found.census.count)
        #expect(found.census == SampleCensus(all, of: Self.space))
        #expect(found.taken.allSatisfy { $0.figures[column.name]?.origin == .measured })
    }

    @Test func predictionsSpeakWhereNothingIsMeasured() throws {
        let figures = lookup([], predicted: ["analog_accuracy"]), all = try samples(64)
        let predicted = CleanPredictions.natural(all.map(\.state), by: try LearnedModels.predictor()).map { $0["analog_accuracy"] ?? .nan }
        let bound = predicted.sorted()[40]
        let found = try draw(10, SelectionRules(requirements: [Constraint(column: "analog_accuracy", relation: .greaterOrEqual, bound: bound)]), figures)
        let wanted = all.indices.filter { all[$0].isValid && predicted[$0] >= bound }.prefix(10)
        #expect(found.taken.map(\.index) == Array(wanted))
        #expect(found.taken.map { $0.figures["analog_accuracy"]?.value } == wanted.map { predicted[$0] })
        #expect(SelectiveDraw.origins(of: "analog_accuracy", in: found.taken) == [.predicted: 10])
    }

    /// A missing figure is predicted where a predictor knows the property; else it meets nothing.
    @Test func missingFiguresArePredictedOrMeetNothing() throws {
        let full = try Figures.column("analog_accuracy")
        let half = BenchmarkTable.Column(
            of: Self.space, name: full.name, values: full.values.enumerated().map { $0.isMultiple(of: 2) ? $1 : .nan })
        let all = SelectionRules(requirements: [Constraint(column: full.name, relation: .greater, bound: -1000)])
        let measured = try draw(20, all, lookup([half]))
        #expect(measured.taken.allSatisfy { ($0.sample.place ?? 1).isMultiple(of: 2) } && measured.census.count > 25)
        let either = try draw(20, all, lookup([half], predicted: [full.name]))
        #expect(either.census.count == 20 + (either.census.count - either.census.valid))
        #expect(Set(SelectiveDraw.origins(of: full.name, in: either.taken).keys) == [.measured, .predicted])
    }

    /// A network says something of a cell without a path, and it means nothing.
    @Test func latenciesOfCellsWithoutAPathMeetNothing() throws {
        let empty = try #require(Architecture(place: 0, of: Self.space)), full = try #require(Architecture(place: 15_624, of: Self.space))
        #expect(!empty.edges.contains(true) && full.edges.contains(true))
        let named = FigureLookup.Source(info: .named("latency_ms_pixel3"), values: [Double](repeating: 3, count: 15_625), isPredicted: true)
        let lookup = FigureLookup(of: Self.space, ["latency_ms_pixel3": named])
        let cells = [empty, full].map { GeneratedSample($0.state, of: Self.space) }
        let figures = lookup.figures(["latency_ms_pixel3"], of: cells.enumerated().map { (index: $0, sample: $1) }, predictor: nil)
        #expect(figures[0].isEmpty && figures[1]["latency_ms_pixel3"]?.value == 3)
    }

    @Test func distinctOnesAreTakenOnce() throws {
        let settings = RunSettings(seed: 1, steps: 3, guidance: Guidance(tilts: ["baseline_accuracy": 3]))
        let found = try draw(40, SelectionRules(isUnique: true), lookup([]), settings)
        var seen: Set<Architecture> = [], wanted: [Int] = []
        for (index, sample) in try samples(found.census.count, settings).enumerated() where sample.isValid {
            if let architecture = sample.architecture, seen.insert(architecture).inserted { wanted.append(index) }
        }
        #expect(found.taken.map(\.index) == wanted && wanted.count == 40)
        #expect(found.census.distinct == 40)
    }

    @Test func theBestAreKept() throws {
        let column = try Figures.accuracy()
        let rules = SelectionRules(order: FigureOrder(property: column.name), top: 5), figures = lookup([column])
        let found = try draw(50, rules, figures), kept = found.kept(by: rules, figures)
        let all = found.taken.compactMap { $0.sample.place.map { column.values[$0] } }
        #expect(all.count == 50)
        #expect(kept.compactMap { $0.figures[column.name]?.value } == Array(all.sorted(by: >).prefix(5)))
        let reversed = SelectionRules(order: FigureOrder(property: column.name, wantsMore: false))
        #expect(found.kept(by: reversed, figures).compactMap { $0.figures[column.name]?.value } == all.sorted())
    }

    @Test func theLimitHolds() throws {
        let column = try Figures.accuracy()
        let rules = SelectionRules(requirements: [Constraint(column: column.name, relation: .greater, bound: 94)])
        for limit in [10, 61, 100] {
            let found = try draw(10, limit: limit, rules, lookup([column]))
            #expect(found.census.count == limit && found.end == .limit && found.taken.count < 10)
        }
    }

    @Test func whatNothingMeetsIsSaidAtOnce() throws {
        let column = try Figures.column("baseline_accuracy"), known = column.values.filter { !$0.isNaN }
        let low = try #require(known.min()), high = try #require(known.max())
        let fault = errorText {
            _ = try draw(1, SelectionRules(requirements: [Constraint(column: column.name, relation: .greater, bound: 99)]), lookup([column]))
        }
        #expect(
            fault
                == "none of the 15625 cells meets baseline_accuracy>99: baseline_accuracy goes from \(column.info.format(low)) to \(column.info.format(high))")
    }

    /// More distinct architectures than the space has are not waited for.
    @Test func whereTheSpaceHasNoMoreItEnds() throws {
        let best = try Figures.accuracy(), bound = try #require(best.values.filter { !$0.isNaN }.max()) - 1e-9
        let column = BenchmarkTable.Column(of: Self.space, name: best.name, values: best.values.map { $0 > bound ? 1 : 0 })
        let few = column.values.count { $0 == 1 }
        let settings = RunSettings(seed: 1, steps: 3, guidance: Guidance(tilts: [best.name: 6]))
        // A prior that draws little else.
        let models = Models(denoiser: ExactDenoiser(of: Self.space, logPrior: column.values.map { 20 * $0 }), predictor: try LearnedModels.predictor())
        let rules = SelectionRules(requirements: [Constraint(column: best.name, relation: .greater, bound: 0.5)], isUnique: true)
        let found = try SelectiveDraw(
            few + 3, from: 0, limit: 10_000, rules: rules, figures: lookup([column]), models: models, settings: settings, threads: 2)
        #expect(found.taken.count == few && found.end == .noMore)
        #expect(
            SelectionError.noMore(found: few, asked: few + 3, drawn: 64, nouns: "cells").description
                == "the space has only \(few) cells that meet what is required, and all of them were found among 64 samples: \(few + 3) were asked for")
        #expect(
            SelectionError.tooFew(found: 3, asked: 16, drawn: 1600, nouns: "cells").description
                == "3 of the 16 cells that are asked for were found among 1600 samples, which is as many as may be drawn: steer towards them by --guide or --aim, ask for less, or give a larger --limit"
        )
        #expect(
            SelectionError.unknownProperty("acuracy", option: "--require", known: ["accuracy"]).description
                == "--require names 'acuracy', of which no table has figures and which the predictor does not know, perhaps 'accuracy'; a table of it is named by --table FILE"
        )
    }

    /// Particles of twisted guidance are drawn in whole rounds, the first of which is what a run without rules is.
    @Test func coupledSamplesAreDrawnInWholeRounds() throws {
        let settings = RunSettings(seed: 2, steps: 4, guidance: Guidance(tilts: ["baseline_accuracy": 1], method: .twisted))
        let rounds = try (0..<3).map { try samples(12, from: 12 * $0, settings) }
        let found = try draw(12, limit: 40, SelectionRules(isUnique: true), lookup([]), settings)
        #expect(found.census.count.isMultiple(of: 12) && found.census.count <= 36)
        var seen: Set<Architecture> = []
        let wanted = rounds.flatMap { $0 }.prefix(found.census.count).enumerated().filter { $1.isValid && ($1.architecture.map { seen.insert($0).inserted } ?? false) }
        #expect(found.taken.map(\.index) == wanted.prefix(12).map(\.offset))
        #expect(found.taken.map(\.sample) == wanted.prefix(12).map(\.element))
        // One round is always drawn, and none that the limit has no room for.
        #expect(try draw(12, limit: 23, SelectionRules(requirements: [Constraint(column: "none", relation: .less, bound: 0)]), lookup([]), settings).census.count == 12)
    }

    @Test func restrictedDistributionsAreTheOldOnesAmongSome() throws {
        let column = try Figures.accuracy(), scores = NormalScores.of(column.values)
        let whole = GuidedDistribution([.init(scores: scores, tilt: 1)], count: scores.count), holds = column.values.map { $0 > 90 }
        let part = whole.restricted(to: holds)
        let total = zip(whole.probabilities, holds).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        for place in stride(from: 0, to: scores.count, by: 97) {
            #expect(abs(part.probabilities[place] - (holds[place] ? whole.probabilities[place] / total : 0)) < 1e-15)
        }
        #expect(whole.restricted(to: holds.map { _ in false }).probabilities.allSatisfy { $0 == 0 })
    }
}
