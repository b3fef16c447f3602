import Diffusion

/// What of a run's settings is left to the models, and chosen anew whenever what is steered changes.
public struct OpenSettings: Sendable, Hashable {
    public var method, sampler: Bool

    public init(method: Bool = false, sampler: Bool = false) { (self.method, self.sampler) = (method, sampler) }

    /// What a person has set stays; what is set to `auto` is open, and what is as it was stays as open as it was.
    /// - Parameter old: the settings before; nil: there were none
    func after(_ settings: RunSettings, from old: RunSettings?) -> OpenSettings {
        OpenSettings(
            method: settings.guidance.method == .auto || (method && settings.guidance.method == old?.guidance.method),
            sampler: settings.sampler == .auto || (sampler && settings.sampler == old?.sampler))
    }
}
