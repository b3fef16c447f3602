import Tensors
import Testing

@Suite struct OneCycleTests {
    private let cycle = OneCycle(peak: 3e-3, steps: 1000)

    @Test func endPoints() {
        #expect(abs(cycle.rate(at: 0) - 0.04 * 3e-3) < 1e-15)
        #expect(abs(cycle.rate(at: 100) - 3e-3) < 1e-15)
        #expect(abs(cycle.rate(at: 1000) - 1e-4 * 3e-3) < 1e-15)
        #expect(cycle.rate(at: 5000) == cycle.rate(at: 1000))
        // Halfway down a half cosine.
        #expect(abs(cycle.rate(at: 550) - 3e-3 * (1e-4 + (1 - 1e-4) / 2)) < 1e-15)
        // Halfway up a straight line.
        #expect(abs(cycle.rate(at: 50) - 3e-3 * 0.52) < 1e-15)
    }

    @Test func risesThenFalls() {
        let rates = (0...1000).map(cycle.rate)
        #expect(zip(rates[..<100], rates[1...100]).allSatisfy { $0 < $1 })
        #expect(zip(rates[100..<1000], rates[101...1000]).allSatisfy { $0 > $1 })
    }

    @Test func aRunOfNoStepsHasARate() { #expect(OneCycle(peak: 1, steps: 0).rate(at: 0).isFinite) }
}
