import Diffusion
import Terminal

/// How the explorer starts.
public struct ExplorerOptions: Sendable {
    /// Loads networks and figures. Called once, on the engine's thread, after the first frame is shown.
    public var loadModels: @Sendable () throws -> LoadedModels
    public var settings: RunSettings
    public var sample: Int
    public var denoiser: DenoiserKind
    public var theme: Theme.Name
    /// What `loadModels` reads from, for the line that reproduces a run.
    public var files: ModelFiles

    public init(
        settings: RunSettings = RunSettings(steps: State.usualSteps), sample: Int = 0, denoiser: DenoiserKind = .learned,
        theme: Theme.Name = .dark, files: ModelFiles = ModelFiles(), loadModels: @escaping @Sendable () throws -> LoadedModels
    ) {
        self.loadModels = loadModels
        self.settings = settings
        self.sample = sample
        self.denoiser = denoiser
        self.theme = theme
        self.files = files
    }
}
