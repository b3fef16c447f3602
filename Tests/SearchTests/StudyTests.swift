import Architectures
import Diffusion
import Foundation
import Search
import Testing

@Suite struct StudyTests {
    private func study(_ events: [StudyEvent] = []) throws -> Study {
        try Study(StudyFixture.header(), events: events, in: StudyFixture.space, path: "f")
    }

    private func texts(_ codes: Int...) -> [String] { codes.map { Cell.all[$0].archString } }

    @Test func whatMayNotHappen() throws {
        var study = try study([
            .proposed(first: 0, architectures: texts(0, 1, 2)), .told(id: 0, figures: ["accuracy": 90]), .asked(ids: [1], time: 5),
        ])
        let before = study.evaluations
        let refused: [(StudyEvent, StudyFault)] = [
            (.proposed(first: 2, architectures: texts(7)), .wrongFirst(2, expected: 3)),
            (.proposed(first: 3, architectures: []), .nothingProposed),
            (.proposed(first: 3, architectures: texts(3, 4, 5, 6, 7, 8)), .overBudget(8)),
            (.proposed(first: 3, architectures: texts(9, 1)), .proposedTwice(texts(1)[0], id: 1)),
            (.proposed(first: 3, architectures: texts(9, 9)), .proposedTwice(texts(9)[0], id: 3)),
            (.asked(ids: [3], time: 0), .unknownID(3, count: 3)),
            (.asked(ids: [2, 1], time: 0), .notQueued(id: 1, state: "handed out")),
            (.told(id: -1, figures: ["accuracy": 1]), .unknownID(-1, count: 3)),
            (.told(id: 0, figures: ["accuracy": 91]), .toldOtherwise(id: 0, state: "evaluated with accuracy=90.0")),
            (.failed(id: 0, reason: ""), .toldOtherwise(id: 0, state: "evaluated with accuracy=90.0")),
            (.told(id: 1, figures: ["speed": 1]), .lacksColumn("accuracy", of: "evaluation 1", given: ["speed"])),
            (.told(id: 1, figures: ["accuracy": 1, "speed": .infinity]), .notFinite(column: "speed", of: "evaluation 1", value: .infinity)),
            (.requeued(ids: [1, 0]), .notRequeuable(id: 0, state: "evaluated with accuracy=90.0")),
            (.requeued(ids: [2]), .notRequeuable(id: 2, state: "waiting to be handed out")),
        ]
        for (event, fault) in refused {
            #expect(throws: fault) { try study.apply(event) }
            #expect(study.evaluations == before, "\(event)")
        }
        #expect(throws: StudyFault.self) { try study.apply(.proposed(first: 3, architectures: ["|what~0|"])) }
    }

    @Test func aSpaceOfItsOwn() throws {
        let header = StudyHeader(
            space: "darts", objective: try Objective([.init(column: "a", weight: 1)]), strategy: [], seed: 0, settings: StudySettings())
        #expect(throws: StudyError.otherSpace(path: "f", space: "darts", wanted: "nasbench201")) {
            try Study(header, events: [], in: StudyFixture.space, path: "f")
        }
    }

    @Test func tellingTheSameAgainTellsNothing() throws {
        let study = try study([.proposed(first: 0, architectures: texts(4, 5)), .told(id: 0, figures: ["accuracy": 1]), .failed(id: 1, reason: "x")])
        #expect(study.knows(.told(id: 0, figures: ["accuracy": 1])))
        #expect(!study.knows(.told(id: 0, figures: ["accuracy": 2])))
        #expect(!study.knows(.told(id: 1, figures: ["accuracy": 1])))
        #expect(study.knows(.failed(id: 1, reason: "y")))
        #expect(!study.knows(.told(id: 9, figures: [:])))
    }

    /// What came back first does not matter, and what failed has no figure.
    @Test func theHistoryIsInTheOrderOfProposals() throws {
        let start = StudyEvent.proposed(first: 0, architectures: texts(10, 11, 12, 13))
        let told = [0, 2, 3].map { StudyEvent.told(id: $0, figures: ["accuracy": Double($0)]) } + [.failed(id: 1, reason: "x")]
        let history = try study([start] + told).history
        #expect(history.observations.map(\.architecture.place) == [10, 11, 12, 13])
        #expect(history.observations.map { $0.values[0].isNaN ? -1 : $0.values[0] } == [0, -1, 2, 3])
        let other = try study([start] + told.reversed())
        for strategy: any Strategy in [StudyFixture.strategy, RandomStrategy(), LocalSearchStrategy()] {
            #expect(try other.proposal(strategy) == study([start] + told).proposal(strategy))
        }
        let open = try study([start, told[0]])
        #expect(open.history.pending.map(\.place) == [11, 12, 13])
    }

    @Test func standings() throws {
        let header = StudyHeader(
            space: "nasbench201",
            objective: try Objective([.init(column: "a", weight: 1)], constraints: [Constraint(parsing: "ms<5")]), strategy: [],
            seed: 0, settings: StudySettings())
        let study = try Study(
            header,
            events: [
                .proposed(first: 0, architectures: texts(0, 1, 2, 3, 4, 5)), .told(id: 0, figures: ["a": 9, "ms": 5]),
                .told(id: 1, figures: ["a": 3, "ms": 1]), .failed(id: 2, reason: ""), .told(id: 3, figures: ["a": 7, "ms": 4.9]),
                .told(id: 4, figures: ["a": 7, "ms": 2]),
            ], in: StudyFixture.space, path: "f")
        #expect(study.best?.id == 3)
        #expect(study.curve == [nil, 3, 3, 7, 7])
        #expect(study.pending.map(\.id) == [5])
        let front = try Study(
            StudyHeader(
                space: "nasbench201", objective: try Objective([.init(column: "a", weight: 1), .init(column: "ms", weight: -1)], kind: .front),
                strategy: [], seed: 0, settings: StudySettings()),
            events: [
                .proposed(first: 0, architectures: texts(0, 1, 2, 3)), .told(id: 0, figures: ["a": 9, "ms": 5]),
                .told(id: 1, figures: ["a": 9, "ms": 6]), .told(id: 2, figures: ["a": 1, "ms": 1]), .failed(id: 3, reason: ""),
            ], in: StudyFixture.space, path: "f"
        ).front
        #expect(front.map(\.id) == [0, 2])
    }

    /// Asking and telling one by one gives what the harness finds on a table, for every strategy that needs no networks.
    @Test(arguments: ["random", "evolution", "local", "mutation", "exhaustive"])
    func askingAndTellingIsTheSameSearch(name: String) throws {
        let strategy: any Strategy =
            switch name {
            case "random": RandomStrategy()
            case "evolution": StudyFixture.strategy
            case "local": LocalSearchStrategy()
            case "mutation":
                ModelStrategy(name, source: .mutation(MutationSettings(count: 30)), surrogate: GaussianProcess(), acquisition: .expectedImprovement)
            default: ModelStrategy(name, source: .exhaustive, surrogate: GaussianProcess(), acquisition: .thompson)
            }
        let fixture = StudyFixture()
        let header = try StudyFixture.header(initial: 4, batch: 3, budget: 12)
        _ = try fixture.create(header)
        while true {
            // Opened anew each time, as from a shell.
            let asked = try { () throws -> [Study.Evaluation] in
                var study = try fixture.open()
                return try study.ask(1, strategy: strategy, time: 0)
            }()
            guard let one = asked.first else { break }
            var study = try fixture.open()
            try study.note(.told(id: one.id, figures: ["accuracy": StudyFixture.accuracy(one.architecture)]))
        }
        let table = SearchTable(
            name: "t", architectures: Figures.cells, columns: [.init(name: "accuracy", values: Figures.cells.map(StudyFixture.accuracy))])
        let harness = try Harness(
            table.problem(header.readObjective(), in: StudyFixture.space), table: table, settings: header.settings)
        let straight = try harness.run(strategy, seed: header.seed).history.observations.map(\.architecture)
        #expect(try fixture.read().evaluations.map(\.architecture) == straight)
        #expect(straight.count == 12)
    }

    @Test func whoAsksForMoreThanIsWaitingGetsAllThereIs() throws {
        let fixture = StudyFixture()
        var study = try fixture.create()
        #expect(try study.ask(2, strategy: StudyFixture.strategy, time: 0).map(\.id) == [0, 1])
        // One of the start is left, and nothing is known yet.
        #expect(try study.ask(4, strategy: StudyFixture.strategy, time: 0).map(\.id) == [2, 3, 4, 5])
        #expect(try study.ask(9, strategy: StudyFixture.strategy, time: 0).map(\.id) == [6, 7])
        #expect(try study.ask(1, strategy: StudyFixture.strategy, time: 0).isEmpty)
        try study.note(.requeued(ids: [3, 1]))
        #expect(try study.ask(3, strategy: StudyFixture.strategy, time: 0).map(\.id) == [1, 3])
        #expect(Set(study.study.evaluations.map(\.architecture)).count == 8)
    }
}
