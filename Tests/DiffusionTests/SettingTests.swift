import Diffusion
import Testing

/// The rules of settings, which options and commands share.
@Suite struct SettingTests {
    @Test func rulesHoldAndSaySo() {
        let cases: [(rule: NumberRule, text: String, good: [Double], bad: [Double])] = [
            (.steps, "between 1 and 10000", [1, 10_000], [0, 1.5, 10_001, .nan]),
            (.correctorRatio, "above 0 and at most 10", [1e-9, 10], [0, 10.01, -1]),
            (.sigmaMin, "at least 0.001", [0.001, 1e9], [0, 0.0009]),
            (NumberRule(-8...8), "between -8 and 8", [-8, 0.3, 8], [8.0001, -.infinity]),
        ]
        for (rule, text, good, bad) in cases {
            #expect(rule.text == text)
            for value in good { #expect(rule.holds(value), "\(text): \(value)") }
            for value in bad { #expect(!rule.holds(value), "\(text): \(value)") }
        }
        #expect(throws: SettingError.outOfRange(name: "steps", value: "0", rule: "between 1 and 10000")) {
            try NumberRule.steps.number("0", of: "steps")
        }
        for text in ["", "x", "0x10", "nan", "inf", "1e400", "1 2", "１"] {
            #expect(throws: SettingError.notANumber(name: "churn", value: text, rule: "between 0 and 10000", isWhole: false)) {
                try NumberRule.churn.number(text, of: "churn")
            }
        }
    }

    @Test(arguments: [0, 1, -3, 0.1, 1.0 / 3, 1e15, 1e-300, -123_456_789, 12345.5])
    func numbersAreWrittenExactly(value: Double) {
        #expect(Double(NumberRule.text(value)) == value)
        if value == value.rounded(), abs(value) < 1e15 { #expect(!NumberRule.text(value).contains(".")) }
    }

    @Test func anAimMayHaveAStrengthOfItsOwn() throws {
        let plain = try AimText(parsing: "a=b=0.5"), own = try AimText(parsing: "params_m=-2e3@12.5")
        #expect(plain.property == "a=b" && plain.target == 0.5 && plain.strength == nil)
        #expect(own.property == "params_m" && own.target == -2000 && own.strength == 12.5)
        for text in ["params_m", "=1", "params_m=x", "params_m=1@", "params_m=1@-1", "params_m=1@10001", "params_m=1e13"] {
            #expect(throws: (any Error).self) { try AimText(parsing: text) }
        }
    }

    /// What settings must be to each other.
    @Test func faultsNameTheOption() {
        var settings = RunSettings()
        #expect(settings.fault() == nil)
        settings.churn = 1
        #expect(settings.fault(prefix: "--")?.error == .outOfRange(name: "--churn", value: "1.0", rule: "0 unless --sampler is heun"))
        settings.sampler = .heun
        #expect(settings.fault() == nil)
        settings.schedule.sigmaMax = 0.1
        #expect(settings.fault()?.option == .sigmaMax)
        settings.schedule = NoiseSchedule(sigmaMax: 200)
        #expect(settings.fault() == nil)
        settings.sde = .vp
        #expect(settings.fault()?.error.description == "sigma-max is 200.0; it must be at most 152.2 with sde vp")
    }

    /// Against the definition: the time of each step, counted from the last one, in the window.
    @Test(arguments: [0...1, 0.5...1, 0.2...0.8, 0...0.5, 0.99...1, 0...0, 0.51...0.52] as [ClosedRange<Double>], SDE.Kind.allCases)
    func steeredStepsAreThoseInTheWindow(window: ClosedRange<Double>, sde: SDE.Kind) {
        let settings = RunSettings(sde: sde, steps: 17, guidance: Guidance(window: window))
        let times = settings.levels.map(\.t)
        let expected = times.indices.filter { window.contains((times[$0] - times[16]) / (times[0] - times[16])) }
        #expect(settings.steeredSteps.map(Array.init) ?? [] == expected)
    }
}
