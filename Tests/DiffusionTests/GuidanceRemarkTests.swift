import Architectures
import Diffusion
import Testing

@Suite struct GuidanceRemarkTests {
    private func remarks(_ guidance: Guidance, measured: ClosedRange<Double>? = 0.5...2) throws -> [String] {
        let predictor = ExactPredictor(columns: [try Figures.accuracy()], in: .nasbench201)
        let known = zip(predictor.properties, predictor.scales).map { (info: $0, range: measured ?? $1.range) }
        return GuidanceRemark.of(guidance, known: known, in: .nasbench201).map(\.description)
    }

    /// What the limit says: by then the exact tilt of the ranks gives 99 % to the best cell, and at half of it not yet.
    @Test func theLimitIsWhereOneCellIsLeft() {
        func share(_ gamma: Double) -> Double {
            TiltedDistribution(scores: NormalScores.of((0..<Cell.count).map(Double.init)), gamma: gamma).probabilities.max() ?? 0
        }
        #expect(abs(share(GuidanceRemark.strongestTilt) - 0.99) < 0.001)
        #expect(share(GuidanceRemark.strongestTilt / 2) < 0.9)
    }

    @Test func onlyWhatGoesTooFarIsRemarked() throws {
        #expect(try remarks(Guidance(tilts: ["baseline_accuracy": -17.5], aims: ["baseline_accuracy": Aim(target: 2)])).isEmpty)
        let far = try remarks(Guidance(tilts: ["baseline_accuracy": -20]))
        #expect(far.count == 1 && far[0].hasPrefix("γ -20 of 'baseline_accuracy' is more than the space can tell apart: from 17.5 on"))
        #expect(try remarks(Guidance(tilts: ["baseline_accuracy": 20_000], unit: .published)).isEmpty)
        let aim = try remarks(Guidance(aims: ["baseline_accuracy": Aim(target: 400)]))
        #expect(aim == ["the aim at 400.00 % of 'baseline_accuracy' lies outside what architectures have, 0.50 % to 2.00 %: they are drawn to the nearer end"])
        #expect(try remarks(Guidance(aims: ["baseline_accuracy": Aim(target: 400)]), measured: nil).first?.contains("outside") ?? false)
        #expect(try remarks(Guidance(aims: ["baseline_accuracy": Aim(target: 400, strength: 0)])).isEmpty)
    }

    @Test func samplesThatAreNoArchitecturesAreCounted() throws {
        let states = [HandMadeSamples.nothing, HandMadeSamples.nothing] + [try HandMadeSamples.torn(2), try HandMadeSamples.state(7)]
        let census = SampleCensus(try HandMadeSamples.of(states), of: .nasbench201)
        #expect(census.count == 4 && census.valid == 1 && census.faults.map(\.count) == [2, 1])
        #expect(SampleCensus([], of: .nasbench201).count == 0)
    }
}
