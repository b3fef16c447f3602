import Diffusion

extension State {
    /// The runs that the current one can be compared with: those that share its noise and may differ.
    public var rivals: [Rival] {
        guard let branch else { return [] }
        var rivals: [Rival] = []
        if branch.settings.guidance.isActive { rivals.append(.unguided) }
        rivals += [.otherDenoiser, .otherOrder, .otherMethod].filter { settings(of: $0, beside: branch) != nil }
        return rivals + here.branches.filter { $0.id != branch.id && $0.sharesNoise(with: branch) }.map { .branch($0.id) }
    }

    /// What the current run is compared with: the rival wished for, or the first that there is.
    public var shownRival: Rival? {
        let rivals = rivals
        return rivals.contains(here.rival) ? here.rival : rivals.first
    }

    /// The run that is the rival shown, as far as it is computed.
    var rivalBranch: Branch? {
        switch shownRival {
        case nil: nil
        case .unguided: here.twin
        case .branch(let id): here.branches.first { $0.id == id }
        case .otherDenoiser, .otherOrder, .otherMethod: here.rivalry.run
        }
    }

    /// Both runs, when there are two.
    public var comparison: Comparison? {
        guard page == .compare, let branch, let rival = shownRival, let other = rivalBranch else { return nil }
        return Comparison(branch, named: name(of: .branch(branch.id)), at: here.position, with: other, named: name(of: rival))
    }

    func name(of rival: Rival) -> String {
        switch rival {
        case .unguided: "∅ unguided twin"
        case .otherDenoiser: "\(branch?.denoiser == .exact ? "learned" : "exact") twin"
        case .otherOrder: "\(branch?.settings.guidance.order == .first ? "second" : "first")-order twin"
        case .otherMethod: "\(branch?.settings.guidance.method == .gradient ? "conditioned" : "gradient") twin"
        case .branch(let id): here.branches.first { $0.id == id }.map { $0.label ?? "branch \($0.name)" } ?? ""
        }
    }

    mutating func chooseRival(after places: Int) {
        let rivals = rivals
        guard let shown = shownRival, let place = rivals.firstIndex(of: shown) else {
            return say("nothing to compare with yet: steer, or fork by s, d, o or m")
        }
        guard rivals.count > 1 else { return say("this is the only other run so far: steer, or fork by s, d, o or m") }
        let next = ((place + places) % rivals.count + rivals.count) % rivals.count
        here.rivalry.rival = rivals[next]
        say("compared with \(name(of: rivals[next])) (\(next + 1) of \(rivals.count))")
    }

    /// Goes on with the other run, which becomes a branch if it is none yet. Both stay where they are on the screen.
    mutating func takeRival() -> [Effect] {
        guard let old = branch, let shown = shownRival, let other = rivalBranch else { return [] }
        var id = other.id
        if case .branch = shown {
        } else {
            let adopted = other.adopted(as: here.nextBranch, parent: old.id)
            id = adopted.id
            here.nextBranch += 1
            here.branches.append(adopted)
        }
        here.rivalry.rival = .branch(old.id)
        here.rivalry.isLeft.toggle()
        let effects = show(id)
        dropOldBranches()
        return effects
    }
}

extension State {
    /// Shows the present run beside a branch.
    mutating func compare(with id: Int) {
        page = .compare
        (here.rivalry.rival, here.rivalry.isLeft) = (.branch(id), false)
    }

    /// Asks for what the comparison lacks.
    mutating func refreshComparison() -> [Effect] {
        guard let branch, let shown = shownRival else { return [] }
        var effects: [Effect] = []
        if !comparesTwin {
            comparesTwin = true
            effects += refreshTwin()
        }
        if let (settings, denoiser) = settings(of: shown, beside: branch) {
            // Done again from where it was last changed: what came before is the same.
            let wanted = branch.leaving(at: branch.forkedAt, as: -2, settings: settings, denoiser: denoiser)
            if here.rivalry.run?.segments != wanted.segments || here.rivalry.run?.sample != wanted.sample { here.rivalry.run = wanted }
        }
        // What is on its way, here or with the rest of the tree, comes; asked for twice, neither would.
        guard shown != .unguided, let run = rivalBranch, !run.isComplete, run.ticket == nil || ![here.rivalry.ticket, here.restTicket].contains(run.ticket) else {
            return effects
        }
        // Not begun yet, or cut short by another request.
        var renewed = run
        effects.append(request(&renewed, lane: .rival))
        here.rivalry.ticket = renewed.ticket
        if let index = here.branches.firstIndex(where: { $0.id == run.id }) { here.branches[index] = renewed } else { here.rivalry.run = renewed }
        return effects
    }

    /// The settings that a rival of the engine's has where the branch has its own; nil where there is no such rival.
    private func settings(of rival: Rival, beside branch: Branch) -> (RunSettings, DenoiserKind)? {
        guard let (settings, kind) = changed(for: rival, beside: branch) else { return nil }
        // The sampler may have to be another one, but the method is what is compared.
        return (settled(settings, kind, open: OpenSettings(sampler: here.open.sampler)), kind)
    }

    /// The prior where there is one for these settings.
    private func otherMethod(than settings: RunSettings) -> GuidanceMethod {
        var prior = settings
        prior.guidance.method = .prior
        return refusal(of: prior) == nil && settings.guidance.properties.allSatisfy { canSteer($0, branch?.denoiser ?? here.denoiser, prior.guidance) }
            ? .prior : .conditioned
    }

    private func changed(for rival: Rival, beside branch: Branch) -> (RunSettings, DenoiserKind)? {
        var settings = branch.settings
        let isSteered = settings.guidance.isActive
        switch rival {
        case .unguided, .branch: return nil
        case .otherDenoiser:
            guard catalog?.hasLearned ?? false else { return nil }
            let other: DenoiserKind = branch.denoiser == .learned ? .exact : .learned
            _ = drop(&settings, whatCannotSteer: other)
            return (settings, other)
        case .otherOrder:
            guard isSteered, settings.guidance.method == .gradient else { return nil }
            settings.guidance.order = settings.guidance.order == .first ? .second : .first
            return (settings, branch.denoiser)
        case .otherMethod:
            guard isSteered, settings.guidance.unit == .tilt else { return nil }
            settings.guidance.method = settings.guidance.method == .gradient ? otherMethod(than: settings) : .gradient
            _ = drop(&settings, whatCannotSteer: branch.denoiser)
            if refusal(of: settings) != nil { return nil }
            // Without anything to steer by it would be the unguided twin.
            return settings.guidance.isActive ? (settings, branch.denoiser) : nil
        }
    }
}
