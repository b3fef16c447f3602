import Architectures
import Foundation
import Tensors

/// Runs searches on a table: the same start for every strategy of a seed, the same bytes for any number of threads.
public struct Harness: Sendable {
    public let problem: Problem
    public let table: SearchTable
    public let settings: StudySettings
    /// A worth that ends a search which has reached it, since nothing more can come of it; nil: none.
    public let goal: Double?

    /// - Throws: `SearchError.budgetBelowInitial`
    public init(_ problem: Problem, table: SearchTable, settings: StudySettings, goal: Double? = nil) throws {
        guard settings.budget > settings.initial else {
            throw SearchError.budgetBelowInitial(budget: settings.budget, initial: settings.initial)
        }
        self.problem = problem
        self.table = table
        self.settings = settings
        self.goal = goal
    }

    /// The random architectures a search of this seed starts with.
    public func start(seed: UInt64) -> [Architecture] { problem.start(settings.initial, seed: seed) }

    /// One search.
    /// - Parameter watch: called after every round with the history and what was expected of its newest; false ends the search
    public func run(
        _ strategy: any Strategy, seed: UInt64,
        watch: (History, Proposal) -> Bool = { _, _ in true }
    ) throws -> SearchRun {
        let columns = try problem.objective.columns.map(table.column)
        let begin = ContinuousClock.now
        var history = History()
        var times = PhaseTimes()
        // A strategy that brings knowledge along starts by itself.
        var proposal =
            settings.initial > 0
            ? Proposal(start(seed: seed))
            : try strategy.propose(min(settings.batch, settings.budget), for: problem, after: history, seed: seed)
        while !proposal.architectures.isEmpty {
            for architecture in proposal.architectures {
                history.tell(Observation(architecture, values: table.values(columns, of: architecture)))
            }
            let left = settings.budget - history.count
            guard watch(history, proposal), left > 0, !isDone(history) else { break }
            proposal = try strategy.propose(min(settings.batch, left), for: problem, after: history, seed: seed)
            times += proposal.times
        }
        return SearchRun(seed: seed, history: history, times: times, seconds: (ContinuousClock.now - begin).seconds)
    }

    private func isDone(_ history: History) -> Bool {
        guard let goal, problem.objective.kind == .sum else { return false }
        return history.observations.contains { problem.objective.worth($0.values) >= goal }
    }

    /// Many searches, shared out over threads: runs by strategy, then by seed.
    /// - Parameters:
    ///   - progress: called from several threads with evaluations done of all
    ///   - isCancelled: asked after every round
    /// - Returns: nil when cancelled
    public func runs(
        _ strategies: [any Strategy], seeds: [UInt64], threads: Int,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil,
        isCancelled: (@Sendable () -> Bool)? = nil
    ) throws -> [[SearchRun]]? {
        let count = strategies.count * seeds.count
        let results = Results<SearchRun>(count: count, total: count * settings.budget)
        // Searches differ in length, so a thread that is free takes the next.
        Threads.share(threads, threads: threads) { _, _ in
            while let item = results.next() {
                let (strategy, seed) = (strategies[item % strategies.count], seeds[item / strategies.count])
                var seen = 0
                results.put(
                    item,
                    Result {
                        try run(strategy, seed: seed) { history, _ in
                            let done = results.add(history.count - seen)
                            seen = history.count
                            progress?(done, results.total)
                            return !(results.hasFailed || isCancelled?() ?? false)
                        }
                    })
                // What a search that has ended early leaves of its budget is done too.
                progress?(results.add(settings.budget - seen), results.total)
            }
        }
        if isCancelled?() ?? false { return nil }
        let runs = try results.all()
        return strategies.indices.map { s in seeds.indices.map { runs[$0 * strategies.count + s] } }
    }
}

/// What threads hand in.
private final class Results<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Result<Value, any Error>?]
    private var done = 0
    private var taken = 0
    private var failed = false
    let total: Int

    init(count: Int, total: Int) {
        values = Array(repeating: nil, count: count)
        self.total = total
    }

    /// The next piece of work; nil when all are taken.
    func next() -> Int? {
        lock.withLock {
            guard taken < values.count else { return nil }
            taken += 1
            return taken - 1
        }
    }

    func put(_ place: Int, _ value: Result<Value, any Error>) {
        lock.withLock {
            values[place] = value
            if case .failure = value { failed = true }
        }
    }

    func add(_ count: Int) -> Int {
        lock.withLock {
            done += count
            return done
        }
    }

    var hasFailed: Bool { lock.withLock { failed } }

    /// - Throws: the first that failed
    func all() throws -> [Value] { try lock.withLock { try values.compactMap { try $0?.get() } } }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
