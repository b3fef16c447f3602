/// Whether the screen is being recorded.
public enum Recording: Sendable, Hashable {
    case off, running
    /// What was recorded is being put in its place.
    case ending
}
