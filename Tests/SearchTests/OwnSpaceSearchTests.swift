import Architectures
import Diffusion
import Foundation
import Search
import Tensors
import Testing

/// Searches of a space of the user's own that nothing lists.
@Suite struct OwnSpaceSearchTests {
    /// Twelve choices of eight: 7·10¹⁰ architectures.
    private static func chain() throws -> SearchedSpace {
        let names = (0..<8).map { "\"t\($0)\"" }.joined(separator: ", ")
        let choices = (0..<12).map { "\"n\($0)\": [\(names)]" }.joined(separator: ", ")
        return SearchedSpace(try OwnSpace(Data("{\"name\": \"long\", \"choices\": {\(choices)}}".utf8), path: "long.json").space)
    }

    /// More of the later types is better, and more so where two stand side by side.
    private static func score(_ architecture: Architecture) -> Double {
        let types = architecture.nodeTypes
        return Double(types.reduce(0, +)) + Double(zip(types, types.dropFirst()).count { $0 > 4 && $1 > 4 })
    }

    @Test func whatIsDrawnAndNear() throws {
        let space = try Self.chain()
        #expect(space.all == nil && space.listedCount == nil)
        var generator = PhiloxGenerator(seed: 2)
        let one = space.draw(using: &generator), neighbours = space.neighbours(of: one)
        #expect(neighbours.count == 12 * 7 && Set(neighbours).count == 84)
        #expect(neighbours.allSatisfy { zip($0.nodeTypes, one.nodeTypes).count { $0 != $1 } == 1 })
        #expect(neighbours.contains(space.mutation(of: one, using: &generator)))
        #expect(try Architecture(parsing: one.archString, in: space.space) == one)
        // Choices, counts of types, and pairs along the chain.
        let map = space.features, rows = space.rows(of: (0..<200).map { _ in space.draw(using: &generator) })
        #expect(map.choiceCount == 96 && map.count == 96 + 8 + 64 && rows.allSatisfy(\.isFinite) && rows.allSatisfy { abs($0) < 30 })
    }

    @Test func everyStrategySearchesIt() throws {
        let space = try Self.chain()
        let table = SearchTable(name: "made up", columns: ["a"]) { [Self.score($0)] }
        let problem = try table.problem(Objective([.init(column: "a", weight: 1)]), in: space)
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 10, batch: 2, budget: 40))
        let guided = GuidedSettings(denoiser: FactoredDenoiser(of: space.space), count: 16, steps: 4, refinementSteps: 2, refinements: 1)
        func model(_ name: String, _ source: CandidateSource) -> any Strategy {
            ModelStrategy(name, source: source, surrogate: GaussianProcess(), acquisition: .expectedImprovement)
        }
        func best(_ strategy: any Strategy) throws -> Double {
            let found = try harness.run(strategy, seed: 4).history.observations
            #expect(Set(found.map(\.architecture)).count == 40, "\(strategy.name)")
            return found.map { $0.values[0] }.max() ?? 0
        }
        let random = try best(RandomStrategy())
        for strategy in [model("mutation", .mutation(MutationSettings())), model("guided", .guided(guided))] {
            #expect(try best(strategy) > random, "\(strategy.name)")
        }
        for strategy in [EvolutionStrategy() as any Strategy, LocalSearchStrategy()] { _ = try best(strategy) }
    }

    /// A table of some of its architectures: they are all that is searched, and they are drawn though they are few.
    @Test func aTableOfAFew() throws {
        let space = try Self.chain()
        var generator = PhiloxGenerator(seed: 3)
        let few = (0..<30).map { _ in space.draw(using: &generator) }
        let table = SearchTable(name: "few", architectures: few, columns: [.init(name: "a", values: few.map(Self.score))])
        let problem = try table.problem(Objective([.init(column: "a", weight: 1)]), in: space)
        let run = try Harness(problem, table: table, settings: StudySettings(initial: 5, batch: 3, budget: 60)).run(RandomStrategy(), seed: 1)
        #expect(Set(run.history.observations.map(\.architecture)) == Set(few))
    }
}
