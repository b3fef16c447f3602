import Architectures
import TestSupport
import Testing

/// How figures stand among all, against counting one by one.
@Suite struct FigureRankingTests {
    private func figures(_ seed: UInt64, count: Int, values: Int) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let draw = Int.random(in: 0..<(values + 2), using: &generator)
            return draw >= values ? .nan : Double(draw) / 7
        }
    }

    @Test(arguments: [(1, 1, 3), (2, 9, 4), (3, 500, 30), (4, 2000, 5000)] as [(UInt64, Int, Int)], [true, false])
    func standingsAreCounts(of size: (UInt64, Int, Int), higherIsBetter: Bool) {
        let figures = figures(size.0, count: size.1, values: size.2), known = figures.filter { !$0.isNaN }
        let ranking = FigureRanking(figures, higherIsBetter: higherIsBetter)
        for figure in Set(known).union([-1, 0.01, 1e9]) {
            guard let standing = ranking.standing(of: figure) else {
                #expect(Set(known).count < 2)
                continue
            }
            let below = known.count { $0 < figure }, above = known.count { $0 > figure }
            #expect(standing.worse == (higherIsBetter ? below : above))
            #expect(standing.better == (higherIsBetter ? above : below))
            #expect(standing.count == known.count && standing.all == figures.count)
            #expect(abs(standing.betterThan - 100 * Double(standing.worse) / Double(known.count)) < 1e-9)
        }
        #expect(ranking.standing(of: .nan) == nil)
    }

    @Test func nothingStandsAmongEqualsOrNone() {
        #expect(FigureRanking([2, 2, .nan], higherIsBetter: true).standing(of: 2) == nil)
        #expect(FigureRanking([.nan], higherIsBetter: true).standing(of: 2) == nil)
        #expect(FigureRanking([], higherIsBetter: true).standing(of: 2) == nil)
    }

    /// Never says more than holds: a share is rounded up.
    @Test func textsAreShort() {
        func text(_ better: Int, of count: Int, all: Int? = nil) -> String? {
            let figures = (0..<count).map(Double.init) + [Double](repeating: .nan, count: (all ?? count) - count)
            return FigureRanking(figures, higherIsBetter: true).standing(of: Double(count - 1 - better))?.text
        }
        #expect(text(0, of: 15_625) == "best")
        #expect(text(1, of: 15_625) == "top 0.02 %")
        #expect(text(155, of: 15_625) == "top 1.0 %")
        #expect(text(156, of: 15_625) == "top 1.1 %")
        #expect(text(1561, of: 15_625) == "top 10 %")
        #expect(text(2180, of: 15_625) == "top 14 %")
        #expect(text(15_624, of: 15_625) == "top 100 %")
        #expect(text(1, of: 5, all: 15_625) == "top 40 % of 5")
        #expect(text(1, of: 5, all: 10) == "top 40 %")
    }

    @Test func theEmbeddedTablesBestCellIsBest() throws {
        let column = try #require(try BenchmarkTable.embedded(of: .nasbench201)?["baseline_accuracy"])
        let known = column.values.filter { !$0.isNaN }, best = try #require(known.max()), worst = try #require(known.min())
        #expect(column.ranking.standing(of: best)?.text == "best")
        #expect(column.ranking.standing(of: worst)?.betterThan == 0)
        let costs = try #require(BenchmarkTable.counted(of: .nasbench201)?["params_m"])
        let least = try #require(costs.values.min())
        #expect(costs.ranking.standing(of: least)?.better == 0)
    }
}
