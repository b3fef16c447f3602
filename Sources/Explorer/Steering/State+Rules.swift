import Diffusion

/// What can run, and why not.
extension State {
    /// Why settings cannot run with a denoiser; nil where they can. What cannot be steered by is another question.
    /// - Parameter kind: nil takes the present one
    func refusal(of wanted: RunSettings, denoiser kind: DenoiserKind? = nil) -> String? {
        let kind = kind ?? branch?.denoiser ?? here.denoiser, settings = settled(wanted, kind), abilities = catalog?.abilities(of: kind)
        if let fault = settings.fault() { return "\(fault.error)" }
        let guidance = settings.guidance
        if guidance.method == .twisted { return "\(GuidanceError.oneSample)" }
        if guidance.method.isTakenIn, guidance.unit != .tilt { return "\(GuidanceError.publishedNeedsAGradient)" }
        if guidance.method.isTakenIn, guidance.hasAims, abilities?.actor(for: guidance) == nil { return "\(GuidanceError.aimsNeedAPredictor)" }
        if wanted.sampler.drawsArchitectures, let abilities, !abilities.allowsDraws(guidance), !here.open.sampler {
            return "\(GuidanceError.cannotDraw(sampler: settings.sampler.name))"
        }
        if guidance.method == .gradient, guidance.place == .estimate, !kind.isDifferentiable {
            return "\(GuidanceError.notDifferentiable)"
        }
        return nil
    }

    func refusal(of method: GuidanceMethod) -> String? {
        guard var settings = branch?.settings else { return nil }
        settings.guidance.method = method
        return refusal(of: settings)
    }

    /// Why a run as a whole cannot be made, its properties too.
    func refusal(of run: PastedRun) -> String? {
        let guidance = run.settings.guidance
        for property in guidance.properties {
            guard canSteer(property, run.denoiser, guidance) else {
                return "\(ExplorerError.notPredicted(property: property, denoiser: run.denoiser, method: guidance.method))"
            }
        }
        return refusal(of: run.settings, denoiser: run.denoiser)
    }

    /// Why the present run cannot be steered by a property; nil where it can.
    func refusalToSteer(by property: String) -> String? {
        guard let branch else { return "there is no run yet" }
        if hidden.sliders.contains(property) { return "the slider \(property) is hidden here" }
        guard canSteer(property, branch.denoiser, branch.settings.guidance) else {
            return branch.denoiser == .exact
                ? "\(property) is not measured, so there is no exact predictor of it; d takes the learned one"
                : branch.settings.guidance.method.isTakenIn
                    ? "\(property): unknown to the tilt-conditioned denoiser; m takes the predictor's gradient"
                    : "\(property): unknown to the trained predictor; d takes the exact one"
        }
        return nil
    }

    func refusalToAim(at property: String) -> String? {
        if let refusal = refusalToSteer(by: property) { return refusal }
        guard var settings = branch?.settings else { return nil }
        settings.guidance.aims[property] = Aim(target: 0)
        settings.guidance.tilts[property] = nil
        return refusal(of: settings)
    }

    /// Settings without what has lost its meaning: not every sampler takes churn.
    static func tidied(_ settings: RunSettings) -> RunSettings {
        var settings = settings
        if !settings.sampler.takesChurn { settings.churn = 0 }
        return settings
    }
}
