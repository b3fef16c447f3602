import Architectures
import Foundation
import Search
import TestSupport
import Testing

/// A study grows: by its budget, and by what is known without an evaluation.
@Suite struct StudyGrowthTests {
    let fixture = StudyFixture()

    private func arch(_ code: Int) -> String { Cell.all[code].archString }
    private func known(_ codes: Int..., accuracy: Double? = nil) -> [KnownFigures] {
        codes.map { KnownFigures(arch: arch($0), figures: ["accuracy": accuracy ?? StudyFixture.accuracy(Figures.cells[$0])]) }
    }
    private func evaluateAll(_ study: inout OpenStudy, strategy: any Strategy = StudyFixture.strategy) throws {
        while let one = try study.ask(1, strategy: strategy, time: 0).first {
            try study.note(.told(id: one.id, figures: ["accuracy": StudyFixture.accuracy(one.architecture)]))
        }
    }

    @Test func aSpentStudyTakesALargerBudget() throws {
        var study = try fixture.create(StudyFixture.header(budget: 9))
        try evaluateAll(&study)
        #expect(study.study.evaluations.count == 9 && study.study.budget == 9)
        try study.grow(to: 12)
        try evaluateAll(&study)
        #expect(study.study.evaluations.count == 12)
        // Its last round was whole: as if it had had that budget from the start.
        let whole = StudyFixture()
        var straight = try whole.create(StudyFixture.header(budget: 12))
        try evaluateAll(&straight)
        #expect(study.study.evaluations == straight.study.evaluations)
        let read = try fixture.read()
        #expect(read.budget == 12 && read.evaluations == study.study.evaluations)
        // The budget that it was made with, and the one that it has, change nothing.
        let bytes = try fixture.bytes
        try study.grow(to: 9)
        try study.grow(to: 12)
        #expect(try fixture.bytes == bytes)
        #expect(throws: StudyError.smallerBudget(path: fixture.path, budget: 12, asked: 10)) { try study.grow(to: 10) }
        #expect(
            StudyError.smallerBudget(path: "s", budget: 12, asked: 10).description
                == "s: its budget is 12, and 10 is asked for; a budget can only grow: leave --budget out, or ask for more than 12")
        #expect(throws: StudyFault.badGrowth(to: .max, from: 12)) { try study.grow(to: .max) }
    }

    @Test func whatIsGivenIsUsedAndIsNoEvaluation() throws {
        var study = try fixture.create()
        try study.note(.given(known(3, 17)))
        #expect(study.study.evaluations.isEmpty && study.study.given.map(\.architecture.place) == [3, 17])
        #expect(study.study.history.observations.map(\.architecture.place) == [3, 17])
        // Two of the three initial ones need not be drawn.
        guard case .proposed(0, let first)? = try study.study.proposal(StudyFixture.strategy) else {
            Issue.record("nothing proposed")
            return
        }
        #expect(first.count == 1 && !first.contains(arch(3)) && !first.contains(arch(17)))
        try evaluateAll(&study)
        #expect(study.study.evaluations.count == 8 && study.study.told.count == 8)
        #expect(!study.study.evaluations.contains { [3, 17].contains($0.architecture.place) })
        #expect(try fixture.read().given == study.study.given)
    }

    /// With all the initial ones given, the strategy proposes at once, and what it learns from is what was given.
    @Test func aModelLearnsFromWhatIsGiven() throws {
        let strategy = ModelStrategy("m", source: .exhaustive, surrogate: GaussianProcess(), acquisition: .exploit)
        func firstProposal(_ sign: Double) throws -> [String] {
            let own = StudyFixture()
            defer { withExtendedLifetime(own) {} }
            var study = try own.create(StudyFixture.header(initial: 3, batch: 1))
            let codes = [0, 1, 7_500, 15_624, 9_999, 400]
            try study.note(.given(codes.map { KnownFigures(arch: arch($0), figures: ["accuracy": sign * Cell.all[$0].parametersM]) }))
            guard case .proposed(_, let texts)? = try study.study.proposal(strategy) else { return [] }
            return texts
        }
        let (large, small) = (try firstProposal(1), try firstProposal(-1))
        #expect(large.count == 1 && small.count == 1)
        func parameters(_ texts: [String]) throws -> Double { try Cell(archString: try #require(texts.first)).parametersM }
        #expect(try parameters(large) > parameters(small))
    }

    @Test func whatIsGivenNeverHidesAnEvaluation() throws {
        var study = try fixture.create()
        let asked = try study.ask(3, strategy: StudyFixture.strategy, time: 0)
        let own = asked[1].architecture
        #expect(throws: StudyFault.isEvaluation(own.archString, id: 1)) { try study.note(.given(known(own.place ?? -1))) }
        #expect(try study.give(known(own.place ?? -1, 3)) == (taken: 1, own: 1))
        let bytes = try fixture.bytes
        #expect(try study.give(known(3)) == (taken: 0, own: 0), "the same again is harmless")
        #expect(try fixture.bytes == bytes)
        #expect(throws: StudyFault.givenBefore(arch(3))) { try study.give(known(3, accuracy: -1)) }
        #expect(throws: StudyFault.givenBefore(arch(5))) { try study.note(.given(known(5, 5))) }
        #expect(throws: StudyFault.givenBefore(arch(3))) { try study.note(.proposed(first: 3, architectures: [arch(3)])) }
        #expect(throws: StudyFault.lacksColumn("accuracy", of: "'\(arch(5))'", given: ["ms"])) {
            try study.note(.given([KnownFigures(arch: arch(5), figures: ["ms": 1])]))
        }
        let many = (0..<2_001).map { KnownFigures(arch: arch($0), figures: ["accuracy": 1]) }
        #expect(throws: StudyFault.self) { try study.give(many) }
        #expect(try fixture.bytes == bytes && study.study.given.count == 1)
    }

    @Test func standingsTellWhatIsGivenFromWhatWasEvaluated() throws {
        let header = StudyHeader(
            space: "nasbench201", objective: try Objective([.init(column: "a", weight: 1), .init(column: "ms", weight: -1)], kind: .front),
            strategy: [], seed: 0, settings: StudySettings())
        let study = try Study(
            header,
            events: [
                .given([KnownFigures(arch: arch(7), figures: ["a": 9, "ms": 4]), KnownFigures(arch: arch(8), figures: ["a": 1, "ms": 9])]),
                .proposed(first: 0, architectures: [arch(0), arch(1)]), .told(id: 0, figures: ["a": 9, "ms": 5]), .told(id: 1, figures: ["a": 1, "ms": 1]),
            ], in: StudyFixture.space, path: "f")
        #expect(study.front.map(\.id) == [1])
        #expect(study.givenFront.map(\.architecture.place) == [7])
        #expect(study.best?.id == 0 && study.curve == [4, 4])
        #expect(study.bestGiven?.architecture.place == 7)
    }

    /// Whatever numbers a file holds, its reading ends with a study or an error.
    @Test func extremeNumbersInAStudy() throws {
        let extremes = [Int.min, Int.min + 1, -1, 0, 1, 2, 8, 1_000_000, 1_000_001, Int.max - 1, Int.max]
        var refused = 0, read = 0
        for (place, number) in extremes.enumerated() {
            for other in [number, extremes[extremes.count - 1 - place]] {
                let events: [StudyEvent] = [
                    .proposed(first: number, architectures: [arch(1)]), .asked(ids: [0, other], time: number), .asked(ids: [0], time: number),
                    .told(id: other, figures: ["accuracy": .greatestFiniteMagnitude]), .failed(id: number, reason: ""), .requeued(ids: [number, other]),
                    .grown(budget: number), .given(known(place)), .grown(budget: other),
                ]
                let own = StudyFixture()
                do {
                    let file = try StudyFile(own.path, creating: StudyFixture.header(), patience: 0)
                    try file.append(.proposed(first: 0, architectures: [arch(9), arch(10)]))
                    for event in events where event.isSensible(number) { try file.append(event) }
                }
                do {
                    let study = try own.read()
                    for seconds in [0, 1, Int.max] { for now in extremes { _ = study.lost(after: seconds, now: now) } }
                    _ = (study.best, study.front, study.curve, study.history)
                    read += 1
                } catch {
                    #expect(error is StudyError)
                    refused += 1
                }
            }
        }
        #expect(refused > 0 && read + refused == 2 * extremes.count)
        let times = try Study(
            StudyFixture.header(),
            events: [.proposed(first: 0, architectures: [arch(0), arch(1), arch(2)]), .asked(ids: [0], time: .min), .asked(ids: [1], time: .max), .asked(ids: [2], time: 10)],
            in: StudyFixture.space, path: "f")
        #expect(times.lost(after: 5, now: 20).map(\.id) == [0, 2])
        #expect(times.lost(after: .max, now: 20).map(\.id) == [0])
        #expect(times.lost(after: 0, now: .min).map(\.id) == [0])
    }

    @Test(arguments: [Int.min, -1, 0, 100_001, 1_000_001, Int.max])
    func extremeSettingsOfAStudy(number: Int) throws {
        for (key, header) in [
            ("initial", try StudyFixture.header(initial: number)), ("batch", try StudyFixture.header(batch: number)),
            ("budget", try StudyFixture.header(budget: number)),
        ] where !(key == "budget" && number == 100_001) {
            let own = StudyFixture()
            #expect(throws: StudyError.self, "\(key)") { try own.create(header) }
            let error = errorText { _ = try own.read() } ?? "none"
            #expect(error.contains("line 1: '\(key)' is '\(number)'; it must be between 1 and"), "\(error)")
        }
    }
}

extension StudyEvent {
    /// Half of them are left out, so that some studies can be read.
    fileprivate func isSensible(_ number: Int) -> Bool {
        switch self {
        case .proposed, .told, .failed, .requeued: number % 2 == 0
        case .asked(let ids, _): ids.count == 1
        case .given: true
        case .grown(let budget): budget > 8 && budget <= 1_000_000
        }
    }
}
