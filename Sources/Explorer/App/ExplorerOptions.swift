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
    /// Where exports and recordings are written.
    public var exportFolder: String

    public init(
        settings: RunSettings = RunSettings(steps: 48), sample: Int = 0, denoiser: DenoiserKind = .learned,
        theme: Theme.Name = .dark, exportFolder: String = ".",
        loadModels: @escaping @Sendable () throws -> LoadedModels
    ) {
        self.loadModels = loadModels
        self.settings = settings
        self.sample = sample
        self.denoiser = denoiser
        self.theme = theme
        self.exportFolder = exportFolder
    }
}
