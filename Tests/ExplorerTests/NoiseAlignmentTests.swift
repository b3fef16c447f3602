import Diffusion
import Explorer
import Platform
import Testing

@Suite struct NoiseAlignmentTests {
    /// The nearest in log σ of all levels, the noisier of two that are as near.
    private static func nearest(_ level: Double, in others: [Double]) -> Int {
        let distances = others.map { abs(log($0) - log(level)) }
        let least = distances.min() ?? 0
        return distances.firstIndex { $0 <= least + 1e-12 } ?? 0
    }

    @Test(arguments: SDE.Kind.allCases, NoiseSchedule.Spacing.allCases)
    func everyStepGetsTheNearestLevel(sde: SDE.Kind, spacing: NoiseSchedule.Spacing) {
        for (steps, otherSteps) in [(48, 20), (20, 48), (12, 96), (7, 7), (1, 5), (5, 1), (96, 95)] {
            let settings = RunSettings(schedule: NoiseSchedule(), steps: steps)
            let other = RunSettings(
                sde: sde, schedule: NoiseSchedule(spacing: spacing, sigmaMax: 9, sigmaMin: 0.1), steps: otherSteps)
            let alignment = NoiseAlignment(settings, to: other)
            let others = other.levels.map(\.sigma)
            for (step, level) in settings.levels.enumerated() {
                let expected = Self.nearest(level.sigma, in: others)
                #expect(alignment.place(of: step) == expected, "step \(step) of \(steps), among \(otherSteps)")
            }
            // The ends are the clean estimates, and nothing but the end is aligned with the end.
            #expect(alignment.place(of: steps) == otherSteps)
            #expect(alignment.place(of: steps - 1) == Self.nearest(settings.levels[steps - 1].sigma, in: others))
        }
    }

    @Test func equalLevelsStandAtEqualSteps() {
        let settings = RunSettings(schedule: .fixed, steps: 30)
        let alignment = NoiseAlignment(settings, to: settings)
        #expect((0...30).map(alignment.place(of:)) == Array(0...30))
    }

    @Test func whatIsOutsideIsDrawnIn() {
        let alignment = NoiseAlignment([8, 4, 2, 1], to: [9, 3, 1])
        #expect(alignment.place(of: -5) == 0)
        #expect(alignment.place(of: 400) == 3)
    }

    /// 4 is as far from 8 as from 2 in log σ.
    @Test func ofTwoAsNearTheNoisierCounts() {
        #expect(NoiseAlignment([4], to: [8, 2]).place(of: 0) == 0)
    }
}
