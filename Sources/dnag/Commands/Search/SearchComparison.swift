import ArgumentParser
import Search

/// Searches of several strategies side by side, and what they came to.
struct SearchComparison {
    let harness: Harness
    /// What they are measured against; nil: the best that any of them finds.
    let yardstick: Yardstick?
    /// Where a front's hypervolume is measured from; nil: from the worst.
    var corner: [Double]?
    /// Columns that are reported of the best.
    let report: [String]

    struct Result {
        let report: SearchReport
        /// SVG
        let plot: String
    }

    /// - Parameter seed: of the first search of each strategy
    /// - Throws: what a strategy throws; `ExitCode` after Ctrl-C
    func callAsFunction(_ strategies: [any Strategy], _ options: ComparisonOptions, seed: UInt64) throws -> Result {
        let interruption = Interruption()
        let progress = Progress("searching")
        let clock = ContinuousClock(), start = clock.now
        let seeds = (0..<UInt64(options.seeds)).map { seed &+ $0 }
        // One search uses the threads by itself.
        let threads = seeds.count * strategies.count == 1 ? 1 : options.threading.threads
        let runs = try harness.runs(strategies, seeds: seeds, threads: threads) { done, total in
            progress.update(done, of: total, detail: "\(done) of \(total) evaluations")
        } isCancelled: {
            interruption.isRequested
        }
        progress.finish()
        guard let runs else {
            Output.note("interrupted; nothing was written")
            throw ExitCode(130)
        }
        let objective = harness.problem.objective
        let yardstick = try self.yardstick ?? Yardstick(bestOf: runs.flatMap { $0 }, objective, reference: corner)
        let summaries = try zip(strategies, runs).map { strategy, runs in
            try StudySummary(
                strategy.name, runs: runs, yardstick: yardstick, table: harness.table, problem: harness.problem, report: report)
        }
        let elapsed = (clock.now - start).components
        let result = SearchReport(
            summaries, objective: objective, settings: harness.settings, seeds: seeds, yardstick: yardstick,
            isBestKnown: self.yardstick != nil, isReferenceGiven: corner != nil,
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
        return Result(report: result, plot: RegretPlot(summaries).svg)
    }
}
