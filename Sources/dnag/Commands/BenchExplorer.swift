import Diffusion
import Explorer
import Terminal

/// A run in the explorer, to measure what a frame costs.
struct BenchExplorer {
    private var state: State
    private let driver: TerminalDriver?
    private let terminal: BenchTerminal?

    /// - Throws: when the run cannot be computed; without a terminal to spare a frame is only drawn, not sent
    init(_ loaded: LoadedModels, steeredBy property: String, page: Page, width: Int, height: Int) throws {
        terminal = BenchTerminal(width: width, height: height)
        driver = terminal.flatMap { terminal in
            try? TerminalDriver(
                input: terminal.line, output: terminal.line, level: .trueColor, glyphs: .unicode,
                environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
        }
        let settings = RunSettings(seed: 1, steps: 48, guidance: Guidance(tilts: [property: 1]))
        // Computed first, with all that the page shows beside the run, so that a frame is a frame and nothing else.
        let explorer = try HeadlessExplorer(
            ExplorerOptions(settings: settings, files: ModelFiles(space: loaded.space)) { loaded }, width: width, height: height)
        explorer.turn(to: page)
        state = explorer.state
    }

    var isShown: Bool { driver != nil }

    /// One key, the view of what it changed, and the difference on its way to the terminal.
    mutating func frame(_ index: Int) {
        _ = update(&state, .input(.key(.char(index % 80 < 40 ? "." : ","))))
        let canvas = render(state)
        driver?.present(canvas)
    }

    func close() { driver?.close() }
}
