import Diffusion
import Foundation
import Testing

@Suite struct NoiseScheduleTests {
    @Test(arguments: NoiseSchedule.Spacing.allCases, [2, 3, 20, 1000])
    func fallsFromEndToEnd(spacing: NoiseSchedule.Spacing, steps: Int) throws {
        let levels = NoiseSchedule(spacing: spacing, sigmaMax: 8, sigmaMin: 0.03).levels(steps: steps)
        #expect(levels.count == steps)
        #expect(abs(try #require(levels.first) - 8) < 1e-12)
        #expect(abs(try #require(levels.last) - 0.03) < 1e-12)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test(arguments: NoiseSchedule.Spacing.allCases, [1, 0, -3])
    func oneStepIsTheTop(spacing: NoiseSchedule.Spacing, steps: Int) {
        #expect(NoiseSchedule(spacing: spacing, sigmaMax: 8, sigmaMin: 0.03).levels(steps: steps) == [8])
    }

    /// Karras et al. 2022, equation 5: (σmax^(1/ρ) + i/(n−1)·(σmin^(1/ρ) − σmax^(1/ρ)))^ρ with their ρ = 7, σ 80 … 0.002.
    @Test func karras() {
        let levels = NoiseSchedule(spacing: .karras, sigmaMax: 80, sigmaMin: 0.002).levels(steps: 18)
        // The first levels of their 18-step sampler, worked out by hand.
        let published = [80, 57.58598, 40.78557, 28.37458]
        for (level, truth) in zip(levels, published) { #expect(abs(level / truth - 1) < 1e-5) }
        let roots = levels.map { pow($0, 1 / 7.0) }
        let gaps = zip(roots, roots.dropFirst()).map { $0 - $1 }
        #expect(gaps.allSatisfy { abs($0 - gaps[0]) < 1e-12 })
    }

    @Test func spacings() {
        let linear = NoiseSchedule(spacing: .linear, sigmaMax: 5, sigmaMin: 1).levels(steps: 5)
        #expect(largestDifference(linear, [5, 4, 3, 2, 1]) < 1e-12)
        let geometric = NoiseSchedule(spacing: .geometric, sigmaMax: 16, sigmaMin: 1).levels(steps: 5)
        #expect(largestDifference(geometric, [16, 8, 4, 2, 1]) < 1e-12)
    }

    /// The variance-exploding SDE of the published method: σ(t) = σmin(σmax/σmin)^t.
    @Test(.enabled(if: ReferenceData.hasFixtures, "needs the reference fixtures (DNAG_DATA)"))
    func geometricLevelsAreTheVarianceExplodingSDEs() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: ReferenceData.fixture("sde.json")))
        let processes = try JSONDecoder().decode([String: Process].self, from: data)
        let reference = try #require(processes["ve"])
        let schedule = NoiseSchedule(
            spacing: .geometric, sigmaMax: try #require(reference.sigmaMax), sigmaMin: try #require(reference.sigmaMin))
        // 101 levels stand at t = 1, 0.99, …, 0; the first row's t of 1e-5 is between two.
        let levels = schedule.levels(steps: 101)
        var compared = 0
        for row in reference.rows where abs(row.t * 100 - (row.t * 100).rounded()) < 1e-9 {
            #expect(abs(levels[100 - Int((row.t * 100).rounded())] / row.std - 1) < 1e-9)
            compared += 1
        }
        #expect(compared == 7)
    }

    private struct Process: Decodable {
        struct Row: Decodable { let t, std: Double }
        let sigmaMin, sigmaMax: Double?
        let rows: [Row]

        enum CodingKeys: String, CodingKey { case sigmaMin = "sigma_min", sigmaMax = "sigma_max", rows }
    }
}
