import Diffusion
import Terminal

/// The explorer without a screen: the same state, steps and words, line by line, without colours or cursor movement.
public struct PlainExplorer {
    private var state: State
    private var shelf: ModelShelf

    /// - Throws: what `loadModels` throws; `ExplorerError`, `GuidanceError` when the run cannot be started as asked for
    public init(_ options: ExplorerOptions) throws {
        shelf = ModelShelf(try options.loadModels())
        state = State(
            settings: options.settings, sample: options.sample, denoiser: options.denoiser, width: 80, height: 24, themes: [.mono],
            files: options.files, preferences: options.preferences, isRestored: options.isRestored, space: options.files.space,
            session: options.session, left: options.left)
        state.expected = options.expected
        take(.engine(.ready(shelf.catalog)))
        if case .failed(let error) = state.phase { throw error }
        if let step = options.step { state.wait(at: step) }
    }

    public var memory: SessionMemory? { state.memory }

    /// The whole run: what runs, a line a step, what it came to.
    /// - Parameter write: given one line at a time
    public mutating func runThrough(_ write: (String) throws -> Void) throws {
        try PlainText.heading(state).forEach(write)
        try walkToEnd(write)
    }

    /// The run at the user's pace.
    /// - Parameters:
    ///   - read: the next line typed; nil when there are no more
    ///   - write: given one line at a time
    public mutating func converse(read: () -> String?, write: (String) throws -> Void) throws {
        try PlainText.heading(state).forEach(write)
        try write("Enter takes the next step, ? tells what else there is, q quits.")
        try write(PlainText.moment(state))
        while let text = read() {
            switch PlainCommand(text) {
            case .quit: return
            case .help: try PlainCommand.overview.forEach(write)
            case .on: try walk(by: 1, write)
            case .back: try walk(by: -1, write)
            case .toStart: try walk(by: -1_000_000, write)
            case .toEnd: try walkToEnd(write)
            case .line: try state.reproductionLines(on: .watch).forEach(write)
            case .newSeed: try change(write) { $0.startAnew() }
            case .branch: try change(write) { $0.showNextBranch() }
            case .undo: try change(write) { $0.undo() }
            case .redo: try change(write) { $0.redo() }
            case .steer(let property, let tilt): try change(write) { $0.steer(property, to: tilt) }
            case .unknown(let text): try write("'\(text)' is not known here; ? tells what is.")
            }
        }
    }

    private mutating func walk(by steps: Int, _ write: (String) throws -> Void) throws {
        let before = state.position
        state.stroll(by: steps)
        guard state.position != before else {
            return try write(steps > 0 ? "The run is over: r goes back to its start, R draws a new seed, q quits." : "This is the start.")
        }
        try write(PlainText.moment(state))
        if state.branch.map({ state.position >= $0.total }) ?? false { try PlainText.ending(state).forEach(write) }
    }

    private mutating func walkToEnd(_ write: (String) throws -> Void) throws {
        state.stroll(by: 0)
        guard let branch = state.branch else { return }
        if state.position < branch.total {
            if state.position == 0 { try write(PlainText.moment(state)) }
            while state.position < branch.reachable {
                state.stroll(by: 1)
                try write(PlainText.moment(state))
            }
        }
        try PlainText.ending(state).forEach(write)
    }

    /// Changes the run, has computed what that takes, and tells what came of it.
    private mutating func change(_ write: (String) throws -> Void, _ change: (inout State) -> [Effect]) throws {
        let before = state.branch?.id
        state.notice = nil
        carryOut(change(&state))
        state.stroll(by: 0)
        if let notice = state.notice { try write(notice.text) }
        if let branch = state.branch, branch.id != before, branch.parent != nil {
            try write("Branch \(branch.name), which leaves the other course at step \(branch.forkedAt).")
        }
        try PlainText.heading(state).forEach(write)
        try write(PlainText.moment(state))
    }

    private mutating func take(_ event: Event) { carryOut(update(&state, event)) }

    private mutating func carryOut(_ effects: [Effect]) {
        for effect in effects {
            guard case .compute(let request) = effect else { continue }
            do {
                let job = try RunJob(request, shelf: &shelf)
                while !job.isFinished { for event in job.advance(until: { false }) { take(.engine(event)) } }
            } catch {
                take(.engine(.failed(ticket: request.ticket, reason: String(describing: error))))
            }
        }
    }
}
