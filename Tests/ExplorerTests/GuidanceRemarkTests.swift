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
                == "γ of cifar10_test is 40 nats a standard score: beyond ±8 the exact tilt is a handful of architectures, and samples may be none; take -8 to 8")
        #expect(try Self.told(":gamma cifar10_test 8").state.notice == nil)
    }

    @Test func anAimOutsideTheSpaceSaysItsRange() throws {
        let harness = try Self.told(":aim cifar10_test 400")
        #expect(harness.state.branch?.settings.guidance.aims["cifar10_test"]?.target == 400)
        #expect(
            harness.state.notice?.text
                == "cifar10_test is drawn to 400.00 %, which no architecture has, and samples may be none; take 0.00 % to 99.90 %")
        #expect(try Self.told(":aim cifar10_test 50").state.notice == nil)
    }

    @Test func aBoundThatNothingKeepsSaysWhatThereIs() throws {
        let harness = try Self.told(":bound cifar10_test 1000")
        #expect(render(harness.state).text.contains("nothing keeps cifar10_test ≥ 1000.00 %: take 0.00 % to 99.60 %"))
        #expect(harness.state.race.bound == nil && harness.state.page != .search)
    }

    @Test func theRulesAreThoseOfTheCommandLine() throws {
        #expect(try Tilt(parsing: "x=-1e6").gamma == -1e6 && NumberRule.gamma.holds(-1e6))
        #expect(throws: GuidanceError.self) { try Tilt(parsing: "x=1.1e6") }
        #expect(try AimText(parsing: "x=1e12@3").target == 1e12 && NumberRule.target.holds(1e12))
        #expect(throws: GuidanceError.self) { try AimText(parsing: "x=1.1e12") }
        // The same remark on a start from the shell.
        var harness = Harness(settings: RunSettings(seed: 1, schedule: .fixed, steps: 4, guidance: Guidance(tilts: ["cifar10_test": 9])))
        harness.send(.engine(.ready(harness.catalog)))
        #expect(harness.state.notice?.text.contains("γ of cifar10_test is 9 nats") == true)
    }
}
