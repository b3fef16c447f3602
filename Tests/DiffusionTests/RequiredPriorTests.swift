import Architectures
import Diffusion
import Testing

/// What is required as a prior of the exact denoiser: rare architectures without waiting, in the right shares.
@Suite struct RequiredPriorTests {
    private static let space = SearchSpace.nasbench201
    private static let count = 1500

    private func exact(_ column: BenchmarkTable.Column) -> Models {
        Models(
            denoiser: ExactDenoiser(of: Self.space), predictor: ExactPredictor(columns: [column], in: Self.space),
            tiltable: ExactTilts(columns: [column], in: Self.space))
    }

    /// The mean of what is drawn within four of its standard errors.
    @Test(arguments: [0, 1.5]) func samplesAreThoseOfTheRestrictedDistribution(gamma: Double) throws {
        let column = try Figures.accuracy(), holds = column.values.map { $0 > 93.5 }
        let guidance = Guidance(tilts: gamma == 0 ? [:] : [column.name: gamma], method: .conditioned)
        let models = try #require(exact(column).requiring(holds, for: guidance))
        let samples = try Generation.samples(
            Self.count, models: models, settings: RunSettings(seed: 3, steps: 20, guidance: guidance), threads: 2)
        let places = samples.compactMap { $0.isValid ? $0.place : nil }
        #expect(places.count == Self.count && places.allSatisfy { holds[$0] })
        #expect(holds.count { $0 } < Cell.count / 50)
        let truth = GuidedDistribution([.init(scores: NormalScores.of(column.values), tilt: gamma)], count: Cell.count).restricted(to: holds)
        let (mean, deviation) = truth.moments(column.values)
        let found = places.reduce(0) { $0 + column.values[$1] } / Double(Self.count)
        #expect(abs(found - mean) < 4 * deviation / Double(Self.count).squareRoot(), "\(found) instead of \(mean)")
    }

    @Test func onlyAPriorOfAnExactDenoiserCanBeRestricted() throws {
        let column = try Figures.accuracy(), holds = column.values.map { $0 > 93.5 }, exact = exact(column)
        let tilt = [column.name: 1.0]
        #expect(exact.requiring(holds, for: Guidance(tilts: tilt)).isNothing)
        #expect(exact.requiring(holds, for: Guidance(tilts: tilt, method: .twisted)).isNothing)
        #expect(exact.requiring(holds.map { _ in false }, for: Guidance()).isNothing)
        // What can be drawn at all has a figure here, and what shall hold has none.
        let half = BenchmarkTable.Column(of: Self.space, name: column.name, values: column.values.map { $0 > 93.5 ? .nan : $0 })
        #expect(self.exact(half).requiring(holds, for: Guidance(tilts: tilt, method: .prior)).isNothing)
        let learned = Models(denoiser: LearnedModels.denoiser(), predictor: try LearnedModels.predictor(), tiltable: try LearnedModels.tilted())
        #expect(learned.requiring(holds, for: Guidance()).isNothing)
        #expect(learned.requiring(holds, for: Guidance(tilts: tilt, method: .conditioned)).isNothing)
    }
}

extension Models? {
    fileprivate var isNothing: Bool { if case .none = self { true } else { false } }
}
