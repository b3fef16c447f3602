import Diffusion
import Foundation
import TestSupport
import Testing

@Suite struct PublishedSDETests {
    static let all: [SDE] = [
        .ve(sigmaMin: 0.1, sigmaMax: 5), .vp(betaMin: 0.1, betaMax: 20), .subVP(betaMin: 0.1, betaMax: 20),
    ]
    private static let times = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]

    /// The marginals solve the SDE's own equations: dα/dt = c·α and dσ²/dt = 2c·σ² + g².
    @Test(arguments: all) func marginalsFollowFromDriftAndDiffusion(sde: SDE) {
        for t in Self.times {
            let (alpha, sigma, c, g) = (
                sde.meanCoefficient(t), sde.deviation(t), sde.driftCoefficient(t), sde.diffusion(t)
            )
            let rise = slope([t], 0, step: 1e-5) { sde.meanCoefficient($0[0]) }
            #expect(abs(rise - c * alpha) < 1e-7)
            let growth = slope([t], 0, step: 1e-5) { pow(sde.deviation($0[0]), 2) }
            #expect(abs(growth - (2 * c * sigma * sigma + g * g)) < 1e-6 * max(1, g * g), "t \(t)")
        }
    }

    @Test func whatTheNamesSay() {
        for t in Self.times {
            let (vp, sub) = (Self.all[1], Self.all[2])
            #expect(abs(pow(vp.meanCoefficient(t), 2) + pow(vp.deviation(t), 2) - 1) < 1e-12)
            #expect(abs(sub.deviation(t) - pow(vp.deviation(t), 2)) < 1e-12)
            #expect(sub.meanCoefficient(t) == vp.meanCoefficient(t))
            #expect(Self.all[0].meanCoefficient(t) == 1)
        }
        #expect(abs(Self.all[0].deviation(0) - 0.1) < 1e-15 && abs(Self.all[0].deviation(1) - 5) < 1e-14)
    }

    /// The chain's steps become the SDE's as they grow in number: N·f → c, N·G² → g².
    @Test(arguments: all) func theChainTendsToTheSDE(sde: SDE) {
        let steps = 200_000
        for t in Self.times {
            // The level that t falls on; sub-VP's chain is not on levels, hence the tolerance.
            let level = Double(Int(Float(t) * Float(steps - 1))) / Double(steps - 1)
            let (f, g) = sde.discretized(t, steps: steps)
            // For VP the published chain goes forward, x_i = √(1 − β)·x_{i−1} + √β·z.
            #expect(abs(f * Double(steps) - sde.driftCoefficient(level)) < 1e-2)
            #expect(abs(g * g * Double(steps) / pow(sde.diffusion(level), 2) - 1) < 2e-3)
        }
        #expect(abs(sde.correctorFactor(0.5, steps: steps) - 1) < 1e-3)
    }

    /// The chain's first level comes from nothing: its variance is σmin².
    @Test func theFirstLevelOfVE() {
        let (f, g) = Self.all[0].discretized(1e-5, steps: 1000)
        #expect(f == 0 && abs(g - 0.1) < 1e-12)
        #expect(abs(Self.all[0].discretized(1, steps: 1).g - 5) < 1e-12)
    }

    @Test func whatTheNetworksAreTold() {
        #expect(Self.all[0].timeInput(1) == Self.all[0].deviation(1) && Self.all[0].scoreFactor(0.3) == 1)
        for sde in Self.all.dropFirst() {
            #expect(sde.timeInput(0.5) == 499.5)
            #expect(abs(sde.scoreFactor(0.5) * sde.deviation(0.5) + 1) < 1e-14)
        }
    }

    @Test(.enabled(if: ReferenceData.hasFixtures, "needs ../shared/fixtures (or beside DNAG_DATA)"))
    func everyPublishedCoefficient() throws {
        struct Entry: Decodable {
            struct Row: Decodable { let t, mean_coefficient, std, drift_coefficient, diffusion: Double }
            let rows: [Row]
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: ReferenceData.fixture("sde.json")))
        let entries = try JSONDecoder().decode([String: Entry].self, from: data)
        for (name, sde) in zip(["ve", "vp", "subvp"], Self.all) {
            let rows = try #require(entries[name]?.rows)
            #expect(rows.count == 8)
            for row in rows {
                // Relative to each value by itself, however small.
                #expect(abs(sde.meanCoefficient(row.t) - row.mean_coefficient) <= 1e-9 * row.mean_coefficient)
                #expect(abs(sde.deviation(row.t) - row.std) <= 1e-9 * row.std)
                #expect(abs(sde.driftCoefficient(row.t) - row.drift_coefficient) <= 1e-9 * abs(row.drift_coefficient))
                #expect(abs(sde.diffusion(row.t) - row.diffusion) <= 1e-9 * row.diffusion)
            }
        }
    }
}
