import Diffusion

extension State {
    mutating func nextSampler() -> [Effect] {
        changed {
            $0.sampler = Self.after($0.sampler)
            // With neither sampler nor corrector nothing would happen.
            if $0.sampler == .none, $0.corrector == nil { $0.sampler = Self.after($0.sampler) }
        } say: { "sampler: \($0.sampler.rawValue)" }
    }

    mutating func toggleCorrector() -> [Effect] {
        guard let running = branch?.settings else { return [] }
        guard running.corrector == nil || running.sampler != .none else {
            say("sampler none has nothing but the corrector: s takes another sampler")
            return []
        }
        let usual = settings.corrector ?? Corrector()
        return changed { $0.corrector = $0.corrector == nil ? usual : nil } say: {
            "corrector: \($0.corrector == nil ? "none" : "langevin")"
        }
    }

    mutating func nextSDE() -> [Effect] {
        changed { $0.sde = Self.after($0.sde) } say: { "diffusion: \($0.sde.rawValue)" }
    }

    mutating func nextOrder() -> [Effect] {
        changed { $0.guidance.order = Self.after($0.guidance.order) } say: {
            "guidance: \($0.guidance.order.rawValue) order"
        }
    }

    /// Weighing particles takes a population, so one sample has the other two.
    mutating func nextMethod() -> [Effect] {
        guard let branch else { return [] }
        let other: GuidanceMethod = branch.settings.guidance.method == .gradient ? .conditioned : .gradient
        var settings = branch.settings
        guard other == .gradient || (settings.guidance.aims.isEmpty && settings.guidance.unit == .tilt) else {
            say("\(GuidanceError.aimsNeedAPredictor)")
            return []
        }
        settings.guidance.method = other
        let remark = drop(&settings, whatCannotSteer: branch.denoiser)
        gesture = nil
        say((other == .gradient ? "guidance: the predictor's gradient" : "guidance: tilt-conditioned denoiser") + remark)
        return fork(settings)
    }

    /// Takes away what the settings that new runs start with cannot be steered by.
    mutating func forgetUnusableGuidance() {
        if settings.guidance.method == .twisted { settings.guidance.method = .gradient }
        for property in settings.guidance.aims.keys where !(catalog?[property]?.canSteer(denoiser, .gradient) ?? false) {
            settings.guidance.aims[property] = nil
        }
        let remark = drop(&settings, whatCannotSteer: denoiser)
        if !remark.isEmpty { say("as before" + remark) }
    }

    /// Takes away the tilts that a denoiser and method cannot follow, and says so.
    private func drop(_ settings: inout RunSettings, whatCannotSteer kind: DenoiserKind) -> String {
        let method = settings.guidance.method
        let lost = settings.guidance.tilts.keys.sorted().filter { !(catalog?[$0]?.canSteer(kind, method) ?? false) }
        for property in lost { settings.guidance.tilts[property] = nil }
        return lost.isEmpty ? "" : "; it cannot steer by \(lost.joined(separator: ", "))"
    }

    mutating func nextSteps() -> [Effect] {
        let choices = [12, 20, 48, 96]
        return changed { settings in
            settings.steps = choices.first { $0 > settings.steps } ?? choices[0]
        } say: { "\($0.steps) steps" }
    }

    mutating func nextDenoiser() -> [Effect] {
        guard let branch else { return [] }
        let other = Self.after(branch.denoiser)
        guard other == .exact || catalog?.hasLearned ?? false else {
            say("there is no trained denoiser")
            return []
        }
        gesture = nil
        // What the other predictor does not know cannot steer with it.
        var settings = branch.settings
        let remark = drop(&settings, whatCannotSteer: other)
        say("denoiser: \(other.rawValue)\(remark)")
        return fork(settings, denoiser: other)
    }

    private mutating func changed(
        _ change: (inout RunSettings) -> Void, say text: (RunSettings) -> String
    ) -> [Effect] {
        guard var settings = branch?.settings else { return [] }
        change(&settings)
        gesture = nil
        say(text(settings))
        return fork(settings)
    }

    private static func after<Choice: CaseIterable & Equatable>(_ choice: Choice) -> Choice {
        let all = Array(Choice.allCases)
        guard let place = all.firstIndex(of: choice) else { return choice }
        return all[(place + 1) % all.count]
    }
}
