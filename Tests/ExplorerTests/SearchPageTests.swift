import Architectures
import Diffusion
import Explorer
import Search
import Terminal
import Testing

/// What the keys of the search page do to the race.
@Suite struct SearchPageTests {
    private static func page(_ body: (inout Harness, SearchEngine) throws -> Void) throws {
        let engine = SearchEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.search(engine: engine)
        try body(&harness, engine)
    }

    @Test func allStartFromTheSameCells() throws {
        try Self.page { harness, _ in
            let race = harness.state.race
            #expect(race.racers.map(\.method.strategy) == [.mutation, .evolution, .random])
            #expect(race.racers.allSatisfy { $0.evaluations.count == SearchRace.initial })
            #expect(Set(race.racers.map { $0.evaluations.map(\.code) }).count == 1)
            let figures = try #require(harness.catalog["cifar10_test"]?.figures)
            #expect(race.lead?.evaluations.allSatisfy { $0.value == figures[$0.code] && $0.forecast == nil } == true)
            #expect(race.goal?.best == figures.max())
        }
    }

    /// What is said of the direction counts: the least is sought, the best found is the least, and line and session keep the word.
    @Test func theDirectionThatIsSaidCounts() throws {
        try Self.page { harness, engine in
            try harness.type(":search min:cifar10_te")
            try harness.press(.enter)
            harness.answerSearch(engine)
            try harness.rounds(3, engine: engine)
            let race = harness.state.race, figures = try #require(harness.catalog["cifar10_test"]?.figures)
            #expect(race.objective == "min:cifar10_test" && race.goal?.best == figures.min())
            let values = try #require(race.lead).evaluations.map(\.value)
            #expect(harness.state.race.lead?.best(of: values.count, try #require(race.goal)) == values.min())
            try harness.type("y")
            #expect(harness.state.linesShown.contains { $0.contains("--objective min:cifar10_test") })
            try harness.press(.escape)
            try harness.type(":search max:nothing")
            try harness.press(.enter)
            #expect(render(harness.state).text.contains("'nothing'"))
        }
    }

    /// The race is the harness of `dnag search bo`: the same cells in the same order.
    @Test func itIsTheSearchOfTheCommandLine() throws {
        try Self.page { harness, engine in
            try harness.rounds(4, engine: engine)
            let figures = try #require(harness.catalog["cifar10_test"]?.figures)
            let table = SearchTable(
                name: "t", architectures: Cell.all.map { Architecture($0) }, columns: [.init(name: "cifar10_test", values: figures)])
            let problem = try table.problem(Objective([.init(column: "cifar10_test", weight: 1)]), in: SearchedSpace(.nasbench201))
            let strategies: [any Strategy] = [
                ModelStrategy("mutation", source: .mutation(MutationSettings()), surrogate: GaussianProcess(), acquisition: .expectedImprovement),
                EvolutionStrategy(), RandomStrategy(),
            ]
            let direct = try Direct(problem, table).runs(strategies, seed: 7)
            for (racer, codes) in zip(harness.state.race.racers, direct) {
                #expect(racer.evaluations.map(\.code) == codes, "\(racer.method.words)")
            }
        }
    }

    /// The search library's own harness.
    private struct Direct {
        let harness: Search.Harness
        init(_ problem: Problem, _ table: SearchTable) throws {
            harness = try Search.Harness(problem, table: table, settings: StudySettings(initial: 10, batch: 1, budget: 14))
        }
        func runs(_ strategies: [any Strategy], seed: UInt64) throws -> [[Int?]] {
            try strategies.map { try harness.run($0, seed: seed).history.observations.map(\.architecture.place) }
        }
    }

    @Test func timeAloneAsksForRoundsAndSpaceStopsThem() throws {
        try Self.page { harness, engine in
            let asked = harness.searches.count
            #expect(harness.state.wantsRound)
            harness.send(.tick(1))
            #expect(harness.searches.count == asked + 1 && !harness.state.wantsRound)
            harness.send(.tick(2))
            // One at a time.
            #expect(harness.searches.count == asked + 1)
            try harness.type(" ")
            harness.answerSearch(engine)
            harness.send(.tick(3))
            #expect(harness.searches.count == asked + 1 && !harness.state.race.isRunning)
            #expect(harness.state.race.lead?.evaluations.count == 11)
            try harness.type(" ")
            #expect(harness.searches.count == asked + 2)
            // Elsewhere it waits.
            harness.answerSearch(engine)
            try harness.type("1")
            harness.send(.tick(4))
            #expect(harness.searches.count == asked + 2 && !harness.state.wantsRound)
        }
    }

    /// Steering keeps what was found, and the course that was left goes on beside.
    @Test func steeringForks() throws {
        try Self.page { harness, engine in
            try harness.rounds(2, engine: engine)
            let before = try #require(harness.state.race.lead)
            try harness.type("a")
            let race = harness.state.race
            #expect(race.lead?.evaluations == before.evaluations && race.lead?.forks == [12])
            #expect(race.lead?.method.acquisition == .pi)
            let left = try #require(race.racers.last)
            #expect(left.isBefore && left.method == before.method && left.evaluations == before.evaluations)
            // Changed again before anything came of it: still one fork.
            try harness.type("a")
            #expect(harness.state.race.lead?.forks == [12] && harness.state.race.racers.count == race.racers.count)
            try harness.rounds(1, engine: engine)
            #expect(harness.state.race.racers.allSatisfy { $0.evaluations.count == 13 })
            #expect(Set(harness.state.race.racers.map(\.id)).count == harness.state.race.racers.count)
        }
    }

    @Test func whatComesLateIsLeftOut() throws {
        try Self.page { harness, engine in
            harness.send(.tick(1))
            let late = engine.answer(try #require(harness.searches.last))
            try harness.type("R")
            for event in late { harness.send(.engine(event)) }
            #expect(harness.state.race.racers.allSatisfy { $0.evaluations.isEmpty })
            #expect(harness.state.race.seed == 8)
            harness.answerSearch(engine)
            #expect(harness.state.race.lead?.evaluations.count == 10)
        }
    }

    @Test func evaluationsArePickedAndFollowed() throws {
        try Self.page { harness, engine in
            try harness.rounds(2, engine: engine)
            #expect(harness.state.race.picked == nil && harness.state.race.shown == 11)
            try harness.press(.up, .up)
            #expect(harness.state.race.shown == 9)
            try harness.press(.home)
            #expect(harness.state.race.shown == 0)
            try harness.press(.end)
            #expect(harness.state.race.picked == nil)
            try harness.rounds(1, engine: engine)
            #expect(harness.state.race.shown == 12)
        }
    }

    @Test func forecastsComeWithTheirRound() throws {
        try Self.page { harness, engine in
            try harness.rounds(1, engine: engine)
            let evaluation = try #require(harness.state.race.lead?.evaluations.last)
            let forecast = try #require(evaluation.forecast)
            #expect(forecast.low <= forecast.mean && forecast.mean <= forecast.high)
            let picture = try #require(harness.state.race.picture)
            #expect(picture.candidates.first?.architecture == evaluation.architecture && picture.candidates.first?.isChosen == true)
            #expect(picture.candidates.first?.forecast == forecast)
            for edge in picture.shares.rows { #expect(abs(edge.reduce(0, +) - 1) < 1e-9) }
        }
    }

    /// In the objective's own unit a forecast lies between the evaluated figures whose standard scores enclose what the surrogate says.
    @Test func forecastsAreTheSurrogatesOwn() throws {
        try Self.page { harness, engine in
            try harness.rounds(6, engine: engine)
            let evaluations = try #require(harness.state.race.lead?.evaluations)
            let figures = try #require(harness.catalog["cifar10_test"]?.figures)
            let table = SearchTable(
                name: "t", architectures: Cell.all.map { Architecture($0) }, columns: [.init(name: "cifar10_test", values: figures)])
            let problem = try table.problem(Objective([.init(column: "cifar10_test", weight: 1)]), in: SearchedSpace(.nasbench201))
            for place in SearchRace.initial..<evaluations.count {
                let seen = evaluations.prefix(place)
                let history = History(seen.map { Observation($0.architecture, values: [$0.value]) })
                let model = try #require(
                    AcquisitionModel(
                        problem, history: history, surrogate: GaussianProcess(), acquisition: .expectedImprovement, seed: 7))
                let said = try #require(model.expectations(problem.space.rows(of: [evaluations[place].architecture]), count: 1, draws: [0]).first)
                let forecast = try #require(evaluations[place].forecast)
                let marks = zip(Targets.normalScores(seen.map(\.value)), seen.map(\.value))
                if let below = marks.filter({ $0.0 <= said.mean }).map(\.1).max() { #expect(forecast.mean >= below - 1e-9) }
                if let above = marks.filter({ $0.0 >= said.mean }).map(\.1).min() { #expect(forecast.mean <= above + 1e-9) }
                #expect(abs(forecast.acquisition - said.acquisition) < 1e-5)
                #expect(said.variance > 0 && forecast.low < forecast.high)
            }
        }
    }

    @Test func theEndIsSaid() throws {
        try Self.page { harness, engine in
            try harness.type("++++++++++")
            #expect(harness.state.race.batch == 10)
            for _ in 0..<40 where !harness.state.race.isOver { try harness.rounds(1, engine: engine) }
            #expect(harness.state.race.isOver && harness.state.race.racers.allSatisfy { $0.evaluations.count <= SearchRace.budget })
            let asked = harness.searches.count
            try harness.type(". ")
            #expect(harness.state.notice?.text.contains("150 evaluations") == true)
            harness.send(.tick(100))
            #expect(harness.searches.count == asked && !harness.state.wantsRound)
        }
    }

    @Test func diveGoesToARunThatIsSteeredTheSameWay() throws {
        try Self.page { harness, _ in
            try harness.press(.enter)
            #expect(harness.state.page == .watch && harness.state.selectedProperty == "cifar10_test")
            #expect(harness.state.tilt("cifar10_test") > 0)
            try harness.type("5")
            #expect(harness.state.page == .search && harness.state.race.lead?.evaluations.count == 10)
        }
    }

    @Test func withoutFiguresItSaysWhatIsMissing() throws {
        var harness = try Harness.ready(LoadedModels(learned: Synthetic.models.learned))
        try harness.type("5")
        #expect(harness.searches.isEmpty && render(harness.state).text.contains("--table"))
    }

    /// What guided diffusion draws is told, and is steered by another γ.
    @Test func guidedRoundsTellWhereTheGeneratorLooks() throws {
        let engine = SearchEngine(Synthetic.models)
        defer { engine.stop() }
        let figures = try #require(Catalog(Synthetic.models)["cifar10_test"]?.figures)
        var harness = try Harness.ready(Synthetic.models)
        try harness.type(":search cifar10_test guided")
        try harness.press(.enter)
        let asked = try #require(harness.searches.last)
        func rounds(_ gamma: Double) -> [SearchRound] {
            var request = asked
            request.ticket += Int(gamma) + 1
            request.entrants = Array(asked.entrants.prefix(1))
            request.entrants[0].method.gamma = gamma
            request.entrants[0].evaluated = (0..<12).map { Architecture(Cell.all[$0 * 1_201]) }
            request.entrants[0].count = 3
            return SearchEngine.rounds(engine.answer(request))
        }
        let round = try #require(rounds(8).first)
        #expect(round.evaluations.count == 3 && round.evaluations.allSatisfy { $0.value == figures[$0.code] })
        let picture = try #require(round.picture)
        #expect(picture.count > 0 && picture.candidates.count <= 16)
        #expect(rounds(0).first?.picture?.shares != picture.shares)
    }
}
