import Foundation
import Testing

/// `dnag search bo`: every strategy and form, and figures that can be known without it.
@Suite struct SearchBOTests {
    let program: Program
    init() throws { program = try Program() }

    private static let strategies = ["guided", "random", "mutation", "mutation+random", "bananas", "evolution", "local", "exhaustive"]

    private struct Report: Decodable {
        struct Curves: Decodable { let mean, lowerQuartile, median, upperQuartile: [Double?] }
        struct Evaluations: Decodable {
            let bySeed: [Int?]
            let shareFound: Double
        }
        struct Strategy: Decodable {
            let strategy: String
            let evaluationsToBest: Evaluations
            let regret: Curves
            let hypervolume: Curves?
            let reported: [String: [Double?]]
        }
        struct Front: Decodable {
            let reference: [String: Double]
            let isReferenceGiven: Bool
            let hypervolume: Double
            let count: Int
        }
        let objective: [String]
        let best: Double?
        let isBestKnown: Bool
        let front: Front?
        let strategies: [Strategy]
    }

    private func run(_ words: [String]) throws -> String {
        let result = try program.run(["search", "bo"] + words)
        #expect(result.status == 0, "\(words): \(result.error)")
        return result.output
    }

    private func report(_ words: [String]) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(run(words + ["--format", "json"]).utf8))
    }

    @Test func everyStrategySearches() throws {
        let report = try report([
            "--objective", "baseline_accuracy", "--report", "analog_accuracy", "--strategy", Self.strategies.joined(separator: ","),
            "--initial", "5", "--budget", "8", "--seeds", "2", "--samples", "16", "--refinements", "1",
        ])
        #expect(report.strategies.map(\.strategy) == Self.strategies)
        let best = try #require(report.best)
        #expect(report.isBestKnown && report.front == nil && best > 90)
        for row in report.strategies {
            let mean = row.regret.mean.compactMap { $0 }
            #expect(mean.count == 8 && row.reported["analog_accuracy"]?.count == 8 && row.evaluationsToBest.bySeed.count == 2)
            #expect(zip(mean, mean.dropFirst()).allSatisfy { $0 >= $1 } && mean.allSatisfy { $0 >= 0 })
            // The same random start.
            #expect(mean.prefix(5) == report.strategies[0].regret.mean.compactMap { $0 }.prefix(5))
        }
    }

    @Test func theFormsSayTheSameForAnyThreads() throws {
        let line = [
            "--objective", "baseline_accuracy", "--report", "analog_accuracy", "--strategy", "guided,evolution", "--initial", "4", "--budget", "7",
            "--seeds", "2", "--samples", "16", "--refinements", "1",
        ]
        let (plots, outs) = (["one.svg", "two.svg"].map(program.file), ["one.csv", "two.csv"].map(program.file))
        for (threads, (plot, out)) in zip(["1", "2"], zip(plots, outs)) {
            #expect(try run(line + ["--threads", threads, "--format", "csv", "--plot", plot, "--out", out]).isEmpty)
        }
        let csv = try outs.map { try String(contentsOfFile: $0, encoding: .utf8) }
        #expect(csv[0] == csv[1])
        let svg = try plots.map { try String(contentsOfFile: $0, encoding: .utf8) }
        #expect(svg[0] == svg[1] && svg[0].hasPrefix("<svg ") && svg[0].contains(">guided<") && svg[0].contains(">evolution<"))
        let rows = csv[0].split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(rows[0] == ["strategy", "evaluations", "mean_regret", "lower_quartile", "median", "upper_quartile", "analog_accuracy"])
        let json = try report(line)
        for (strategy, shown) in zip(json.strategies, [rows[1...7], rows[8...14]]) {
            #expect(shown.map { $0[0] } == Array(repeating: strategy.strategy, count: 7) && shown.map { Int($0[1]) } == Array(1...7))
            #expect(shown.map { Double($0[2]) } == strategy.regret.mean && shown.map { Double($0[5]) } == strategy.regret.upperQuartile)
            #expect(shown.map { Double($0[6]) } == strategy.reported["analog_accuracy"])
        }
        let text = try run(line)
        for words in ["maximise baseline_accuracy: 2 searches a strategy, 4 random architectures, then 1 a round", "mean regret after", "mean analog_accuracy after"] {
            #expect(text.contains(words), "\(text)")
        }
    }

    /// A table of forty cells, all of which are looked up: the best is the table's, and what breaks a bound never counts.
    @Test func boundsHoldAndSumsAreWeighted() throws {
        let made = MadeTable.spread(40)
        let table = try program.write(made.csv, to: "made.csv")
        let line = ["--table", table, "--strategy", "exhaustive,mutation", "--initial", "5", "--budget", "60", "--seeds", "2"]
        let bounded = try report(line + ["--objective", "Top-1", "--constraint", "delay<3", "--constraint", "delay>=1", "--report", "delay"])
        let feasible = made.rows.filter { $0.latency < 3 && $0.latency >= 1 }
        #expect(bounded.best == feasible.map(\.accuracy).max())
        #expect(bounded.objective == ["maximise Top-1", "delay<3", "delay>=1"])
        for row in bounded.strategies {
            #expect(row.regret.mean.last == 0 && row.evaluationsToBest.shareFound == 1)
            let delays = (row.reported["delay"] ?? []).compactMap { $0 }
            #expect(!delays.isEmpty && delays.allSatisfy { (1..<3).contains($0) })
        }
        let sum = try report(line + ["--objective", "Top-1=2", "--objective", "delay=-0.5", "--constraint", "size<2"])
        let best = made.rows.filter { $0.size < 2 }.map { 2 * $0.accuracy - 0.5 * $0.latency }.max()
        #expect(abs(try #require(sum.best) - #require(best)) < 1e-9)
        #expect(sum.strategies.allSatisfy { $0.regret.mean.last == 0 })
    }

    /// The hypervolume of the whole front, of a bounded one, and from a point that is named.
    @Test func frontsAreMeasured() throws {
        let made = MadeTable.spread(60)
        let table = try program.write(made.csv, to: "made.csv")
        let line = [
            "--table", table, "--objective", "Top-1", "--objective", "delay=-1", "--front", "--strategy", "exhaustive,random", "--initial", "5",
            "--budget", "80", "--seeds", "3",
        ]
        func area(_ rows: [MadeTable.Row], _ corner: (accuracy: Double, latency: Double)) -> Double {
            MadeTable.area(rows.map { ($0.accuracy, -$0.latency) }, from: (corner.accuracy, -corner.latency))
        }
        func check(_ report: Report, _ rows: [MadeTable.Row], _ corner: (accuracy: Double, latency: Double), given: Bool) throws {
            let front = try #require(report.front)
            #expect(front.reference == ["Top-1": corner.accuracy, "delay": corner.latency] && front.isReferenceGiven == given)
            #expect(abs(front.hypervolume - area(rows, corner)) < 1e-9 && report.best == 1 && report.isBestKnown)
            let beaten = rows.filter { row in rows.contains { $0 != row && $0.accuracy >= row.accuracy && $0.latency <= row.latency } }
            #expect(front.count == rows.count - beaten.count)
            for strategy in report.strategies {
                let curves = try #require(strategy.hypervolume)
                let mean = curves.mean.compactMap { $0 }
                #expect(zip(mean, mean.dropFirst()).allSatisfy { $0 <= $1 })
                #expect(mean.last == front.hypervolume && strategy.regret.mean.last == 0 && strategy.evaluationsToBest.shareFound == 1)
                for (n, share) in strategy.regret.median.enumerated() {
                    #expect(abs(try #require(curves.median[n]) - front.hypervolume * (1 - #require(share))) < 1e-9)
                    #expect(try #require(curves.lowerQuartile[n]) <= #require(curves.upperQuartile[n]))
                }
            }
        }
        let worst = (accuracy: made.rows.map(\.accuracy).min() ?? 0, latency: made.rows.map(\.latency).max() ?? 0)
        try check(report(line), made.rows, worst, given: false)
        let quick = made.rows.filter { $0.latency < 4 }
        let worstQuick = (accuracy: quick.map(\.accuracy).min() ?? 0, latency: quick.map(\.latency).max() ?? 0)
        try check(report(line + ["--constraint", "delay<4"]), quick, worstQuick, given: false)
        try check(report(line + ["--reference", "delay=9", "--reference", "Top-1=62"]), made.rows, (62, 9), given: true)

        let text = try run(line)
        for words in ["hypervolume", "from the worst feasible figures, Top-1", "mean hypervolume after", "upper quartile of hypervolume after"] {
            #expect(text.contains(words), "\(text)")
        }
        let header = try run(line + ["--format", "csv"]).split(separator: "\n")[0]
        #expect(header.hasSuffix("mean_hypervolume,hypervolume_lower_quartile,hypervolume_median,hypervolume_upper_quartile"))
    }

    /// Two that are each the worst in something: the corner lies beyond both.
    @Test func aFrontWithoutAWorstIsMeasuredAllTheSame() throws {
        let made = MadeTable([0, 3 * 3125])
        #expect(made.rows[0].accuracy < made.rows[1].accuracy && made.rows[0].latency < made.rows[1].latency)
        let table = try program.write(made.csv, to: "made.csv")
        let report = try report([
            "--table", table, "--objective", "Top-1", "--objective", "delay=-1", "--front", "--strategy", "random", "--initial", "2", "--budget", "3",
        ])
        let front = try #require(report.front)
        #expect(front.count == 2 && front.hypervolume > 0 && report.strategies[0].regret.mean == [report.strategies[0].regret.mean[0], 0])
    }

    /// Networks have no table: the best is what any search found.
    @Test func networksAreMeasuredByWhatWasFound() throws {
        let line = [
            "--space", "mobilenetv3", "--objective", "imagenet_top1", "--objective", "latency_ms_note10", "--front", "--strategy",
            "random,evolution,guided", "--initial", "6", "--budget", "12", "--batch", "3", "--seeds", "2", "--samples", "16", "--refinements", "1",
        ]
        let found = try report(line + ["--constraint", "params_m<9"])
        let front = try #require(found.front)
        #expect(!found.isBestKnown && !front.isReferenceGiven && front.count > 1 && front.hypervolume > 0)
        for strategy in found.strategies {
            let last = try #require(strategy.hypervolume?.mean.last ?? nil)
            #expect(last > 0 && last <= front.hypervolume)
        }
        let given = try report(line + ["--reference", "imagenet_top1=70", "--reference", "latency_ms_note10=80"])
        #expect(given.front?.reference == ["imagenet_top1": 70, "latency_ms_note10": 80] && given.front?.isReferenceGiven == true)
        #expect(try run(line + ["--format", "csv", "--threads", "1"]) == run(line + ["--format", "csv", "--threads", "2"]))
    }

    @Test func whatNothingMeetsIsSaid() throws {
        let line = [
            "--space", "mobilenetv3", "--objective", "imagenet_top1", "--constraint", "latency_ms_note10<1", "--strategy", "random", "--initial", "4",
            "--budget", "6",
        ]
        for more in [[], ["--objective", "params_m", "--front"]] {
            let report = try report(line + more)
            #expect(report.best == nil && report.strategies[0].evaluationsToBest.shareFound == 0)
            #expect(report.strategies[0].regret.mean.allSatisfy { $0 == nil })
            #expect(try run(line + more).contains("–"))
        }
    }
}
