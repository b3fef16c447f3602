import Foundation
import Sharing
import Terminal

/// Opens the explorer and returns when it is left.
/// - Returns: the signal that ended it; nil when the user did.
/// - Throws: `TerminalError` when there is no terminal to open it in; what `loadModels` threw, after the user has seen it and
///   left.
@MainActor @discardableResult
public func runExplorer(_ options: ExplorerOptions) throws -> Int32? {
    let driver = try TerminalDriver(level: options.colors, glyphs: options.glyphs, reportsMouse: options.usesMouse, asksBackground: options.followsBackground)
    let app = ExplorerApp(driver: driver, options: options)
    let end = Result { try app.run() }
    app.close(hangsUp: (try? end.get()) == SIGHUP)
    if let memory = app.memory { options.remember(memory) }
    return try end.get()
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
    private var recorder: Recorder?
    private var recordingMarks = RecordingMarks()
    private var share: ScreenShare?

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
            height: driver.height, population: options.population, search: options.search, themes: themes, files: options.files,
            preferences: options.preferences, isRestored: options.isRestored, space: options.files.space, session: options.session,
            left: options.left)
        state.firstStep = options.step
        state.expected = options.expected
        state.commandHistory = options.history
        (state.colors, state.glyphs) = (driver.level, driver.glyphs)
        state.take(options)
        let remarks = [driver.remark, options.remark].compactMap { $0 }
        if !remarks.isEmpty { state.warn(remarks.joined(separator: "; ")) }
    }

    /// What to keep for the next session.
    var memory: SessionMemory? {
        var memory = state.memory
        // A terminal without colours forces its theme on us; the one that was wished for is kept.
        if driver.level == .mono, memory?.theme != nil { memory?.theme = options.theme }
        return memory
    }

    /// - Parameter hangsUp: the terminal is gone
    func close(hangsUp: Bool) {
        stopRecording()
        recorder?.waitForEnd()
        share?.stop()
        engine.stop()
        driver.close(hangsUp: hangsUp)
    }

    func run() throws -> Int32? {
        if let address = options.serve {
            state.sharing = .starting
            try startSharing(at: address)
        }
        present()
        let (reports, waker) = (reports, driver.waker)
        engine.start(load: options.loadModels, other: options.loadOther, tasks: options.tasks) { event in
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
            if state.recording == .off { recorder = nil }
            // A key is answered at once; everything else waits for its frame.
            let isDue = seconds - lastFrame >= Self.frame
            if isStale && (isDue || !inputs.isEmpty) {
                present()
                lastFrame = seconds
                isStale = false
            }
        }
        if case .failed(let error) = state.phase, signal == nil { throw error }
        return signal
    }

    /// How long nothing needs to happen: until the next frame or step is due or a message expires; nil for ever.
    private func wait(since lastFrame: Double, isStale: Bool) -> Double? {
        [waitForScreen(since: lastFrame, isStale: isStale), state.demonstrationDue.map { max($0 - seconds, 0.01) }].compactMap { $0 }.min()
    }

    private func waitForScreen(since lastFrame: Double, isStale: Bool) -> Double? {
        let now = seconds
        if isStale { return max(lastFrame + Self.frame - now, 0) }
        // What fades does so frame by frame, and no step is due much sooner than a frame.
        if state.isGlowing { return max(lastFrame + Self.frame - now, 0.001) }
        if state.wantsTime { return max(lastFrame + Self.frame - now, 0.001) }
        if let next = state.nextStepIn {
            // Not before the next frame, and in time for the next step, counted from where frames and steps are, not from here.
            return max(lastFrame + Self.frame - now, min(lastTick + next - now, 0.1), 0.001)
        }
        return [state.notice?.expires, state.presenting.pressedUntil].compactMap { $0 }.min().map { max($0 - now, 0.01) }
    }

    private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    private func take(_ event: Event, isStale: inout Bool) {
        let (position, notice, presenting, act) = (state.position, state.notice, state.presenting, state.demonstration?.place)
        // Also when it has just faded: once more, without it.
        let (isPlaying, isGlowing) = (state.isPlaying, state.isGlowing)
        for effect in update(&state, event) { carryOut(effect) }
        if case .tick = event {
            let isSame = state.position == position && state.notice == notice && state.isPlaying == isPlaying && state.presenting == presenting && state.demonstration?.place == act
            isStale = isStale || !isSame || isGlowing
        } else {
            isStale = true
        }
    }

    private func present() {
        let frame = render(state)
        driver.present(frame)
        let marks = recordingMarks.new(in: state)
        recorder?.add(frame, marks: marks, at: seconds)
        share?.show(SharedMoment(frame, of: state))
    }

    /// - Throws: `ShareError`
    private func startSharing(at address: ShareAddress) throws(ShareError) {
        let (reports, waker) = (reports, driver.waker)
        let started = try ScreenShare(at: address, page: FollowPage.html) { count in
            reports.post(.sharing(.followers(count)))
            waker.wake()
        }
        share = started
        reports.post(.sharing(.started(SharePlace(started))))
    }

    private func stopRecording() { recorder?.end(at: seconds) }

    private static let gone = ExplorerError.engineStopped.description

    /// Where there is no engine left to do what was asked, says so.
    private func ask(_ isAsked: Bool, else event: EngineEvent) {
        if !isAsked { reports.post(event) }
    }

    private func carryOut(_ effect: Effect) {
        switch effect {
        case .compute(let request): ask(engine.compute(request), else: .failed(ticket: request.ticket, reason: Self.gone))
        case .population(let request): ask(engine.compute(request), else: .failed(ticket: request.ticket, reason: Self.gone))
        case .search(let request): ask(engine.compute(request), else: .failed(ticket: request.ticket, reason: Self.gone))
        case .train(let order): ask(engine.take(order), else: .training(ticket: 0, .failed(reason: Self.gone)))
        case .inspect(let request): ask(engine.inspect(request), else: .failed(ticket: request.ticket, reason: Self.gone))
        case .export(let form, let path):
            let isAsked = engine.write(to: path) { [state] in try ExportContent.data(form, of: state) }
            ask(isAsked, else: .writeFailed(reason: Self.gone))
        case .copy(let form): copy(form)
        case .copyLines(let lines): say(driver.copy(lines.joined(separator: "\n")), "the line", otherwise: "select it with shift and the mouse")
        case .save(let text, let path):
            ask(engine.write(to: path) { Data(text.utf8) }, else: .writeFailed(reason: Self.gone))
        case .open(let path): reports.post(Self.read(path))
        case .enter(let space): ask(engine.enter(space), else: .notEntered(space, reason: Self.gone))
        case .record(let path):
            let (reports, waker) = (reports, driver.waker)
            recorder = Recorder(path: path, title: state.runName) { event in
                reports.post(event)
                waker.wake()
            }
        case .stopRecording: stopRecording()
        case .share(let address):
            do { try startSharing(at: address) } catch { reports.post(.sharing(.failed(reason: "\(error)"))) }
        case .endSharing:
            share?.stop()
            share = nil
        case .keepLessons(let progress):
            if let reason = options.keepLessons(progress) { state.warn(reason) }
        case .suspend:
            driver.suspend()
            for effect in update(&state, .input(.resize(width: driver.width, height: driver.height))) {
                carryOut(effect)
            }
        case .quit: isLeaving = true
        }
    }

    private static func read(_ path: String) -> EngineEvent {
        do { return .opened(try SessionDocument.read(path)) } catch { return .openFailed(reason: "\(error)") }
    }

    private func say(_ isCopied: Bool, _ name: String, otherwise: String) {
        state.say(isCopied ? "copied: \(name), if the terminal allows it" : "this terminal takes no copies: \(otherwise)")
    }

    private func copy(_ form: ExportForm) {
        do {
            // A line end at the end would be an enter where it is pasted.
            let text = try ExportContent.text(form, of: state)
            let isAsked = driver.copy(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            say(isAsked, form.rawValue, otherwise: "enter writes a file")
        } catch {
            state.warn("\(error)")
        }
    }
}
