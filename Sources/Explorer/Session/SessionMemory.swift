import Terminal

/// What is kept from one session to the next.
public struct SessionMemory: Sendable, Hashable {
    /// The line that reproduces the run that was shown, from start to end with its last settings.
    public var run: String
    /// All of it.
    public var session: Session?
    /// nil: as the terminal's background is.
    public var theme: Theme.Name?
    public var preferences: Preferences
    /// Lines of the prompt that were carried out, the latest last.
    public var history: [String]

    public init(run: String, session: Session? = nil, theme: Theme.Name?, preferences: Preferences, history: [String] = []) {
        self.run = run
        self.session = session
        self.theme = theme
        self.preferences = preferences
        self.history = history
    }
}
