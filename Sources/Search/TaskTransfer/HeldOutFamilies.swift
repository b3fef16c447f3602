import Architectures
import Diffusion
import Tasks

/// How well searches on a task go that start with what tasks of *other* families have shown.
///
/// Each family in turn is left out of what is learned from. Its tasks are then searched, each among the cells that were measured on it.
public struct HeldOutFamilies: Sendable {
    /// The searches, in the order of the results.
    public enum Contender: String, Sendable, CaseIterable {
        /// Starts with what images like these want, and is corrected by what comes.
        case images
        /// The same with the mean of all tasks.
        case taskFree = "task-free"
        /// The same with the accuracy on CIFAR-10.
        case cifar10 = "CIFAR-10"
        case random
    }

    /// A task, and what is known of its cells.
    public struct Target: Sendable {
        public let name: String
        /// The family that has no part in what is learned.
        public let family: String
        public let code: TaskCode
        let cells: [Cell]
        let accuracies: [Double]

        /// - Precondition: every cell once
        public init(name: String, family: String, code: TaskCode, cells: [Cell], accuracies: [Double]) {
            (self.name, self.family, self.code, self.cells, self.accuracies) = (name, family, code, cells, accuracies)
        }

        /// A cell that was trained twice has the mean of both.
        public init(_ task: MeasuredTasks.Task) {
            var figures: [Cell: [Double]] = [:]
            for (cell, accuracy) in zip(task.cells, task.accuracies) { figures[cell, default: []].append(accuracy) }
            let cells = figures.keys.sorted { $0.code < $1.code }
            self.init(
                name: task.name.description, family: task.name.base, code: task.code, cells: cells,
                accuracies: cells.map { cell in (figures[cell] ?? []).reduce(0, +) / Double(max(figures[cell]?.count ?? 0, 1)) })
        }
    }

    public struct Outcome: Sendable {
        public let target: Target
        /// Points below the best of the target's cells after 1, 2, … trainings; by contender. Of what draws, the mean over seeds.
        public let regrets: [[Double]]
        /// Spearman correlations of the predictions with the accuracies: by images, task-free.
        public let correlations: [Double]

        public func regret(_ contender: Contender, after trainings: Int) -> Double {
            let curve = Contender.allCases.firstIndex(of: contender).map { regrets[$0] } ?? []
            return curve.isEmpty ? .nan : curve[min(trainings, curve.count) - 1]
        }
    }

    public let measured: MeasuredTasks
    /// By a cell's code; what is missing counts as the middle.
    public let cifar10: [Double]
    public let budget: Int
    /// Of random search.
    public let seeds: Int

    public init(_ measured: MeasuredTasks, cifar10: [Double], budget: Int = 30, seeds: Int = 50) {
        let scores = NormalScores.of(cifar10)
        (self.measured, self.cifar10, self.budget, self.seeds) = (measured, scores.map { $0.isNaN ? 0 : $0 }, budget, seeds)
    }

    /// - Parameters:
    ///   - progress: told how many targets are done
    /// - Returns: by target, family by family; nil when cancelled
    /// - Throws: `SearchError`
    public func run(_ targets: [Target], progress: (Int) -> Void = { _ in }, isCancelled: () -> Bool = { false }) throws -> [Outcome]? {
        let basis = CellBasis()
        var outcomes: [Outcome] = [], families: [String] = []
        for target in targets where !families.contains(target.family) { families.append(target.family) }
        for family in families {
            guard let rest = measured.without(family: family) else { continue }
            let predictors = [TaskScores(rest, basis: basis), TaskScores(rest, basis: basis, knowledge: .taskFree)]
            for target in targets where target.family == family {
                if isCancelled() { return nil }
                outcomes.append(try outcome(target, predictors))
                progress(outcomes.count)
            }
        }
        return outcomes
    }

    private func outcome(_ target: Target, _ predictors: [TaskScores]) throws -> Outcome {
        let table = SearchTable(
            name: target.name, architectures: target.cells.map { Architecture($0) }, columns: [.init(name: "accuracy", values: target.accuracies)])
        let measured = Set(table.architectures), all = Problem(space: SearchedSpace(.nasbench201), objective: try TaskTransfer.objective(), admits: { measured.contains($0) })
        let best = target.accuracies.max() ?? 0, predictions = predictors.map { $0.scores(for: target.code) } + [cifar10]
        func curve(_ strategy: any Strategy, _ problem: Problem, seed: UInt64) throws -> [Double] {
            let settings = StudySettings(initial: 0, batch: 1, budget: min(budget, target.cells.count))
            return try Harness(problem, table: table, settings: settings).run(strategy, seed: seed).history.observations.map(\.values[0]).runningMaximum.map { best - $0 }
        }
        var regrets = try zip(Contender.allCases, predictions).map { contender, scores in
            // Where every cell was measured, what diffusion generates is searched, as it is on a new task.
            let generated = target.cells.count < Cell.count ? nil : try TaskTransfer.generated(by: scores, seed: 0, threads: 1)
            let problem = try generated.map { try TaskTransfer.problem(among: $0) } ?? all
            return try curve(try TaskTransfer.strategy(contender.rawValue, scores: scores, for: problem), problem, seed: 0)
        }
        let draws = try (0..<UInt64(seeds)).map { try curve(RandomStrategy(), all, seed: $0) }
        regrets.append((draws.first ?? []).indices.map { place in draws.reduce(0) { $0 + $1[place] } / Double(draws.count) })
        let own = predictions.prefix(2).map { scores in Statistics.spearman(target.cells.map { scores[$0.code] }, target.accuracies) }
        return Outcome(target: target, regrets: regrets, correlations: own)
    }
}
