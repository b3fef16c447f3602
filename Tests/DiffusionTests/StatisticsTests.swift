import Diffusion
import Testing

@Suite struct StatisticsTests {
    @Test func pearson() {
        #expect(abs(Statistics.pearson([1, 2, 3], [2, 4, 6]) - 1) < 1e-12)
        #expect(abs(Statistics.pearson([1, 2, 3], [3, 2, 1]) + 1) < 1e-12)
        // Deviations (−1.5, −.5, .5, 1.5) and (−1, 1, −1, 1): 2/√(5·4)
        #expect(abs(Statistics.pearson([1, 2, 3, 4], [1, 3, 1, 3]) - 2 / 20.0.squareRoot()) < 1e-12)
        #expect(Statistics.pearson([1, 1, 1], [1, 2, 3]).isNaN)
    }

    @Test func spearman() {
        #expect(abs(Statistics.spearman([1, 10, 100, 1000], [-5, 0, 1, 50]) - 1) < 1e-12)
        // Without ties 1 − 6Σd²/(n(n² − 1)): ranks 1 2 3 4 5 and 2 1 4 3 5 give 1 − 24/120.
        #expect(abs(Statistics.spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]) - 0.8) < 1e-12)
        // Ties share their mean rank: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5/√(4.5·5)
        #expect(abs(Statistics.spearman([1, 7, 7, 9], [1, 2, 3, 4]) - 4.5 / 22.5.squareRoot()) < 1e-12)
    }

    @Test func determination() {
        #expect(Statistics.r2([1, 2, 3], of: [1, 2, 3]) == 1)
        #expect(abs(Statistics.r2([2, 2, 2], of: [1, 2, 3])) < 1e-12)
        #expect(abs(Statistics.r2([1, 2, 4], of: [1, 2, 3]) - 0.5) < 1e-12)  // 1 − 1/2
        #expect(abs(Statistics.r2([3, 2, 1], of: [1, 2, 3]) + 3) < 1e-12)  // 1 − 8/2
    }
}
