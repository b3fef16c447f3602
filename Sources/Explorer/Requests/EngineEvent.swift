import Architectures
import Diffusion

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
    /// What there is to tell of an image task, or of a training on it.
    case training(ticket: Int, TrainingReport)
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
    /// What there is to tell of sharing the screen.
    case sharing(ShareReport)
}
