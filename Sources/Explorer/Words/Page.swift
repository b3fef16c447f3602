/// What the screen is about, by the name that sessions, commands and preferences have for it.
public enum Page: String, Sendable, Hashable, CaseIterable {
    /// One sample: its cell, its state, the properties it is steered by.
    case watch
    /// One entry of the state, and the mathematics of the step.
    case inspect
    /// Two runs that share their noise, side by side.
    case compare
    /// Many samples that run together.
    case population
    /// A search for the best cell, and what it is held against.
    case search
    /// Images, and what cells trained on them come to.
    case task

    /// Where one comes back to from the others.
    static let first = Page.watch
}
