import Architectures

/// Every task once as the target and all others as its sources: how well strategies bring along what other tasks have shown.
public struct LeaveOneOut: Sendable {
    public let tasks: [Objective.Term]
    public let table: SearchTable
    public let space: SearchedSpace
    public let settings: Settings

    public struct Settings: Sendable, Hashable {
        public var budget: Int
        /// Architectures of the transfer's portfolio.
        public var portfolio: Int
        /// Random architectures that the process without sources starts with.
        public var initial: Int
        /// Of the table, the share that the searches of a seed see; 1 is all of it.
        public var share: Double

        public init(budget: Int = 60, portfolio: Int = 1, initial: Int = 10, share: Double = 1) {
            (self.budget, self.portfolio, self.initial, self.share) = (budget, portfolio, initial, share)
        }
    }

    /// The strategies, in the order of the results.
    public enum Contender: String, Sendable, Hashable, CaseIterable {
        /// `SourcedStrategy`.
        case transfer
        /// Down the sources' mean rank.
        case rank
        /// A Gaussian process that knows no source, with expected improvement over all architectures.
        case alone
        case random
    }

    /// Regrets of one target.
    public struct Target: Sendable {
        public let task: Objective.Term
        /// By contender, by seed, after 1, 2, … evaluations.
        public let regrets: [[[Double]]]
    }

    /// - Throws: `SearchError.tooFewTasks`, `.objectiveTwice`, `.budgetBelowPortfolio`, `.budgetBelowInitial`
    public init(_ tasks: [Objective.Term], of table: SearchTable, in space: SearchedSpace, settings: Settings) throws {
        guard tasks.count > 1 else { throw SearchError.tooFewTasks(tasks.count) }
        for (place, task) in tasks.enumerated() where tasks[..<place].contains(where: { $0.column == task.column }) {
            throw SearchError.objectiveTwice(task.column)
        }
        guard settings.budget >= settings.portfolio else {
            throw SearchError.budgetBelowPortfolio(budget: settings.budget, portfolio: settings.portfolio)
        }
        guard settings.budget > settings.initial else { throw SearchError.budgetBelowInitial(budget: settings.budget, initial: settings.initial) }
        (self.tasks, self.table, self.space, self.settings) = (tasks, table, space, settings)
    }

    /// - Parameters:
    ///   - progress: called from several threads with evaluations done of all
    ///   - isCancelled: asked after every round
    /// - Returns: nil when cancelled
    /// - Throws: `SearchError`
    public func run(
        seeds: [UInt64], threads: Int, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
    ) throws -> [Target]? {
        // A table that is seen whole is the same for every seed, and what does not draw does the same for every seed.
        let parts = settings.share < 1 ? seeds.map { [$0] } : [seeds]
        let whole = tasks.count * seeds.count * Contender.allCases.count * settings.budget
        var targets: [Target] = [], before = 0
        for task in tasks {
            var regrets: [[[Double]]] = Contender.allCases.map { _ in [] }
            for seeds in parts {
                let problem = try problem(of: task, seed: seeds[0])
                let contenders = try self.contenders(problem, target: task)
                for (number, contender) in Contender.allCases.enumerated() {
                    let initial = contender == .alone ? settings.initial : 0
                    let harness = try Harness(problem, table: table, settings: StudySettings(initial: initial, batch: 1, budget: settings.budget))
                    let isDrawn = contender == .alone || contender == .random
                    let drawn = isDrawn ? seeds : Array(seeds.prefix(1)), start = before
                    let runs = try harness.runs([contenders[number]], seeds: drawn, threads: threads) { done, _ in
                        progress?(start + done * seeds.count / drawn.count, whole)
                    } isCancelled: {
                        isCancelled?() ?? false
                    }
                    guard let runs else { return nil }
                    before += seeds.count * settings.budget
                    let best = try Yardstick(problem, table: table).best
                    let curves = runs[0].map { run in run.history.observations.map { problem.objective.worth($0.values) }.runningMaximum.map { best - $0 } }
                    regrets[number] += isDrawn ? curves : seeds.map { _ in curves[0] }
                }
            }
            targets.append(Target(task: task, regrets: regrets))
        }
        return targets
    }

    /// The search of one task's column, in the part of the table that a seed sees.
    private func problem(of task: Objective.Term, seed: UInt64) throws -> Problem {
        let whole = try table.problem(Objective([task]), in: space, allowsMissing: true)
        guard settings.share < 1, let admitted = whole.admitted else { return whole }
        var generator = StudyDraw.part.generator(seed: seed, round: 0)
        let kept = admitted.filter { _ in generator.uniform() < settings.share }
        guard !kept.isEmpty else { throw SearchError.nothingToSearch(table: table.name) }
        let known = Set(kept)
        return Problem(space: space, objective: whole.objective, rows: kept, admits: { known.contains($0) })
    }

    private func contenders(_ problem: Problem, target: Objective.Term) throws -> [any Strategy] {
        let sources = try SourceFigures(tasks.filter { $0.column != target.column }, of: table, for: problem)
        return try Contender.allCases.map { contender in
            switch contender {
            case .transfer: try SourcedStrategy(contender.rawValue, sources: sources, problem: problem, portfolio: settings.portfolio)
            case .rank: RankedStrategy(contender.rawValue, sources: sources)
            case .alone: ModelStrategy(contender.rawValue, source: .exhaustive, surrogate: GaussianProcess(), acquisition: .expectedImprovement)
            case .random: RandomStrategy()
            }
        }
    }
}

/// A mean over seeds and what it may be off by.
public struct MeanRegret: Sendable, Hashable {
    public let mean: Double
    /// Of the mean: the deviation between seeds over the root of their number; 0 where there is one seed.
    public let standardError: Double

    public init(mean: Double, standardError: Double) { (self.mean, self.standardError) = (mean, standardError) }

    /// Of seeds.
    public init(_ values: [Double]) {
        let count = Double(max(values.count, 1)), mean = values.reduce(0, +) / count
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.init(mean: mean, standardError: values.count > 1 ? (square / (count - 1) / count).squareRoot() : 0)
    }

    /// Of tasks that were searched independently.
    public init(over tasks: [MeanRegret]) {
        let count = Double(max(tasks.count, 1))
        self.init(
            mean: tasks.reduce(0) { $0 + $1.mean } / count,
            standardError: tasks.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot() / count)
    }
}

extension LeaveOneOut.Target {
    /// After so many evaluations; a search that has seen everything stays where it was.
    public func regret(_ contender: LeaveOneOut.Contender, after evaluations: Int) -> MeanRegret {
        guard let place = LeaveOneOut.Contender.allCases.firstIndex(of: contender) else { return MeanRegret([]) }
        return MeanRegret(regrets[place].compactMap { $0.isEmpty ? nil : $0[min(evaluations, $0.count) - 1] })
    }
}
