import Diffusion
import Explorer
import TestSupport

/// Runs at random, such as a line of the shell can make: every setting, any number.
enum RandomRuns {
    static let properties = ["cifar10_test", "latency_ms_pixel3", "params_m", "weird_property"]

    static func settings(_ random: inout SeededGenerator) -> RunSettings {
        func pick<Choice: CaseIterable>(_: Choice.Type) -> Choice where Choice.AllCases == [Choice] {
            Choice.allCases[Int.random(in: 0..<Choice.allCases.count, using: &random)]
        }
        func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
        var settings = RunSettings(seed: UInt64.random(in: 0...UInt64.max, using: &random))
        settings.sampler = pick(Sampler.self)
        settings.sde = pick(SDE.Kind.self)
        let low = number(0.001...1)
        settings.schedule = NoiseSchedule(spacing: pick(NoiseSchedule.Spacing.self), sigmaMax: low + number(0.1...100), sigmaMin: low)
        settings.steps = Int.random(in: 1...10_000, using: &random)
        if settings.sampler == .heun, Bool.random(using: &random) { settings.churn = number(0...10_000) }
        if settings.sampler == .none || Bool.random(using: &random) {
            settings.corrector = Corrector(
                steps: Int.random(in: 1...1000, using: &random), ratio: number(0.001...10), norm: pick(Corrector.Norm.self))
        }
        settings.guidance = guidance(&random)
        return settings
    }

    private static func guidance(_ random: inout SeededGenerator) -> Guidance {
        var guidance = Guidance(
            order: Bool.random(using: &random) ? .first : .second, place: Bool.random(using: &random) ? .state : .estimate,
            unit: Bool.random(using: &random) ? .tilt : .published)
        for property in properties {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: guidance.tilts[property] = Double.random(in: -8...8, using: &random)
            case 1:
                guidance.aims[property] = Aim(
                    target: Double.random(in: -1e6...1e6, using: &random),
                    strength: Bool.random(using: &random) ? 8 : Double.random(in: 0...10_000, using: &random))
            default: break
            }
        }
        if Bool.random(using: &random) {
            let ends = [Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random)].sorted()
            guidance.window = ends[0]...ends[1]
        }
        return guidance
    }
}
