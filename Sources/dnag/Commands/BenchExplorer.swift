import Diffusion
import Explorer
import Terminal

/// A run in the explorer, to measure what a frame costs.
struct BenchExplorer {
    private var state: State
    private let driver: TerminalDriver?
    private let terminal: BenchTerminal?

    /// - Throws: when the run cannot be computed; without a terminal to spare a frame is only drawn, not sent
    init(models: Models, width: Int, height: Int) throws {
        terminal = BenchTerminal(width: width, height: height)
        driver = terminal.flatMap { terminal in
            try? TerminalDriver(
                input: terminal.line, output: terminal.line, level: .trueColor, glyphs: .unicode,
                environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
        }
        let settings = RunSettings(seed: 1, steps: 48, guidance: Guidance(tilts: ["cifar10_test": 1]))
        state = State(settings: settings, width: width, height: height)
        for effect in update(&state, .engine(.ready(Catalog(LoadedModels(learned: models))))) {
            guard case .compute(let request) = effect else { continue }
            let steps = Array(try SampleRun(models: models, settings: request.settings, sample: request.sample))
            _ = update(&state, .engine(.steps(ticket: request.ticket, steps, isLast: true)))
        }
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
