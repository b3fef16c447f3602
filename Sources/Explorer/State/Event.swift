import Architectures
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
    /// Another space could not be loaded: the engine stays where it was.
    case notEntered(SearchSpace, reason: String)
    /// The next steps of a run, in order, and whether they are its last.
    case steps(ticket: Int, [Step], isLast: Bool)
    /// What there is to tell of a population.
    case population(ticket: Int, PopulationReport)
    /// A round of one of the searches of a request, and whether it is the request's last.
    case searched(ticket: Int, SearchRound, isLast: Bool)
    case failed(ticket: Int, reason: String)
    /// Its thread has ended without being asked to.
    case stopped
    /// A step taken apart.
    case inspected(ticket: Int, StepAnatomy)
    /// Bytes.
    case wrote(path: String, size: Int)
    case writeFailed(reason: String)
    /// A session was read, or could not be.
    case opened(Session)
    case openFailed(reason: String)
    /// A recording is in its place; whether it ended because it was as large as it may be.
    case recorded(path: String, size: Int, isFull: Bool)
    case recordingFailed(reason: String)
}

/// What `update` asks for.
public enum Effect: Sendable, Hashable {
    case compute(RunRequest)
    case inspect(InspectionRequest)
    case population(PopulationRequest)
    case search(SearchRequest)
    /// Writes a form of what is shown to a file, beside any that is there.
    case export(ExportForm, path: String)
    /// Puts it on the clipboard.
    case copy(ExportForm)
    /// The same with the lines that reproduce what is shown.
    case copyLines([String])
    /// Writes a session to a file, beside any that is there.
    case save(String, path: String)
    /// Reads one.
    case open(path: String)
    /// Goes over to another space.
    case enter(SearchSpace)
    case record(path: String)
    case stopRecording
    case suspend
    case quit
}

/// A run, or the rest of one, to be computed.
public struct RunRequest: Sendable, Hashable {
    /// Runs of a lane supersede each other; lanes are independent.
    public enum Lane: Int, Sendable, Hashable, CaseIterable {
        case main, twin, rival
        /// Branches that nobody looks at yet.
        case rest
    }

    public var ticket: Int
    public var lane: Lane
    public var settings: RunSettings
    public var sample: Int
    public var denoiser: DenoiserKind
    /// Where to go on from, instead of from noise: the step to be taken again, and the one before it.
    public var resuming: Resumption?
    /// What holds from later steps on, in order.
    public var turns: [Branch.Segment] = []

    public struct Resumption: Sendable, Hashable {
        public var step: Step
        public var before: Step?
    }
}
