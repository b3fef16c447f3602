import Architectures
import Lessons
import Sharing
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

/// What `update` asks for.
public enum Effect: Sendable, Hashable {
    case compute(RunRequest)
    case inspect(InspectionRequest)
    case population(PopulationRequest)
    case search(SearchRequest)
    case train(TrainingOrder)
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
    /// Keeps what was solved.
    case keepLessons(LessonProgress)
    case stopRecording
    /// Lets others follow.
    case share(ShareAddress)
    case endSharing
    case suspend
    case quit
}
