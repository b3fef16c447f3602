import Foundation
import Search
import Testing

@Suite struct MeasureTests {
    @Test func regretIsWhatIsStillMissing() {
        let curve = RegretCurve(worths: [[1, 5, 2, 9], [3, 1], [-.infinity, 4, 9, 1], [2, 2, 2, 2]], best: 9)
        #expect(curve.points.count == 4)
        #expect(curve.points[1].mean == (4 + 6 + 5 + 7) / 4.0)
        #expect(curve.points[1].median == 5.5)
        #expect(curve.points[3].median == 3)  // 0, 6 (ended early), 0, 7
        #expect(curve.points[0].mean == .infinity)
        #expect(curve.evaluationsToBest == [4, nil, 3, nil])
        #expect(curve.shareFound == 0.5)
        #expect(curve.evaluationsToBest(quantile: 0.25) == 3.75)
        #expect(curve.evaluationsToBest(quantile: 0.75) == nil)
    }

    @Test func quantilesAreLinearBetweenOrderStatistics() {
        #expect(Quantile.of([3, 1, 2, 4], 0.5) == 2.5)
        #expect(Quantile.of([3, 1, 2, 4], 0.25) == 1.75)
        #expect(Quantile.of([1, .infinity, 2], 0.5) == 2)
        #expect(Quantile.of([.infinity, .infinity], 0.5) == .infinity)
        #expect(Quantile.of([], 0.5).isNaN)
    }

    @Test func aPlotHasEveryCurve() throws {
        let (problem, table) = try Figures.problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 5, batch: 5, budget: 20))
        let yardstick = try Yardstick(problem, table: table)
        let summaries = try [RandomStrategy() as any Strategy, LocalSearchStrategy()].map {
            try StudySummary(
                $0.name, runs: [try harness.run($0, seed: 1)], yardstick: yardstick, table: table, problem: problem, report: [])
        }
        let svg = RegretPlot(summaries, title: "a < b & c").svg
        #expect(svg.contains(">random<") && svg.contains(">local<") && svg.contains("a &lt; b &amp; c"))
        #expect(svg.components(separatedBy: "stroke-width=\"2\"").count == 5)
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
}
