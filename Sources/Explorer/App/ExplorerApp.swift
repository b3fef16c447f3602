import Terminal

/// Opens the explorer and returns when it is left.
/// - Returns: the signal that ended it; nil when the user did.
/// - Throws: `TerminalError` when there is no terminal to open it in; what `loadModels` threw, after the user has seen it and
///   left.
@MainActor @discardableResult
public func runExplorer(_ options: ExplorerOptions) throws -> Int32? {
    let app = ExplorerApp(driver: try TerminalDriver(), options: options)
    defer { app.close() }
    return try app.run()
}

/// The loop: events in, effects out, a frame when something changed.
@MainActor
final class ExplorerApp {
    private let driver: TerminalDriver
    private let engine = Engine()
    private let reports = Mailbox<EngineEvent>()
    private let options: ExplorerOptions
    private var state: State
    private let start = ContinuousClock.now
    private var isLeaving = false
    private var lastTick = 0.0

    /// Seconds between frames while time changes the screen.
    private static let frame = 1.0 / 30

    init(driver: TerminalDriver, options: ExplorerOptions) {
        self.driver = driver
        self.options = options
        let first = Theme.named(options.theme)
        let others = [Theme.dark, .light, .contrast, .mono].filter { $0 != first }
        var seen: Set<Theme> = []
        let themes = ([first] + others).map { $0.suited(to: driver.level) }.filter { seen.insert($0).inserted }
        state = State(
            settings: options.settings, sample: options.sample, denoiser: options.denoiser, width: driver.width,
            height: driver.height, themes: themes, files: options.files)
    }

    func close() {
        engine.stop()
        driver.close()
    }

    func run() throws -> Int32? {
        driver.present(render(state))
        let (reports, waker) = (reports, driver.waker)
        engine.start(load: options.loadModels) { event in
            reports.post(event)
            waker.wake()
        }
        var signal: Int32?
        var lastFrame = seconds
        var isStale = false
        while !isLeaving {
            let inputs = driver.events(timeout: wait(since: lastFrame, isStale: isStale))
            lastTick = seconds
            take(.tick(lastTick), isStale: &isStale)
            for input in inputs {
                if case .terminate(let number) = input { signal = number }
                take(.input(input), isStale: &isStale)
            }
            for report in reports.drain() { take(.engine(report), isStale: &isStale) }
            // A key is answered at once; everything else waits for its frame.
            let isDue = seconds - lastFrame >= Self.frame
            if isStale && (isDue || !inputs.isEmpty) {
                driver.present(render(state))
                lastFrame = seconds
                isStale = false
            }
        }
        if case .failed(let error) = state.phase, signal == nil { throw error }
        return signal
    }

    /// How long nothing needs to happen: until the next frame or step is due or a message expires; nil for ever.
    private func wait(since lastFrame: Double, isStale: Bool) -> Double? {
        let now = seconds
        if isStale { return max(lastFrame + Self.frame - now, 0) }
        if let next = state.nextStepIn {
            // Not before the next frame, and in time for the next step, counted from where frames and steps are, not from here.
            return max(lastFrame + Self.frame - now, min(lastTick + next - now, 0.1), 0.001)
        }
        return state.notice?.expires.map { max($0 - now, 0.01) }
    }

    private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    private func take(_ event: Event, isStale: inout Bool) {
        let (position, notice) = (state.position, state.notice)
        let isPlaying = state.isPlaying
        for effect in update(&state, event) { carryOut(effect) }
        if case .tick = event {
            let isSame = state.position == position && state.notice == notice && state.isPlaying == isPlaying
            isStale = isStale || !isSame
        } else {
            isStale = true
        }
    }

    private func carryOut(_ effect: Effect) {
        switch effect {
        case .compute(let request): engine.compute(request)
        case .write(let path, let text): engine.write(text, to: path)
        case .suspend:
            driver.suspend()
            for effect in update(&state, .input(.resize(width: driver.width, height: driver.height))) {
                carryOut(effect)
            }
        case .quit: isLeaving = true
        }
    }
}
