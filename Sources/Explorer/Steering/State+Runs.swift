import Diffusion

extension State {
    /// Starts the first run, or all over with the next seed.
    mutating func startAnew() -> [Effect] {
        guard catalog != nil, case .ready = phase else { return [] }
        if let branch {
            here.settings = branch.settings
            here.denoiser = branch.denoiser
            here.settings.seed &+= 1
        }
        return begin(saying: here.branches.contains { $0.label != nil } ? "seed \(here.settings.seed); what has a name stays: B shows it" : nil)
    }

    /// Starts all over with settings, a sample and a denoiser.
    /// - Parameters:
    ///   - open: what is left to the models; nil: as it is, but for what the settings change
    ///   - text: what this is, beside what becomes of the runs before; nil: nothing to speak of
    mutating func restart(_ settings: RunSettings, sample: Int, denoiser: DenoiserKind? = nil, open: OpenSettings? = nil, saying text: String? = nil) -> [Effect] {
        guard let branch else { return [] }
        here.open = open ?? here.open.after(settings, from: branch.settings)
        here.settings = settings
        here.sample = min(sample, Int(NumberRule.sample.range.upperBound))
        here.denoiser = denoiser ?? branch.denoiser
        return begin(saying: text)
    }

    /// The first branch of the present settings.
    private mutating func begin(saying text: String?) -> [Effect] {
        let effect = plant(here.settings, denoiser: here.denoiser, saying: text)
        replay()
        return [effect] + refreshTwin()
    }

    /// Begins a tree of branches of the present sample. Of the ones before it stays what has a name: nobody names what he does not want to
    /// keep; and the tree as it was is kept, to be brought back.
    private mutating func plant(_ settings: RunSettings, denoiser: DenoiserKind, saying text: String? = nil) -> Effect {
        here.open = OpenSettings(method: here.open.method || settings.guidance.method == .auto, sampler: here.open.sampler || settings.sampler == .auto)
        let settings = settled(settings, denoiser, open: here.open)
        let replaced = keepTree()
        if let words = text ?? replaced.map({ _ in here.sample == branch?.sample ? "seed \(settings.seed)" : "sample \(here.sample)" }) {
            say(words + (replaced.map { "; u brings \($0) back" } ?? ""))
        }
        here.branches.removeAll { $0.label == nil }
        for index in here.branches.indices where !here.branches.contains(where: { $0.id == here.branches[index].parent }) {
            here.branches[index].parent = nil
        }
        if here.branches.isEmpty { here.nextBranch = 0 }
        var first = Branch(id: here.nextBranch, settings: settings, sample: here.sample, denoiser: denoiser)
        let effect = request(&first)
        here.branches.append(first)
        here.current = first.id
        here.nextBranch += 1
        gesture = nil
        return effect
    }

    /// The run of another sample, with the settings that hold at the end of a branch.
    mutating func showSample(_ number: Int, like branch: Branch, saying text: String) -> [Effect] {
        here.sample = number
        here.destination = nil
        let effect = plant(branch.settings, denoiser: branch.denoiser, saying: text)
        here.twin = nil
        return [effect] + refreshTwin()
    }

    mutating func request(_ branch: inout Branch, lane: RunRequest.Lane = .main) -> Effect {
        let ticket = nextTicket
        nextTicket += 1
        branch.ticket = ticket
        return .compute(branch.request(ticket: ticket, lane: lane))
    }

    /// Lets other settings hold from where one stands: what was computed stays, the future is computed anew. At the end there
    /// is no future left, so the whole run is done again, and its end is what one sees.
    /// - Parameter sameGesture: goes on with the change made just before, which needs no branch of its own
    mutating func fork(_ settings: RunSettings, denoiser: DenoiserKind? = nil, sameGesture: Bool = false) -> [Effect] {
        guard let old = branch, let index = here.branches.firstIndex(where: { $0.id == here.current }) else { return [] }
        let denoiser = denoiser ?? old.denoiser
        here.open = here.open.after(settings, from: old.settings)
        let settings = settled(settings, denoiser, open: here.open)
        guard settings != old.settings || denoiser != old.denoiser else { return [] }
        // States carry over wherever the noise levels do, whatever the diffusion.
        let isOtherGrid = settings.levels.map(\.sigma) != old.settings.levels.map(\.sigma)
        let place = isOtherGrid || here.position >= old.total ? 0 : here.position
        // A branch that was made here has shown nothing of its own yet: it is changed, not left, unless others left it or it has a name.
        let isKept = old.label != nil || here.branches.contains { $0.parent == old.id }
        let isFresh = old.parent != nil && old.forkedAt == place && !isKept
        var changed: Branch
        if isFresh || (sameGesture && old.parent != nil && !isKept) {
            changed = old
            changed.turn(at: place, settings: settings, denoiser: denoiser)
            let effect = request(&changed)
            here.branches[index] = changed
            if isOtherGrid { replay() }
            return [effect] + refreshTwin()
        }
        changed = old.leaving(at: place, as: here.nextBranch, settings: settings, denoiser: denoiser)
        here.nextBranch += 1
        let effect = request(&changed)
        here.branches.append(changed)
        here.current = changed.id
        shownPage.follow(old, to: changed, in: &self)
        if isOtherGrid { replay() }
        dropOldBranches()
        return [effect] + refreshTwin()
    }

    mutating func showNextBranch() -> [Effect] {
        guard here.branches.count > 1, let index = here.branches.firstIndex(where: { $0.id == here.current }) else {
            say("there is one course so far: move a slider to fork it")
            return []
        }
        return show(here.branches[(index + 1) % here.branches.count].id)
    }

    /// Makes a branch the current one, at the same noise level.
    mutating func show(_ id: Int) -> [Effect] {
        guard let old = branch, let index = here.branches.firstIndex(where: { $0.id == id }), id != here.current else { return [] }
        let next = here.branches[index]
        here.eachMemory { [current = here.current] in $0.follow(.shown(id, after: current)) }
        here.current = id
        here.sample = next.sample
        gesture = nil
        let place = NoiseAlignment(old.settings, to: next.settings).place(of: here.position)
        here.position = here.position >= old.total ? next.reachable : min(place, next.reachable)
        let effects = completing(index)
        return effects + refreshTwin()
    }

    /// Has the rest of a branch computed that another one's request cut short.
    mutating func completing(_ index: Int) -> [Effect] {
        guard !here.branches[index].isComplete else { return [] }
        var branch = here.branches[index]
        let effect = request(&branch)
        here.branches[index] = branch
        return [effect]
    }

    /// Makes the twin fit the current run again.
    mutating func refreshTwin() -> [Effect] {
        guard comparesTwin, let branch else {
            here.twin = nil
            return []
        }
        var settings = branch.settings
        settings.guidance.tilts = [:]
        settings.guidance.aims = [:]
        settings = settled(settings, branch.denoiser, open: here.open)
        if let twin = here.twin, twin.settings == settings, twin.denoiser == branch.denoiser, twin.sample == branch.sample { return [] }
        var fresh = Branch(id: -1, settings: settings, sample: branch.sample, denoiser: branch.denoiser)
        let effect = request(&fresh, lane: .twin)
        here.twin = fresh
        return [effect]
    }
}
