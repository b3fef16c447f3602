import Diffusion

extension State {
    /// Settings with what is left open chosen by the models.
    func settled(_ settings: RunSettings, _ kind: DenoiserKind, open: OpenSettings, isPopulation: Bool = false) -> RunSettings {
        guard let catalog else { return settings }
        var left = settings
        if open.method { left.guidance.method = .auto }
        if open.sampler { left.sampler = .auto }
        let abilities = catalog.abilities(of: kind)
        var settled = abilities.settled(left, isPopulation: isPopulation)
        // What cannot draw any more, since a slider went to zero or the denoiser is another, goes on with means.
        if settled.sampler.drawsArchitectures, !abilities.allowsDraws(settled.guidance) { settled.sampler = .ancestral }
        return settled
    }

    /// The settings that the present branch would run with if it took these.
    func settled(_ settings: RunSettings, _ kind: DenoiserKind? = nil) -> RunSettings {
        settled(settings, kind ?? branch?.denoiser ?? here.denoiser, open: here.open.after(settings, from: branch?.settings))
    }

    /// Whether a run with this denoiser can be steered by a property, by the method that a guidance names or by any where it is left open.
    func canSteer(_ property: String, _ kind: DenoiserKind, _ guidance: Guidance) -> Bool {
        guard let entry = catalog?[property] else { return false }
        guard guidance.method == .auto || (here.open.method && guidance.method == branch?.settings.guidance.method) else {
            return entry.canSteer(kind, guidance.method)
        }
        return entry.canSteer(kind, .prior) || entry.canSteer(kind, .conditioned) || entry.canSteer(kind, .gradient)
    }

    /// Who brings the tilt of a run in; nil where a gradient or nothing does.
    func actor(_ guidance: Guidance, _ kind: DenoiserKind) -> TiltActor? { catalog?.abilities(of: kind).actor(for: guidance) }
}
