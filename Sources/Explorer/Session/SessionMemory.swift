import Terminal

/// What is kept from one session to the next.
public struct SessionMemory: Sendable, Hashable {
    /// The line that reproduces the run that was shown, from start to end with its last settings.
    public var run: String
    /// All of it.
    public var session: Session?
    public var theme: Theme.Name
    public var preferences: Preferences
    /// Lines of the prompt that were carried out, the latest last.
    public var history: [String]

    public init(run: String, session: Session? = nil, theme: Theme.Name, preferences: Preferences, history: [String] = []) {
        self.run = run
        self.session = session
        self.theme = theme
        self.preferences = preferences
        self.history = history
    }
}

extension State {
    /// What to keep of this session; nil where it never came to a run.
    public var memory: SessionMemory? {
        guard case .ready = phase, let branch else { return nil }
        var preferences = Preferences()
        preferences.page = page
        preferences.speed = speed
        preferences.shown = shown
        preferences.reducesMotion = reducesMotion
        return SessionMemory(
            run: ReproductionLine.command(branch.settings, sample: sample, denoiser: branch.denoiser, files: files), session: session,
            theme: theme.name, preferences: preferences, history: commandHistory)
    }
}
