import Diffusion
import Explorer
import Terminal
import Testing

/// Guidance and bounds beyond what means anything: said in words, with what to take instead.
@Suite struct GuidanceRemarkTests {
    private static func told(_ line: String) throws -> Harness {
        var harness = try Harness.ready()
        try harness.type(line)
        try harness.press(.enter)
        return harness
    }

    @Test func aTiltBeyondMeaningIsRemarkedOnAndRuns() throws {
        let harness = try Self.told(":gamma cifar10_test 40")
        #expect(harness.state.tilt("cifar10_test") == 40)
        #expect(harness.state.notice?.isWarning == true)
        #expect(
            harness.state.notice?.text
                == "γ 40 of 'cifar10_test' is more than the space can tell apart: from 17.5 on, the exact tilt gives 99 % to a single cell, and a gradient that strong drives states out of the space; 8 is strong already"
        )
        #expect(try Self.told(":gamma cifar10_test 8").state.notice == nil)
    }

    @Test func anAimOutsideTheSpaceSaysItsRange() throws {
        let harness = try Self.told(":aim cifar10_test 400")
        #expect(harness.state.branch?.settings.guidance.aims["cifar10_test"]?.target == 400)
        #expect(
            harness.state.notice?.text
                == "the aim at 400.00 % of 'cifar10_test' lies outside what architectures have, 0.00 % to 99.90 %: they are drawn to the nearer end")
        #expect(try Self.told(":aim cifar10_test 50").state.notice == nil)
    }

    @Test func aBoundThatNothingKeepsSaysWhatThereIs() throws {
        let harness = try Self.told(":bound cifar10_test 1000")
        #expect(render(harness.state).text.contains("nothing keeps cifar10_test ≥ 1000.00 %: take 0.00 % to 99.60 %"))
        #expect(harness.state.race.bound == nil && harness.state.page != .search)
    }

    @Test func theRulesAreThoseOfTheCommandLine() throws {
        #expect(try Tilt(parsing: "x=-1e6").gamma == -1e6 && NumberRule.tilt(.published).holds(-1e6))
        #expect(throws: GuidanceError.self) { try Tilt(parsing: "x=1.1e6") }
        #expect(try AimText(parsing: "x=1e12@3").target == 1e12 && NumberRule.target.holds(1e12))
        #expect(throws: GuidanceError.self) { try AimText(parsing: "x=1.1e12") }
        // The same remark on a start from the shell.
        var harness = Harness(settings: RunSettings(seed: 1, schedule: .fixed, steps: 4, guidance: Guidance(tilts: ["cifar10_test": 19])))
        harness.send(.engine(.ready(harness.catalog)))
        #expect(harness.state.notice?.text.contains("γ 19 of 'cifar10_test'") == true)
    }
}
