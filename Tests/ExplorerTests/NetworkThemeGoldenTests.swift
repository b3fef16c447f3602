import Diffusion
import Explorer
import Terminal
import Testing

/// Every page of a network in every theme, with its colours, at one size.
@Suite struct NetworkThemeGoldenTests {
    @Test(arguments: Theme.Name.allCases, Page.allCases)
    func everyPageAsItIsShown(theme: Theme.Name, page: Page) throws {
        let loaded = try Synthetic.judgedNetworks()
        var options = ExplorerOptions(
            settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, theme: theme,
            files: ModelFiles(space: .mobilenetv3)
        ) { loaded }
        if page == .population { options.population = 64 }
        let explorer = try HeadlessExplorer(options, width: 120, height: 36)
        explorer.go(to: 12)
        explorer.perform(try KeyScript(parsing: "1 page-down .*6"))
        explorer.turn(to: page)
        // A race needs a few rounds to have something to show, and a search without diffusion is quick.
        if page == .search { explorer.perform(try KeyScript(parsing: "s .*4")) }
        let canvas = render(explorer.state), shown = canvas.ansi()
        #expect(explorer.state.page == page)
        try Goldens.checkStyled(canvas, "theme-\(theme.rawValue)-network-\(page.rawValue)-120x36")
        #expect(shown.contains("38;2;") == (theme != .mono))
    }
}
