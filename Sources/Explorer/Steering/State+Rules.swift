import Diffusion

/// What can run, and why not.
extension State {
    /// Why settings cannot run with a denoiser; nil where they can. What cannot be steered by is another question.
    /// - Parameter kind: nil takes the present one
    func refusal(of settings: RunSettings, denoiser kind: DenoiserKind? = nil) -> String? {
        if let fault = settings.fault() { return "\(fault.error)" }
        let guidance = settings.guidance
        if guidance.method == .twisted { return "\(GuidanceError.oneSample)" }
        if guidance.method == .conditioned, !guidance.aims.isEmpty || guidance.unit != .tilt {
            return "\(GuidanceError.aimsNeedAPredictor)"
        }
        if guidance.method == .gradient, guidance.place == .estimate, !(kind ?? branch?.denoiser ?? here.denoiser).isDifferentiable {
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
            guard catalog?[property]?.canSteer(run.denoiser, guidance.method) ?? false else {
                return "\(ExplorerError.notPredicted(property: property, denoiser: run.denoiser, method: guidance.method))"
            }
        }
        return refusal(of: run.settings, denoiser: run.denoiser)
    }

    /// Why the present run cannot be steered by a property; nil where it can.
    func refusalToSteer(by property: String) -> String? {
        guard let branch else { return "there is no run yet" }
        guard catalog?[property]?.canSteer(branch.denoiser, branch.settings.guidance.method) ?? false else {
            return branch.denoiser == .exact
                ? "\(property) is not measured, so there is no exact predictor of it; d takes the learned one"
                : branch.settings.guidance.method == .conditioned
                    ? "\(property): unknown to the tilt-conditioned denoiser; m takes the predictor's gradient"
                    : "\(property): unknown to the trained predictor; d takes the exact one"
        }
        return nil
    }

    func refusalToAim(at property: String) -> String? {
        guard branch?.settings.guidance.method == .gradient else { return "\(GuidanceError.aimsNeedAPredictor)" }
        return refusalToSteer(by: property)
    }

    /// Settings without what has lost its meaning: not every sampler takes churn.
    static func tidied(_ settings: RunSettings) -> RunSettings {
        var settings = settings
        if !settings.sampler.takesChurn { settings.churn = 0 }
        return settings
    }
}
