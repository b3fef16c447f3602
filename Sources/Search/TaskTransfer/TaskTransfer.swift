import Architectures
import Diffusion
import Tasks
import Trainer

/// The search of a task that nothing is known of but its images: a predictor says what every cell may be worth, diffusion guided by what it says generates candidates, and what is trained
/// corrects the predictor.
public enum TaskTransfer {
    /// How strongly candidates are tilted by the predicted scores, in nats a standard score: towards good ones, and still of many kinds, since the predictor errs.
    public static let gamma = 2.0
    /// Samples that are generated.
    public static let samples = 1_024
    /// Reverse steps: the sampler draws whole cells from the exact posterior, and has no bias from their number.
    private static let steps = 5

    /// The one figure of a training that counts.
    static func objective() throws -> Objective { try Objective([Objective.Term(column: TrainedEvaluator.columns[0], weight: 1)]) }

    /// What the diffusion generates whose prior is tilted exactly by the scores: cells in the order in which they come, of those that are one network in other words the first.
    /// - Parameter scores: of every cell, by its code; their order counts
    /// - Throws: `GuidanceError`
    public static func generated(by scores: [Double], gamma: Double = gamma, count: Int = samples, seed: UInt64, threads: Int) throws -> [Architecture] {
        let space = SearchSpace.nasbench201, name = "predicted"
        let column = BenchmarkTable.Column(
            of: space, name: name, values: (0..<Cell.count).map { place in Architecture(listed: place, of: space).cell.map { scores[$0.code] } ?? .nan })
        let denoiser = try ExactTilts(columns: [column], in: space).tilted(by: Guidance(tilts: [name: gamma]))
        let settings = RunSettings(seed: seed, sampler: .joint, schedule: NoiseSchedule(of: space), steps: steps)
        let twins = CellTwins()
        var seen: Set<Cell> = []
        return try Generation.samples(count, models: Models(denoiser: denoiser, predictor: nil), settings: settings, threads: threads).compactMap { sample in
            let architecture = sample.state.withUnsafeBufferPointer { space.glance($0)?.architecture }
            guard let architecture, let cell = architecture.cell, seen.insert(twins.trained(cell)).inserted else { return nil }
            return architecture
        }
    }

    /// The place of each in the order of the scores: 1 is the best; of equals the first.
    public static func ranks(of scores: [Double]) -> [Int] {
        var ranks = [Int](repeating: 0, count: scores.count)
        for (rank, place) in scores.indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) }).enumerated() { ranks[place] = rank + 1 }
        return ranks
    }

    /// A search among candidates. - Throws: `SearchError`
    public static func problem(among candidates: [Architecture]) throws -> Problem {
        let known = Set(candidates)
        return Problem(space: SearchedSpace(.nasbench201), objective: try objective(), rows: candidates, admits: { known.contains($0) })
    }

    /// Begins with the best by the scores; then Gaussian processes that trust the scores and that do not are weighed by what came.
    /// - Parameter scores: of every cell, by its code
    /// - Throws: `SearchError`
    public static func strategy(_ name: String, scores: [Double], for problem: Problem) throws -> SourcedStrategy {
        guard let admitted = problem.admitted else { throw SearchError.notEnumerable(strategy: name, space: problem.space.name) }
        let worths = admitted.map { $0.cell.map { scores[$0.code] } ?? 0 }
        return try SourcedStrategy(name, sources: SourceFigures([(name, worths)], for: problem), problem: problem)
    }
}
