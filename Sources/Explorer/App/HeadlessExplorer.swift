import Foundation
import Terminal

/// The explorer without a terminal: the same state, the same engine and the same views, with a clock that moves only when it is
/// told to. After each event it waits until the engine has nothing left to do, so what it shows does not depend on how fast the
/// machine is.
public final class HeadlessExplorer {
    public private(set) var state: State
    private let engine = Engine()
    private let reports = Mailbox<EngineEvent>()
    private var now = 0.0
    private var recording: HeadlessRecording?
    /// Is shown every frame, as it comes.
    private var watcher: ((Canvas, Double) -> Void)?

    /// Frames a second while time passes.
    private static let frameRate = 30

    /// Loads the models and computes the first run, which waits at its start.
    /// - Throws: what `loadModels` throws, and why nothing can be run.
    public init(_ options: ExplorerOptions, width: Int, height: Int) throws {
        state = State(
            settings: options.settings, sample: options.sample, denoiser: options.denoiser, width: width, height: height,
            population: options.population, search: options.search,
            themes: [Theme.named(options.theme)] + [Theme.dark, .light, .contrast, .mono].filter { $0.name != options.theme },
            files: options.files, space: options.files.space, session: options.session, left: options.left)
        state.take(options)
        (state.colors, state.glyphs) = (options.colors ?? .trueColor, options.glyphs ?? .unicode)
        let models = try options.loadModels()
        engine.start(load: { models }, other: options.loadOther, tasks: options.tasks) { [reports] in reports.post($0) }
        send(.tick(now))
        settle()
        if case .failed(let error) = state.phase { throw error }
        if options.session == nil, options.learning.lesson == nil { state.go(to: options.step ?? 0) }
    }

    deinit { engine.stop() }

    /// Goes to a step of the run; beyond its end, to its end.
    public func go(to step: Int) { state.go(to: step) }

    public func turn(to page: Page) {
        guard state.page != page, let key = KeyTable[.turn(page)]?.keys.first else { return }
        press(key)
    }

    public func play() {
        if !state.isPlaying { state.playOrPause() }
    }

    public var isPlaying: Bool { state.isPlaying }

    /// Lets a run that plays come to its end. One whose end cannot be reached is not waited for; none takes longer at the slowest speed.
    public func playToEnd() {
        for _ in 0..<20_000 where isPlaying { pass(1) }
    }

    public func perform(_ script: KeyScript) {
        for act in script.acts {
            switch act {
            case .press(let key): press(key)
            case .wait(let seconds): pass(seconds)
            }
        }
    }

    /// Goes back to a moment before. Nothing is being computed now, so that nothing comes that belongs to another.
    func restore(_ state: State) { self.state = state }

    /// Presses a key.
    public func press(_ key: Key) {
        send(.input(.key(key)))
        settle()
        frame()
    }

    /// Lets time pass, a frame at a time.
    public func pass(_ seconds: Double) {
        for _ in 0..<max(Int((seconds * Double(Self.frameRate)).rounded()), 0) {
            now += 1 / Double(Self.frameRate)
            send(.tick(now))
            settle()
            frame()
        }
    }

    /// Shows every frame from now on, this one first, with the seconds that have passed; until somebody else watches.
    public func watch(_ watcher: @escaping (Canvas, Double) -> Void) {
        self.watcher = watcher
        watcher(render(state), now)
    }

    public func startRecording(title: String, version: Asciicast.Version = .two) {
        recording = HeadlessRecording(title: title, version: version)
        frame()
    }

    /// Marks this moment in the recording.
    public func mark(_ words: String) { recording?.mark(words, at: now) }

    /// Ends the recording.
    /// - Returns: it, in asciinema's format.
    public func endRecording() -> String {
        defer { recording = nil }
        return recording?.ended(at: now) ?? ""
    }

    private func frame() {
        guard recording != nil || watcher != nil else { return }
        let canvas = render(state)
        recording?.add(canvas, of: state, at: now)
        watcher?(canvas, now)
    }

    /// Has every branch computed, also those that are so long that the explorer waits until somebody looks at them.
    func computeAll() {
        for id in state.branches.filter({ !$0.isComplete }).map(\.id) {
            carryOut(state.show(id))
            settle()
        }
    }

    private func send(_ event: Event) { carryOut(update(&state, event)) }

    private func carryOut(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .compute(let request): engine.compute(request)
            case .population(let request): engine.compute(request)
            case .search(let request): engine.compute(request)
            case .train(let order): engine.take(order)
            case .inspect(let request): engine.inspect(request)
            case .enter(let space): engine.enter(space)
            // There is no file, no clipboard and no terminal here.
            case .export, .copy, .copyLines, .save, .open, .record, .stopRecording, .share, .endSharing, .keepLessons, .suspend, .quit: break
            }
        }
    }

    /// Waits for the engine, and takes in what it reports, until both have nothing to say.
    private func settle() {
        while true {
            let settled = DispatchSemaphore(value: 0)
            engine.whenSettled { settled.signal() }
            settled.wait()
            let events = reports.drain()
            if events.isEmpty { return }
            for event in events { send(.engine(event)) }
        }
    }
}
