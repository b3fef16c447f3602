import Explorer
import Terminal
import Testing

/// The theme follows what the terminal draws on until somebody chooses one.
@Suite struct BackgroundTests {
    @Test func theThemeFollowsTheBackground() throws {
        var harness = try Harness.ready()
        harness.state.followsBackground = true
        #expect(harness.state.memory?.theme == nil)
        harness.send(.input(.background(isDark: false)))
        #expect(harness.state.theme == .light)
        harness.send(.input(.background(isDark: true)))
        #expect(harness.state.theme == .dark)
    }

    @Test(arguments: ["T", ":theme contrast\n"])
    func whoeverChoosesKeepsTheChoice(keys: String) throws {
        var harness = try Harness.ready()
        harness.state.followsBackground = true
        for key in keys { try harness.press(key == "\n" ? .enter : .char(key)) }
        let chosen = harness.state.theme
        #expect(chosen != .dark)
        for isDark in [true, false] {
            harness.send(.input(.background(isDark: isDark)))
            #expect(harness.state.theme == chosen)
        }
        #expect(harness.state.memory?.theme == chosen.name)
    }

    @Test func aThemeThatWasNamedStays() throws {
        var harness = try Harness.ready()
        harness.send(.input(.background(isDark: false)))
        #expect(harness.state.theme == .dark && harness.state.memory?.theme == .dark)
    }
}
