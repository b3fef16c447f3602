import Architectures
import Diffusion
import Search
import Tensors
import Testing

/// Searches of NAS-Bench-Graph, a listed space whose edges V does not tell.
@Suite struct GraphSearchTests {
    private static let space = SearchedSpace(.nasbenchGraph)

    private static func problem(_ column: String = "cora_valid") throws -> (problem: Problem, table: SearchTable) {
        let table = SearchTable(try #require(try BenchmarkTable.embedded(of: .nasbenchGraph)))
        return (try table.problem(Objective([.init(column: column, weight: 1)]), in: space, allowsMissing: true), table)
    }

    private static let denoiser = ExactDenoiser(of: .nasbenchGraph)

    /// The gradient of the log tilt is its difference quotient in every entry, those of slots too.
    @Test(arguments: [0.9, SampleRun.cleanSigma]) func gradientIsTheSlopeOfTheLogTilt(sigma: Double) throws {
        let (problem, table) = try Self.problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 25, batch: 1, budget: 26))
        let columns = try problem.objective.columns.map(table.column)
        let history = History(harness.start(seed: 2).map { Observation($0, values: table.values(columns, of: $0)) })
        let model = try #require(
            AcquisitionModel(problem, history: history, surrogate: GaussianProcess(), acquisition: .expectedImprovement, seed: 4))
        let layout = problem.space.layout, dimension = layout.stateDimension
        let worker = AcquisitionPredictor(model, features: problem.space.features, layout: layout, seed: 4).makeWorker()
        func buffer(_ count: Int) -> PanelBuffer {
            let buffer = PanelBuffer.allocate(capacity: count)
            buffer.initialize(repeating: 0)
            return buffer
        }
        let x = buffer(8 * dimension), gradient = buffer(8 * dimension), means = buffer(8), variances = buffer(8), tilt = buffer(8)
        defer { for buffer in [x, gradient, means, variances, tilt] { buffer.deallocate() } }
        var generator = PhiloxGenerator(seed: 8)
        for i in 0..<8 * dimension { x[i] = Float(1.6 * generator.uniform() - 0.8) }
        worker.predict(x, sigma: sigma, means: means, variances: variances)
        worker.tiltGradient([2], order: .first, into: gradient)
        // Along the edges alone, and along all.
        for first in [layout.vertexDimension, 0] {
            let direction = (0..<dimension).map { $0 < first ? 0 : Float(generator.uniform() - 0.5) }
            let slopes = (0..<8).map { slot in (0..<dimension).reduce(0.0) { $0 + Double(gradient[slot * dimension + $1] * direction[$1]) } }
            func tilts(_ step: Float) -> [Double] {
                for i in 0..<8 * dimension { x[i] += step * direction[i % dimension] }
                worker.predict(x, sigma: sigma, means: means, variances: variances)
                worker.logTilt([2], order: .first, into: tilt)
                for i in 0..<8 * dimension { x[i] -= step * direction[i % dimension] }
                return tilt.map(Double.init)
            }
            let (up, down) = (tilts(0.01), tilts(-0.01))
            for slot in 0..<8 {
                let difference = (up[slot] - down[slot]) / 0.02
                #expect(abs(slopes[slot] - difference) < 0.03 * max(1, abs(difference)), "from entry \(first), slot \(slot)")
            }
        }
    }

    /// Every strategy proposes what is new, distinct and measured, and the same again.
    @Test func everyStrategySearchesGraphs() throws {
        let (problem, table) = try Self.problem()
        let guided = GuidedSettings(denoiser: Self.denoiser, count: 8, steps: 4, refinementSteps: 2, refinements: 1)
        let sources: [(String, CandidateSource)] = [
            ("mutation", .mutation(MutationSettings(count: 40))), ("mutation+random", .mutationAndRandom(MutationSettings(count: 40))), ("guided", .guided(guided)),
            ("exhaustive", .exhaustive),
        ]
        let strategies: [any Strategy] =
            [RandomStrategy(), EvolutionStrategy(population: 6, tournament: 3), LocalSearchStrategy()]
            + sources.map { ModelStrategy($0, source: $1, surrogate: GaussianProcess(), acquisition: .expectedImprovement) }
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 8, batch: 2, budget: 14))
        for strategy in strategies {
            let found = try harness.run(strategy, seed: 3).history.observations
            #expect(Set(found.map(\.architecture)).count == 14 && found.allSatisfy { $0.values[0].isFinite }, "\(strategy.name)")
            #expect(try harness.run(strategy, seed: 3).history.observations == found, "\(strategy.name)")
        }
    }

    /// A surrogate on the features of graphs finds better graphs than chance.
    @Test func aModelBeatsChance() throws {
        let (problem, table) = try Self.problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 10, batch: 1, budget: 50))
        let model = ModelStrategy(
            "mutation", source: .mutation(MutationSettings()), surrogate: GaussianProcess(), acquisition: .expectedImprovement)
        func best(_ strategy: any Strategy) throws -> Double {
            try (0..<4).reduce(0) { $0 + (try harness.run(strategy, seed: UInt64($1)).history.observations.map { $0.values[0] }.max() ?? 0) / 4 }
        }
        #expect(try best(model) > best(RandomStrategy()))
    }

    /// Figures of one data set guide the search of another.
    @Test func transferIsOfAnyListedSpace() throws {
        let table = try #require(try BenchmarkTable.embedded(of: .nasbenchGraph)), source = try #require(table["citeseer_valid"])
        let (problem, figures) = try Self.problem()
        let task = SourceTask(ExactPredictor(columns: [source], in: .nasbenchGraph), properties: [source.name], gamma: 3)
        let strategy = TransferStrategy("transfer", source: task, denoiser: Self.denoiser, surrogate: GaussianProcess(), count: 8, steps: 4)
        let found = try Harness(problem, table: figures, settings: StudySettings(initial: 0, batch: 1, budget: 5)).run(strategy, seed: 1).history.observations
        #expect(found.count == 5 && Set(found.map(\.architecture)).count == 5)
        let all = figures.columns.first { $0.name == "cora_valid" }?.values.filter(\.isFinite).sorted() ?? []
        #expect(found[0].values[0] > all[all.count / 2])
    }

    /// A study of graphs in the words that evaluators read.
    @Test func studiesOfGraphs() throws {
        let header = StudyHeader(
            space: "nasbenchgraph", objective: try Objective([.init(column: "a", weight: 1)]), strategy: [], seed: 1, settings: StudySettings(initial: 2, batch: 1, budget: 3))
        var study = try Study(header, in: Self.space)
        try study.apply(try #require(try study.proposal(RandomStrategy())))
        for evaluation in study.evaluations {
            let task = EvaluatorTask(evaluation, of: study)
            #expect(try Architecture(parsing: task.architecture, in: .nasbenchGraph) == evaluation.architecture)
            #expect(task.words.keys.sorted() == ["links", "operations"])
            try study.apply(.told(id: evaluation.id, figures: ["a": Double(evaluation.id)]))
        }
        try study.apply(.given([KnownFigures(arch: "0 0 1 2: gat gcn gin fc", figures: ["a": 7])]))
        #expect(study.best?.id == 1 && study.history.count == 3)
    }
}
