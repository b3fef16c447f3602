import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// One screen in every theme, with its colours. With DNAG_UPDATE_GOLDENS=1 they are written anew; `cat` shows them.
@Suite struct ThemeGoldenTests {
    @Test(arguments: Theme.Name.allCases)
    func everyThemeAsItIsShown(name: Theme.Name) throws {
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: 80, height: 24)
        while harness.state.theme.name != name { try harness.type("T") }
        try harness.type("............")
        try harness.press(.pageUp, .pageUp)
        for tick in 0...60 { harness.send(.tick(Double(tick) / 5)) }
        let canvas = render(harness.state), shown = canvas.ansi()
        try Goldens.checkStyled(canvas, "theme-\(name.rawValue)-80x24")
        // Without colours there are none, and with them there are.
        #expect(shown.contains("38;2;") == (name != .mono))
    }
}
