import Testing

@Suite struct ChiSquareTests {
    /// Critical values from tables.
    @Test(arguments: [(1, 3.841459, 0.05), (2, 9.210340, 0.01), (9, 21.665994, 0.01), (10, 18.307038, 0.05)])
    func tailIsTheTables(degrees: Int, statistic: Double, p: Double) {
        #expect(abs(ChiSquare(statistic: statistic, degrees: degrees).p - p) < 1e-6)
    }

    @Test func statisticIsPearsons() {
        let test = ChiSquare(counts: [10, 30, 60], probabilities: [0.2, 0.3, 0.5])
        #expect(abs(test.statistic - (100.0 / 20 + 0 + 100.0 / 50)) < 1e-12 && test.degrees == 2)
    }
}
