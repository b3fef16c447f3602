import Terminal

/// What is kept from one session to the next.
public struct SessionMemory: Sendable, Hashable {
    /// The line that reproduces the run that was shown, from start to end with its last settings.
    public var run: String
    public var theme: Theme.Name
    public var preferences: Preferences
    /// Lines of the prompt that were carried out, the latest last.
    public var history: [String]

    public init(run: String, theme: Theme.Name, preferences: Preferences, history: [String] = []) {
        self.run = run
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
        // A published network comes from a file that the next session may be without.
        let denoiser = branch.denoiser == .published ? .learned : branch.denoiser
        return SessionMemory(
            run: ReproductionLine.command(branch.settings, sample: sample, denoiser: denoiser, files: ModelFiles(space: space)), theme: theme.name,
            preferences: preferences, history: commandHistory)
    }
}
