import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// Every page in every theme at three sizes, with its colours. With DNAG_UPDATE_GOLDENS=1 they are written anew; `cat` shows them.
@Suite struct ThemeGoldenTests {
    private static let sizes = [(80, 24), (120, 36), (160, 48)]

    @Test(arguments: Theme.Name.allCases, Page.allCases)
    func everyPageAsItIsShown(theme: Theme.Name, page: Page) throws {
        for (width, height) in Self.sizes {
            var options = ExplorerOptions(
                settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, theme: theme
            ) { Synthetic.exact }
            if page == .population { options.population = 64 }
            let explorer = try HeadlessExplorer(options, width: width, height: height)
            // The same keys on every page: a run that is steered from step 12 on, six steps later.
            explorer.go(to: 12)
            explorer.perform(try KeyScript(parsing: "1 page-up*2 .*6"))
            explorer.turn(to: page)
            let canvas = render(explorer.state), shown = canvas.ansi()
            #expect(explorer.state.page == page)
            try Goldens.checkStyled(canvas, "theme-\(theme.rawValue)-\(page.rawValue)-\(width)x\(height)")
            // Without colours there are none, and with them there are.
            #expect(shown.contains("38;2;") == (theme != .mono))
        }
    }
}
