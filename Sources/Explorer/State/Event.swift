import Diffusion
import Terminal

/// Everything that can happen to the explorer.
public enum Event: Sendable {
    /// From the terminal.
    case input(InputEvent)
    /// From the engine.
    case engine(EngineEvent)
    /// Time has passed; seconds on a clock that only goes forward.
    case tick(Double)
}

/// What the engine reports. Results carry the ticket of their request, so that late ones are recognised.
public enum EngineEvent: Sendable {
    case ready(Catalog)
    case loadFailed(any Error)
    /// The next steps of a run, in order, and whether they are its last.
    case steps(ticket: Int, [Step], isLast: Bool)
    case failed(ticket: Int, reason: String)
    /// Its thread has ended without being asked to.
    case stopped
    case wrote(path: String)
    case writeFailed(reason: String)
}

/// What `update` asks for.
public enum Effect: Sendable, Hashable {
    case compute(RunRequest)
    case write(path: String, text: String)
    case suspend
    case quit
}

/// A run, or the rest of one, to be computed.
public struct RunRequest: Sendable, Hashable {
    /// Runs of a lane supersede each other; lanes are independent.
    public enum Lane: Int, Sendable, Hashable, CaseIterable { case main, twin }

    public var ticket: Int
    public var lane: Lane
    public var settings: RunSettings
    public var sample: Int
    public var denoiser: DenoiserKind
    /// Where to go on from, instead of from noise: the step to be taken again, and the one before it.
    public var resuming: Resumption?

    public struct Resumption: Sendable, Hashable {
        public var step: Step
        public var before: Step?
    }
}
