import Architectures
import Diffusion
import Testing

@Suite struct QualityReportTests {
    @Test func countsByHand() throws {
        // Two valid of code 0 (all none), one of code 1 (skip on the first edge), one whose edges disagree, one no cell.
        let report = QualityReport(
            try HandMadeSamples.of([
                HandMadeSamples.state(0), HandMadeSamples.state(0), HandMadeSamples.state(1), HandMadeSamples.torn(5),
                HandMadeSamples.nothing,
            ]), of: .nasbench201)
        #expect(report.count == 5)
        #expect(abs(report.validity - 0.6) < 1e-12)
        #expect(abs(report.uniqueness - 0.4) < 1e-12)
        #expect(report.shares.count == 6 && report.shares.allSatisfy { $0.count == 7 })
        #expect(largestDifference(report.shares[0], [0, 0, 2.0 / 3, 1.0 / 3, 0, 0, 0]) < 1e-12)
        for edge in 1..<6 { #expect(largestDifference(report.shares[edge], [0, 0, 1, 0, 0, 0, 0]) < 1e-12) }
        #expect(abs(report.maxShareDeviation - 0.8) < 1e-12)
        // All three carry no live edge, as 341 of the 15,625 do.
        let none = try #require(report.edges.first?.first { $0.slots.isEmpty })
        #expect(report.edges.count == 1 && abs(none.share - 1) < 1e-12 && abs(none.expected - 341.0 / 15_625) < 1e-12)
        #expect(abs(report.maxEdgeDeviation - (1 - 341.0 / 15_625)) < 1e-12)
    }

    /// Expected distinct cells of n uniform draws: Σ_k over draws of the chance that draw k is new.
    @Test(arguments: [1, 2, 100, 5000]) func expectedUniquenessIsTheCouponCollectors(count: Int) throws {
        let report = QualityReport(try HandMadeSamples.of(codes: Array(0..<count)), of: .nasbench201)
        var distinct = 0.0
        for _ in 0..<count { distinct += 1 - distinct / 15_625 }
        #expect(abs(try #require(report.expectedUniqueness) - distinct / Double(count)) < 1e-9)
    }

    @Test func theWholeSpaceIsEven() throws {
        let report = QualityReport(try HandMadeSamples.of(codes: Array(0..<Cell.count)), of: .nasbench201)
        #expect(report.validity == 1 && report.uniqueness == 1 && report.maxShareDeviation < 1e-9 && report.maxEdgeDeviation < 1e-9)
    }

    /// Sets of edges stand in one order in every process: by share, and of equal ones by their slots.
    @Test(arguments: SearchSpace.builtIn) func setsOfEdgesHaveOneOrder(space: SearchSpace) {
        for sets in QualityReport([], of: space).edges {
            for (one, next) in zip(sets, sets.dropFirst()) {
                #expect(one.expected > next.expected || one.expected == next.expected && one.slots.lexicographicallyPrecedes(next.slots))
            }
        }
    }

    @Test func noveltyCountsValidSamplesOnly() throws {
        let samples = try HandMadeSamples.of([1, 2, 3, 3].map(HandMadeSamples.state) + [HandMadeSamples.torn(4)])
        #expect(abs(QualityReport.novelty(samples, trainedOn: [1, 4, 9]) - 0.75) < 1e-12)
        #expect(QualityReport.novelty([], trainedOn: [1]) == 0)
    }

    @Test func noSamplesAreNoReasonToCrash() {
        let report = QualityReport([], of: .nasbench201)
        #expect(report.count == 0 && report.validity == 0 && report.uniqueness == 0)
    }
}
