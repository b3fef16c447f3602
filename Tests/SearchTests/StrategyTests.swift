import Architectures
import Search
import Testing

@Suite struct StrategyTests {
    static func strategies() throws -> [any Strategy] {
        let denoiser = try Figures.denoiser()
        let sources: [(String, CandidateSource)] = [
            ("exhaustive", .exhaustive), ("mutation", .mutation(MutationSettings(count: 40))),
            ("mutation+random", .mutationAndRandom(MutationSettings(count: 40))),
            ("guided", .guided(GuidedSettings(denoiser: denoiser, count: 16, steps: 5, refinementSteps: 3, refinements: 1))),
        ]
        return [RandomStrategy(), EvolutionStrategy(population: 15, tournament: 5), LocalSearchStrategy()]
            + sources.map { ModelStrategy($0, source: $1, surrogate: GaussianProcess(), acquisition: .expectedImprovement) }
    }

    @Test func proposalsAreNewAndDistinctAndTheSameTwice() throws {
        let (problem, _) = try Figures.problem()
        var history = try Figures.history(20)
        history.ask([Figures.cells[3], Figures.cells[4]])
        for strategy in try Self.strategies() {
            let first = try strategy.propose(4, for: problem, after: history, seed: 9).architectures
            #expect(first.count == 4 && Set(first).count == 4, "\(strategy.name)")
            #expect(!first.contains { history.contains($0) }, "\(strategy.name)")
            #expect(try strategy.propose(4, for: problem, after: history, seed: 9).architectures == first, "\(strategy.name)")
        }
    }

    /// A history that was kept and read again is the history: the search goes on as the straight one did.
    @Test func aSearchGoesOnFromItsHistory() throws {
        let (problem, table) = try Figures.problem()
        let settings = StudySettings(initial: 10, batch: 2, budget: 20)
        let harness = try Harness(problem, table: table, settings: settings)
        for strategy in try Self.strategies() {
            let run = try harness.run(strategy, seed: 5)
            #expect(run.history.count == 20)
            let next = try strategy.propose(2, for: problem, after: run.history.prefix(16), seed: 5).architectures
            #expect(next == run.history.observations[16..<18].map(\.architecture), "\(strategy.name)")
        }
    }

    /// A child of evolution is one mutation away from something alive.
    @Test func evolutionMutatesTheLiving() throws {
        let (problem, _) = try Figures.problem()
        let history = try Figures.history(40)
        let alive = history.observations.suffix(15).map(\.architecture)
        let children = EvolutionStrategy(population: 15, tournament: 15).propose(6, for: problem, after: history, seed: 2).architectures
        for child in children { #expect(alive.contains { problem.space.neighbours(of: $0).contains(child) }) }
    }

    /// Where every one of the living is sure to be drawn, the parent is the best of them.
    @Test func evolutionsParentIsTheBestThatWasDrawn() throws {
        let (problem, _) = try Figures.problem()
        var near = 0
        for seed in 1...5 as ClosedRange<UInt64> {
            let history = try Figures.history(40, seed: seed)
            let best = try #require(history.observations.suffix(15).max { $0.values[0] < $1.values[0] }).architecture
            let children = EvolutionStrategy(population: 15, tournament: 400).propose(3, for: problem, after: history, seed: seed).architectures
            near += children.count(where: problem.space.neighbours(of: best).contains)
        }
        // A child that is known already is mutated on.
        #expect(near >= 13)
    }

    /// Mutations are of the best architectures, new, and one in `repetition` is mutated once more.
    @Test func mutationsAreOfTheBestAndGoOnAsOftenAsAsked() throws {
        let (problem, _) = try Figures.problem()
        var total = 0, near = 0
        for seed in 0..<60 as Range<UInt64> {
            let history = try Figures.history(30, seed: seed)
            let best = try #require(history.observations.max { $0.values[0] < $1.values[0] }).architecture, around = Set(problem.space.neighbours(of: best))
            let strategy = ModelStrategy(
                "mutation", source: .mutation(MutationSettings(parents: 1, count: 10, repetition: 0.3)), surrogate: LinearSurrogate(weights: [1]),
                acquisition: .exploit)
            _ = try strategy.propose(1, for: problem, after: history, seed: seed) { _, candidates in
                #expect(candidates.architectures.count == 10 && !candidates.architectures.contains { history.contains($0) })
                total += candidates.architectures.count
                near += candidates.architectures.count(where: around.contains)
            }
        }
        // Seven in ten, and the few whose second mutation is of the same edge (1 in 6·4/5); children that come twice count once, and they are near ones.
        let share = Double(near) / Double(total)
        #expect(share > 0.6 && share < 0.8)
    }

    /// What is as good as the centre is not better: the walk stays.
    @Test func localSearchStaysWhereNothingIsBetter() throws {
        let (problem, _) = try Figures.problem()
        let centre = Figures.cells[7_000], around = problem.space.neighbours(of: centre)
        let history = History([Observation(centre, values: [80]), Observation(around[3], values: [80])])
        let next = LocalSearchStrategy().propose(20, for: problem, after: history, seed: 2).architectures
        #expect(next.allSatisfy(around.contains))
    }

    @Test func localSearchLooksAroundTheBestAndStartsAnewAtAnOptimum() throws {
        let (problem, table) = try Figures.problem()
        let columns = try problem.objective.columns.map(table.column)
        func observed(_ cells: [Architecture]) -> [Observation] { cells.map { Observation($0, values: table.values(columns, of: $0)) } }
        let history = try Figures.history(8)
        let best = try #require(history.observations.max { $0.values[0] < $1.values[0] }?.architecture)
        let neighbours = problem.space.neighbours(of: best)
        let proposed = LocalSearchStrategy().propose(3, for: problem, after: history, seed: 1).architectures
        #expect(proposed.allSatisfy(neighbours.contains))
        // The best cell of all has no better neighbour: when all are known, elsewhere is where to look.
        let top = try #require(Figures.cells.max { columns[0].values[$0.place ?? 0] < columns[0].values[$1.place ?? 0] })
        let around = problem.space.neighbours(of: top)
        let next = LocalSearchStrategy().propose(5, for: problem, after: History(observed([top] + around)), seed: 1).architectures
        #expect(next.count == 5 && !next.contains { around.contains($0) })
    }

    @Test func whatTheTableLacksIsNeverProposed() throws {
        let (problem, _) = try Figures.problem()
        let even = Problem(space: Figures.space, objective: problem.objective) { ($0.place ?? 1) % 2 == 0 }
        let odd = try Figures.history(12).observations
        for strategy in try Self.strategies() {
            let proposal = try strategy.propose(3, for: even, after: History(odd), seed: 1)
            #expect(proposal.architectures.count == 3, "\(strategy.name)")
            #expect(proposal.architectures.allSatisfy { ($0.place ?? 1) % 2 == 0 }, "\(strategy.name)")
        }
    }

    @Test func nothingIsProposedWhenAllIsKnown() throws {
        let (problem, table) = try Figures.problem()
        let few = Set((0..<6).map { Figures.cells[$0 * 1_000] })
        let small = Problem(space: Figures.space, objective: problem.objective) { few.contains($0) }
        let harness = try Harness(small, table: table, settings: StudySettings(initial: 4, batch: 3, budget: 30))
        for strategy in try Self.strategies() {
            #expect(Set(try harness.run(strategy, seed: 1).history.observations.map(\.architecture)) == few, "\(strategy.name)")
        }
    }

    /// Feasible proposals are what a constraint asks for.
    @Test func constraintsAreLearned() throws {
        let (problem, table) = try Figures.problem(["baseline_accuracy"], constraints: ["ptq_accuracy<60"])
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 15, batch: 1, budget: 45))
        let strategy = ModelStrategy(
            "exhaustive", source: .exhaustive, surrogate: GaussianProcess(), acquisition: .expectedImprovement)
        let values = try harness.run(strategy, seed: 3).history.observations.map(\.values)
        let before = values[..<15].count { problem.objective.isFeasible($0) }
        let after = values[15...].count { problem.objective.isFeasible($0) }
        #expect(Double(after) / 30 > Double(before) / 15 + 0.2)
    }
}
