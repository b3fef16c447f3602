import Foundation
import Search
import Tensors
import Testing

@Suite struct MeasureTests {
    @Test func hypervolumeOfAFewBoxes() {
        #expect(Hypervolume.of([[1, 3], [2, 2], [3, 1]], reference: [0, 0]) == 6)
        #expect(Hypervolume.of([[1, 1], [2, 2]], reference: [0, 0]) == 4)
        #expect(Hypervolume.of([[-1, 5]], reference: [0, 0]) == 0)
        #expect(Hypervolume.of([[1, 1, 2], [2, 1, 1]], reference: [0, 0, 0]) == 3)
        #expect(Hypervolume.of([[.nan, 1], [1, 1]], reference: [0, 0]) == 1)
        #expect(Hypervolume.of([], reference: [0, 0]) == 0)
    }

    /// Against counting grid cells.
    @Test(arguments: [2, 3, 4]) func hypervolumeIsWhatIsDominated(dimension: Int) {
        var generator = PhiloxGenerator(seed: UInt64(dimension))
        let side = 6
        let points = (0..<7).map { _ in (0..<dimension).map { _ in Double(Int.random(in: 0...side, using: &generator)) } }
        var count = 0, total = 1
        for _ in 0..<dimension { total *= side }
        for index in 0..<total {
            var rest = index
            let corner = (0..<dimension).map { _ in
                defer { rest /= side }
                return Double(rest % side)
            }
            if points.contains(where: { zip($0, corner).allSatisfy { $0 > $1 } }) { count += 1 }
        }
        #expect(abs(Hypervolume.of(points, reference: Array(repeating: 0, count: dimension)) - Double(count)) < 1e-9)
    }

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
