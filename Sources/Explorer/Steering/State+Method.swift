import Diffusion

extension State {
    mutating func nextSampler() -> [Effect] {
        guard let running = branch?.settings else { return [] }
        let next = nextSampler(after: running)
        return changed {
            $0.sampler = next
        } say: {
            "sampler: \($0.sampler.name)"
        }
    }

    /// The next one that can run: with neither sampler nor corrector nothing would happen, and not every denoiser draws architectures.
    private func nextSampler(after settings: RunSettings) -> Sampler {
        let all = Sampler.all, place = all.firstIndex(of: settings.sampler) ?? -1
        return (1...all.count).lazy.map { all[(place + $0) % all.count] }.first { sampler in
            var other = settings
            other.sampler = sampler
            return refusal(of: Self.tidied(other)) == nil
        } ?? settings.sampler
    }

    mutating func toggleCorrector() -> [Effect] {
        guard let running = branch?.settings else { return [] }
        guard running.corrector == nil || !running.sampler.needsCorrector else {
            say("sampler \(running.sampler.name) has nothing but the corrector: s takes another sampler")
            return []
        }
        let usual = here.settings.corrector ?? Corrector()
        return changed {
            $0.corrector = $0.corrector == nil ? usual : nil
        } say: {
            "corrector: \($0.corrector == nil ? "none" : "langevin")"
        }
    }

    mutating func nextSDE() -> [Effect] {
        changed {
            $0.sde = $0.sde.following
        } say: {
            "diffusion: \($0.sde.rawValue)"
        }
    }

    mutating func nextOrder() -> [Effect] {
        changed {
            $0.guidance.order = $0.guidance.order.following
        } say: {
            "guidance: \($0.guidance.order.rawValue) order"
        }
    }

    mutating func nextPlace() -> [Effect] {
        changed {
            $0.guidance.place = $0.guidance.place.following
        } say: {
            $0.guidance.place == .state ? "guidance: predicted from x_t" : "guidance: predicted from the clean estimate Â₀"
        }
    }

    /// All of the run, its first half, its middle, its last half.
    mutating func nextWindow() -> [Effect] {
        let windows = GuidanceWindow.usual.map(\.range)
        return changed {
            let place = windows.firstIndex(of: $0.guidance.window) ?? -1
            $0.guidance.window = windows[(place + 1) % windows.count]
        } say: {
            $0.guidance.window == 0...1
                ? "guidance: all of the run" : "guidance: from \($0.guidance.window.upperBound) to \($0.guidance.window.lowerBound) of the run"
        }
    }

    /// Left to the models, then each method that one run can take, and again. Weighing particles takes a population.
    mutating func nextMethod() -> [Effect] {
        guard let branch else { return [] }
        let other = here.open.method ? following(nil) : following(branch.settings.guidance.method)
        return choose(other)
    }

    /// The method after one; `auto` after the last that the present settings can run with.
    func following(_ method: GuidanceMethod?) -> GuidanceMethod {
        let order: [GuidanceMethod] = [.gradient, .prior, .conditioned]
        let place = method.flatMap { order.firstIndex(of: $0) } ?? -1
        return order.dropFirst(place + 1).first { isPossible($0) } ?? .auto
    }

    /// Whether the present settings can run by a method, with all that they steer.
    private func isPossible(_ method: GuidanceMethod) -> Bool {
        guard let branch, refusal(of: method) == nil else { return false }
        var guidance = branch.settings.guidance
        guidance.method = method
        let abilities = catalog?.abilities(of: branch.denoiser)
        if method.isTakenIn, guidance.isActive { return abilities?.actor(for: guidance) == (method == .prior ? .figures : .network) }
        return guidance.properties.allSatisfy { catalog?[$0]?.canSteer(branch.denoiser, method) ?? false }
    }

    /// Takes a method, and drops what it cannot follow.
    mutating func choose(_ method: GuidanceMethod) -> [Effect] {
        guard let branch else { return [] }
        var settings = branch.settings
        // Said anew, so that what was left open is not any more.
        here.open.method = method == .auto
        settings.guidance.method = method
        let remark = drop(&settings, whatCannotSteer: branch.denoiser)
        gesture = nil
        let effects = fork(settings)
        here.open.method = method == .auto
        let guidance = self.branch?.settings.guidance ?? settings.guidance
        say((method == .auto ? "auto: " : "") + GuidanceWords.text(guidance, actor(guidance, branch.denoiser)) + remark)
        return effects
    }

    /// Takes away what the settings that new runs start with cannot be steered by.
    mutating func forgetUnusableGuidance() {
        if here.settings.guidance.method == .twisted { here.settings.guidance.method = .gradient }
        let remark = drop(&here.settings, whatCannotSteer: here.denoiser)
        if !remark.isEmpty { say("as before" + remark) }
    }

    /// Takes away what a denoiser and method cannot follow, and says so.
    func drop(_ settings: inout RunSettings, whatCannotSteer kind: DenoiserKind) -> String {
        let guidance = settings.guidance
        let steered = Set(settings.guidance.tilts.keys).union(settings.guidance.aims.keys)
        let lost = steered.sorted().filter { !canSteer($0, kind, guidance) }
        for property in lost {
            settings.guidance.tilts[property] = nil
            settings.guidance.aims[property] = nil
        }
        return lost.isEmpty ? "" : "; it cannot steer by \(lost.joined(separator: ", "))"
    }

    mutating func nextSteps() -> [Effect] {
        let choices = [12, 20, 48, 96]
        return changed { settings in
            settings.steps = choices.first { $0 > settings.steps } ?? choices[0]
        } say: {
            "\($0.steps) steps"
        }
    }

    mutating func nextDenoiser() -> [Effect] {
        guard let branch, let catalog else { return [] }
        var other = branch.denoiser.following
        while !catalog.has(other), other != branch.denoiser { other = other.following }
        guard other != branch.denoiser else {
            say("there is no trained denoiser")
            return []
        }
        return choose(other)
    }

    /// Takes a denoiser, with its own noise levels unless others were asked for, and drops what it cannot follow.
    mutating func choose(_ kind: DenoiserKind) -> [Effect] {
        guard let branch, let catalog else { return [] }
        var settings = branch.settings
        var remark = drop(&settings, whatCannotSteer: kind)
        let (old, new) = (catalog.sigmas(of: branch.denoiser), catalog.sigmas(of: kind))
        if old != new, settings.schedule.sigmaMin == old.lowerBound, settings.schedule.sigmaMax == old.upperBound {
            (settings.schedule.sigmaMin, settings.schedule.sigmaMax) = (new.lowerBound, new.upperBound)
            remark += "; σ \(NumberRule.text(new.upperBound)) → \(NumberRule.text(new.lowerBound))"
        }
        if settings.guidance.place == .estimate, !kind.isDifferentiable {
            settings.guidance.place = .state
            remark += "; it is guided at x_t"
        }
        gesture = nil
        say("denoiser: \(kind.rawValue)\(remark)")
        return fork(settings, denoiser: kind)
    }

    private mutating func changed(
        _ change: (inout RunSettings) -> Void, say text: (RunSettings) -> String
    ) -> [Effect] {
        guard var settings = branch?.settings else { return [] }
        change(&settings)
        settings = Self.tidied(settings)
        gesture = nil
        if let refusal = refusal(of: settings) {
            say(refusal)
            return []
        }
        say(text(settings))
        return fork(settings)
    }
}
