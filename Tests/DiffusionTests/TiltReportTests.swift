import Architectures
import Diffusion
import Foundation
import Testing

@Suite struct TiltReportTests {
    /// Cell c has the figure c (in thousands of codes): rank and value are known.
    private let column = BenchmarkTable.Column(of: .nasbench201, name: "rank", values: (0..<Cell.count).map { Double($0) / 1000 })
    private func score(_ code: Int) -> Double { NormalScores.inverseNormal((Double(code) + 0.5) / Double(Cell.count)) }

    @Test func meansAreThoseOfTheValidSamples() throws {
        let states = try [100, 300, 15_000].map(HandMadeSamples.state) + [HandMadeSamples.torn(2)]
        let report = TiltReport(
            try HandMadeSamples.of(states), gamma: 1, direction: TiltDirection([column], weights: [1]))
        #expect(abs(report.score.sampled - [100, 300, 15_000].map(score).reduce(0, +) / 3) < 1e-9)
        #expect(abs(report.score.exact - TiltedDistribution(column: column, gamma: 1).meanScore) < 1e-9)
        #expect(report.values.count == 1)
        #expect(abs(report.values[0].sampled - (0.1 + 0.3 + 15) / 3) < 1e-9)
        #expect(report.validity == 0.75 && report.uniqueness == 0.75 && report.gamma == 1)
    }

    /// A second property that falls where the first rises: the joint score is their weighted sum, and each has its own mean.
    @Test func eachPropertyOfADirectionHasItsMeans() throws {
        let falling = BenchmarkTable.Column(of: .nasbench201, name: "fall", values: column.values.map { 20 - $0 })
        let direction = TiltDirection([column, falling], weights: [2, -0.5])
        let report = TiltReport(try HandMadeSamples.of(codes: [100, 300]), gamma: 0, direction: direction)
        #expect(abs(report.score.sampled - 2.5 * (score(100) + score(300)) / 2) < 1e-9)
        #expect(abs(report.score.exact) < 1e-9)
        #expect(abs(report.values[0].sampled - 0.2) < 1e-9 && abs(report.values[1].sampled - 19.8) < 1e-9)
        // Without a tilt the exact mean is the plain mean of the figures.
        #expect(abs(report.values[0].exact - 7.812) < 1e-9 && abs(report.values[1].exact - 12.188) < 1e-9)
    }

    /// e^(γs) weighs the figures too.
    @Test func exactMeansAreTilted() throws {
        let direction = TiltDirection([column], weights: [-1])
        let report = TiltReport(try HandMadeSamples.of(codes: [7]), gamma: 2, direction: direction)
        let mirrored = TiltReport(
            try HandMadeSamples.of(codes: [7]), gamma: -2, direction: TiltDirection([column], weights: [1]))
        #expect(abs(report.values[0].exact - mirrored.values[0].exact) < 1e-9)
        #expect(abs(report.score.exact + mirrored.score.exact) < 1e-9)
        // Ranks of N(−2, 1) among N(0, 1): Φ(−2/√2) of the 15.625 thousands.
        #expect(abs(report.values[0].exact - 15.625 * 0.5 * erfc(1)) < 0.03)
    }

    @Test func cellsWithoutAFigureAreLeftOut() throws {
        var values = column.values
        values[300] = .nan
        let report = TiltReport(
            try HandMadeSamples.of(codes: [100, 300]), gamma: 0,
            direction: TiltDirection([BenchmarkTable.Column(of: .nasbench201, name: "rank", values: values)], weights: [1]))
        #expect(abs(report.values[0].sampled - 0.1) < 1e-9 && report.counted == 1)
        #expect(report.totalVariation.isFinite && report.totalVariationFloor.mean.isFinite && report.validity == 1)
    }

    /// Of no valid sample nothing is known: neither a mean of zero nor a distance.
    @Test func nothingIsSaidOfNoSamples() throws {
        let report = TiltReport(
            try HandMadeSamples.of([HandMadeSamples.nothing]), gamma: 1, direction: TiltDirection([column], weights: [1]))
        #expect(report.score.sampled.isNaN && report.values[0].sampled.isNaN)
        #expect(report.totalVariation.isNaN && report.totalVariationFloor.mean.isNaN && report.totalVariationFloor.upper.isNaN)
        #expect(report.counted == 0 && report.validity == 0 && report.score.exact.isFinite && report.values[0].exact.isFinite)
    }
}
