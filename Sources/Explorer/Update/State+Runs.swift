import Diffusion

extension State {
    /// Kept at most; beyond it the oldest that nobody looks at goes.
    private static let branchLimit = 12

    /// Starts the first run, or all over with the next seed.
    mutating func startAnew() -> [Effect] {
        guard catalog != nil, case .ready = phase else { return [] }
        if let branch {
            settings = branch.settings
            denoiser = branch.denoiser
            settings.seed &+= 1
        }
        return begin()
    }

    /// Starts all over with settings, a sample and a denoiser.
    mutating func restart(_ settings: RunSettings, sample: Int, denoiser: DenoiserKind? = nil) -> [Effect] {
        guard let branch else { return [] }
        self.settings = settings
        self.sample = min(sample, Int(NumberRule.sample.range.upperBound))
        self.denoiser = denoiser ?? branch.denoiser
        return begin()
    }

    /// The first branch of the present settings.
    private mutating func begin() -> [Effect] {
        var first = Branch(id: 0, settings: settings, denoiser: denoiser)
        let effect = request(&first)
        branches = [first]
        current = 0
        nextBranch = 1
        gesture = nil
        replay()
        return [effect] + refreshTwin()
    }

    private mutating func request(_ branch: inout Branch, lane: RunRequest.Lane = .main) -> Effect {
        let ticket = nextTicket
        nextTicket += 1
        branch.ticket = ticket
        return .compute(branch.request(ticket: ticket, lane: lane, sample: sample))
    }

    /// Lets other settings hold from where one stands: what was computed stays, the future is computed anew. At the end there
    /// is no future left, so the whole run is done again, and its end is what one sees.
    /// - Parameter sameGesture: goes on with the change made just before, which needs no branch of its own
    mutating func fork(_ settings: RunSettings, denoiser: DenoiserKind? = nil, sameGesture: Bool = false) -> [Effect] {
        guard let old = branch, let index = branches.firstIndex(where: { $0.id == current }) else { return [] }
        let denoiser = denoiser ?? old.denoiser
        guard settings != old.settings || denoiser != old.denoiser else { return [] }
        // States carry over wherever the noise levels do, whatever the diffusion.
        let isOtherGrid = settings.levels.map(\.sigma) != old.settings.levels.map(\.sigma)
        let place = isOtherGrid || position >= old.total ? 0 : position
        // A branch that was made here has shown nothing of its own yet: it is changed, not left.
        let isFresh = old.parent != nil && old.forkedAt == place
        var changed: Branch
        if isFresh || (sameGesture && old.parent != nil) {
            changed = old
            changed.turn(at: place, settings: settings, denoiser: denoiser)
            let effect = request(&changed)
            branches[index] = changed
            if isOtherGrid { replay() }
            return [effect] + refreshTwin()
        }
        changed = old.leaving(at: place, as: nextBranch, settings: settings, denoiser: denoiser)
        nextBranch += 1
        let effect = request(&changed)
        branches.append(changed)
        current = changed.id
        if isOtherGrid { replay() }
        dropOldBranches()
        return [effect] + refreshTwin()
    }

    private mutating func dropOldBranches() {
        while branches.count > Self.branchLimit {
            guard let index = branches.firstIndex(where: { $0.id != current && $0.id != branch?.parent }) else { return }
            branches.remove(at: index)
        }
    }

    mutating func showNextBranch() -> [Effect] {
        guard branches.count > 1, let index = branches.firstIndex(where: { $0.id == current }) else {
            say("there is one course so far: move a slider to fork it")
            return []
        }
        return show(branchAt: (index + 1) % branches.count)
    }

    /// Shows a branch where one stands, or its end where one stands at the end.
    mutating func show(branchAt next: Int) -> [Effect] {
        let wasAtEnd = branch.map { position >= $0.total } ?? false
        current = branches[next].id
        gesture = nil
        position = wasAtEnd ? branches[next].reachable : min(position, branches[next].reachable)
        let effects = completing(next)
        return effects + refreshTwin()
    }

    /// Has the rest of a branch computed that another one's request cut short.
    private mutating func completing(_ index: Int) -> [Effect] {
        guard !branches[index].isComplete else { return [] }
        var branch = branches[index]
        let effect = request(&branch)
        branches[index] = branch
        return [effect]
    }

    mutating func toggleTwin() -> [Effect] {
        comparesTwin.toggle()
        return refreshTwin()
    }

    /// Makes the twin fit the current run again.
    mutating func refreshTwin() -> [Effect] {
        guard comparesTwin, let branch else {
            twin = nil
            return []
        }
        var settings = branch.settings
        settings.guidance.tilts = [:]
        settings.guidance.aims = [:]
        if let twin, twin.settings == settings, twin.denoiser == branch.denoiser { return [] }
        var fresh = Branch(id: -1, settings: settings, denoiser: branch.denoiser)
        let effect = request(&fresh, lane: .twin)
        twin = fresh
        return [effect]
    }
}
