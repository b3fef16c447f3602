import Architectures
import Diffusion
import Foundation
import Search
import Tensors
import Testing

/// The table that comes with the program, as searches see it.
enum Figures {
    static let space = SearchedSpace(.nasbench201)
    static let cells = Cell.all.map { Architecture($0) }

    static func table() throws -> SearchTable { SearchTable(try #require(try BenchmarkTable.embedded(of: .nasbench201))) }

    static func problem(_ objective: [String] = ["baseline_accuracy"], constraints: [String] = [], kind: Objective.Kind = .sum) throws
        -> (problem: Problem, table: SearchTable)
    {
        let table = try table()
        let objective = try Objective(
            objective.map(Objective.Term.init(parsing:)), constraints: constraints.map(Constraint.init(parsing:)), kind: kind)
        return (try table.problem(objective, in: space), table)
    }

    /// The trained denoiser that comes with the program.
    static func denoiser() throws -> LearnedDenoiser {
        try LearnedDenoiser(contentsOf: AssetLocator().path(of: "denoiser-nasbench201.safetensors"))
    }

    /// A history of random cells with their figures.
    static func history(_ count: Int, seed: UInt64 = 1) throws -> History {
        let (problem, table) = try problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: count, batch: 1, budget: count + 1))
        let columns = try problem.objective.columns.map(table.column)
        return History(harness.start(seed: seed).map { Observation($0, values: table.values(columns, of: $0)) })
    }
}

/// A standard normal draw.
func normal(_ generator: inout PhiloxGenerator) -> Double { NormalScores.inverseNormal(max(generator.uniform(), 1e-12)) }
