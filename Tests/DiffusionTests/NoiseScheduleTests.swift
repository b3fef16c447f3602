import Diffusion
import Foundation
import TestSupport
import Testing

@Suite struct NoiseScheduleTests {
    @Test(arguments: NoiseSchedule.Spacing.allCases, [2, 3, 20, 1000])
    func fallsFromEndToEnd(spacing: NoiseSchedule.Spacing, steps: Int) throws {
        let levels = NoiseSchedule(spacing: spacing, sigmaMax: 8, sigmaMin: 0.03).levels(steps: steps).map(\.sigma)
        #expect(levels.count == steps)
        #expect(abs(try #require(levels.first) - 8) < 1e-12)
        #expect(abs(try #require(levels.last) - 0.03) < 1e-12)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test(arguments: NoiseSchedule.Spacing.allCases, [1, 0, -3])
    func oneStepIsTheTop(spacing: NoiseSchedule.Spacing, steps: Int) {
        #expect(NoiseSchedule(spacing: spacing, sigmaMax: 8, sigmaMin: 0.03).levels(steps: steps).map(\.sigma) == [8])
    }

    /// Karras et al. 2022, equation 5: (σmax^(1/ρ) + i/(n−1)·(σmin^(1/ρ) − σmax^(1/ρ)))^ρ with their ρ = 7, σ 80 … 0.002.
    @Test func karras() {
        let levels = NoiseSchedule(spacing: .karras, sigmaMax: 80, sigmaMin: 0.002).levels(steps: 18).map(\.sigma)
        // The first levels of their 18-step sampler, worked out by hand.
        let published = [80, 57.58598, 40.78557, 28.37458]
        for (level, truth) in zip(levels, published) { #expect(abs(level / truth - 1) < 1e-5) }
        let roots = levels.map { pow($0, 1 / 7.0) }
        let gaps = zip(roots, roots.dropFirst()).map { $0 - $1 }
        #expect(gaps.allSatisfy { abs($0 - gaps[0]) < 1e-12 })
    }

    @Test func spacings() {
        let geometric = NoiseSchedule(spacing: .geometric, sigmaMax: 16, sigmaMin: 1).levels(steps: 5).map(\.sigma)
        #expect(largestDifference(geometric, [16, 8, 4, 2, 1]) < 1e-12)
    }

    /// Even in t for every SDE, from σmax to σmin.
    @Test(arguments: SDE.Kind.allCases) func linearIsEvenInTime(kind: SDE.Kind) {
        let schedule = NoiseSchedule(spacing: .linear, sigmaMax: 9, sigmaMin: 0.1)
        let levels = schedule.levels(steps: 12, sde: kind)
        let gaps = zip(levels, levels.dropFirst()).map { $0.t - $1.t }
        #expect(gaps.allSatisfy { $0 > 0 && abs($0 - gaps[0]) < 1e-12 })
        #expect(abs(levels[0].sigma - 9) < 1e-11 && abs(levels[11].sigma - 0.1) < 1e-12)
        if kind == .ve {
            let geometric = NoiseSchedule(spacing: .geometric, sigmaMax: 9, sigmaMin: 0.1).levels(steps: 12)
            #expect(largestDifference(levels.map(\.sigma), geometric.map(\.sigma)) < 1e-12)
        }
    }

    /// A level is one moment of its SDE: t, α and σ belong together, by the SDE's own equations.
    @Test(arguments: SDE.Kind.allCases, NoiseSchedule.Spacing.allCases)
    func levelsBelongToTheirSDE(kind: SDE.Kind, spacing: NoiseSchedule.Spacing) {
        let sde = kind.process(sigmaMin: 0.01, sigmaMax: 100)
        let schedule = NoiseSchedule(spacing: spacing, sigmaMax: 100, sigmaMin: 0.01)
        for level in schedule.levels(steps: 50, sde: kind) {
            #expect(abs(level.alpha / sde.meanCoefficient(level.t) - 1) < 1e-11)
            #expect(abs(level.sigma / (sde.deviation(level.t) / sde.meanCoefficient(level.t)) - 1) < 1e-11)
            #expect(abs(sde.level(t: level.t).sigma / level.sigma - 1) < 1e-11)
        }
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
        let levels = schedule.levels(steps: 101).map(\.sigma)
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
