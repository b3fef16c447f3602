import Search
import Tensors
import Testing

/// The portfolio against brute force.
@Suite struct PortfolioTests {
    private static func regrets(_ seed: UInt64) -> [[Double]] {
        var generator = PhiloxGenerator(seed: seed)
        return (0..<4).map { _ in
            let figures = (0..<9).map { _ in 10 * generator.uniform() }, least = figures.min() ?? 0
            return figures.map { $0 - least }
        }
    }

    /// Mean over the tasks of the least regret among some architectures.
    private static func regret(_ set: [Int], _ regrets: [[Double]]) -> Double {
        regrets.reduce(0) { sum, task in sum + (set.map { task[$0] }.min() ?? 10) } / Double(regrets.count)
    }

    /// The first is the best single one; each next one is the best addition; what is gained is at least 1 − 1/e of what the best set gains.
    @Test(arguments: 1...6) func greedyAgainstAllSets(seed: Int) {
        let regrets = Self.regrets(UInt64(seed)), chosen = Portfolio.places(regrets, count: 3)
        #expect(chosen.count == 3 && Set(chosen).count == 3)
        for count in 1...3 {
            let before = Array(chosen.prefix(count - 1)), now = Self.regret(Array(chosen.prefix(count)), regrets)
            for other in 0..<9 where !before.contains(other) { #expect(now <= Self.regret(before + [other], regrets) + 1e-12) }
        }
        var best = Double.infinity
        for a in 0..<9 { for b in 0..<a { for c in 0..<b { best = min(best, Self.regret([a, b, c], regrets)) } } }
        #expect(10 - Self.regret(chosen, regrets) >= (1 - 1 / 2.718281828) * (10 - best))
    }

    /// Complement goes before rank: the second does well where the first does badly, although others are better on average.
    @Test func theSecondComplementsTheFirst() {
        #expect(Portfolio.places([[0, 0.1, 5], [4, 4.1, 3]], count: 2) == [0, 2])
        // Nothing left to gain: by the mean regret; and no more than there are.
        #expect(Portfolio.places([[0, 3, 2, 1]], count: 9) == [0, 3, 2, 1])
    }
}
