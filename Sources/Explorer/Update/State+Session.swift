import Architectures
import Diffusion

extension State {
    /// All that this session is; nil where it never came to a run.
    public var session: Session? {
        guard case .ready = phase, let own = here.session else { return nil }
        var spaces = waiting
        for (other, left) in parked where other != space { spaces[other] = left.session }
        spaces[space] = own
        return Session(space: space, page: page, spaces: spaces, task: trainings.sessionTask, hidden: hidden)
    }

    /// What is shown of it: what others are to see. What was replaced or deleted, and other spaces, are nobody else's.
    public var shownSession: Session? {
        guard case .ready = phase, var own = here.session else { return nil }
        own.past = []
        own.tree.removed = []
        return Session(space: space, page: page, spaces: [space: own], task: trainings.sessionTask, hidden: hidden)
    }
}

extension SpaceState {
    /// What was done here; nil where it never came to a run.
    fileprivate var session: SpaceSession? {
        guard let tree else { return nil }
        var session = SpaceSession(files: files, tree: tree, past: past)
        for branch in branches {
            let own = branch.marks(at: branch.id == current ? tree.position : nil)
            session.marks[branch.id] = branch.isComplete ? own : marks[branch.id]?.marks ?? own
        }
        session.marks = session.marks.filter { !$0.value.isEmpty }
        (session.shown, session.selected, session.open) = (shown, selectedProperty, open)
        for page in Pages.all { page.keep(self, in: &session) }
        return session
    }
}

extension State {
    /// What there is to take up once networks and figures are there.
    mutating func prepare(_ session: Session?, _ left: Session?) {
        waiting = left?.spaces ?? [:]
        for (space, own) in session?.spaces ?? [:] {
            var own = own
            if let old = waiting[space] { own.past = old.past + [old.tree] + own.past }
            waiting[space] = own
        }
        if let task = session?.task ?? left?.task { trainings.turn(to: task) }
        guard let session, session.space == space else { return }
        opensSession = true
        if here.shown.isEmpty { here.shown = session.shown?.shown ?? [] }
    }

    /// What was left in the space that was entered; nil where there is nothing to show.
    mutating func takeUpSession() -> [Effect]? {
        guard let left = waiting.removeValue(forKey: space) else { return nil }
        let isStart = leftSpace == nil
        guard isStart, !opensSession else { return takeUp(left, isForgiving: isRestored || !isStart, isStart: isStart) }
        here.past = left.past + [left.tree]
        RunTree.trim(&here.past)
        return nil
    }

    /// Opens a session in the place of what is shown, which is kept to be brought back.
    mutating func open(_ session: Session) -> [Effect] {
        guard var own = session.shown else { return [] }
        if !session.hidden.isEmpty { hide(session.hidden) }
        for (other, there) in session.spaces where other != session.space && parked[other] == nil && other != space { waiting[other] = there }
        guard session.space == space else {
            guard case .ready = phase else { return [] }
            if let old = parked.removeValue(forKey: session.space) { own.past = old.past + own.past }
            waiting[session.space] = own
            page = session.page
            return takeUp(task: session) + enter(session.space)
        }
        let lost = losses(of: own)
        guard lost.isEmpty else {
            warn("\(SessionError.missing(source: "it", lost))")
            return []
        }
        let words = keepTree()
        own.past = here.past
        page = session.page
        let effects = takeUp(task: session) + takeUp(own, isForgiving: false, isStart: false)
        say("\(own.tree.words) as \(own.tree.stems.count == 1 ? "it" : "they") stood" + (words.map { "; u brings \($0) back" } ?? ""))
        return effects
    }

    private mutating func takeUp(task session: Session) -> [Effect] {
        let task = session.task ?? Trainings.usualTask
        return task == trainings.task ? [] : choose(task: task)
    }

    /// What a session was made with and is not here.
    private func losses(of left: SpaceSession) -> [String] {
        var seen: Set<String> = []
        return left.tree.stems.flatMap(\.segments).flatMap { mended($0).lost }.filter { seen.insert($0).inserted }
    }

    /// - Parameters:
    ///   - isForgiving: what cannot be had here is left out, and said; else nothing is taken up
    ///   - isStart: what the line says of properties and a search goes before what the session says
    private mutating func takeUp(_ left: SpaceSession, isForgiving: Bool, isStart: Bool) -> [Effect] {
        let lost = losses(of: left)
        guard lost.isEmpty || isForgiving else {
            fail(SessionError.missing(source: "the session", lost))
            return []
        }
        var tree = left.tree
        for (place, stem) in tree.stems.enumerated() {
            tree.stems[place].segments = stem.segments.map { mended($0).segment }
        }
        here.marks = [:]
        for (stem, before) in zip(tree.stems, left.tree.stems) where stem == before {
            if let known = left.marks[stem.id] { here.marks[stem.id] = BranchMarks(segments: stem.segments, marks: known) }
        }
        here.open = left.open
        here.past = left.past
        RunTree.trim(&here.past)
        let wanted = left.shown.filter { catalog?[$0] != nil }
        if !wanted.isEmpty, !isStart { here.shown = wanted }
        let steered = tree.stems.first { $0.id == tree.current }?.segments.last?.settings.guidance.properties ?? []
        here.shown += steered.filter { !here.shown.contains($0) }
        select(left.selected.flatMap { here.shown.firstIndex(of: $0) } ?? here.selected)
        for page in Pages.all { page.takeUp(left, isStart: isStart, in: &self) }
        if !lost.isEmpty {
            let before = notice.flatMap { $0.isWarning ? $0.text + "; " : nil } ?? ""
            warn(before + "as before, but for what is not here any more: \(lost.joined(separator: ", "))")
        }
        return replant(tree)
    }
}

extension State {
    /// Holds the end of the branch shown against a mark that a line told.
    mutating func holdEnd(against hash: String?) {
        guard let hash, let branch else { return }
        here.marks[branch.id] = BranchMarks(segments: branch.segments, marks: [StateMark(step: branch.total, hash: hash)])
    }

    /// Says so where a branch that came from elsewhere is another here.
    mutating func compareMarks(of branch: Branch) {
        guard branch.isComplete, let known = here.marks.removeValue(forKey: branch.id), known.segments == branch.segments else { return }
        guard let first = known.marks.first(where: { mark in branch.state(at: mark.step).map { StateMark.hash($0) } != mark.hash }) else { return }
        warn(
            "branch \(branch.title) is not, byte for byte, what it was where this session was written: from step \(first.step) on it differs "
                + "(other networks or figures, or another kind of processor)")
    }
}

extension State {
    /// What to keep of this session; nil where it never came to a run.
    public var memory: SessionMemory? {
        guard case .ready = phase, let branch else { return nil }
        var preferences = Preferences()
        preferences.page = page
        preferences.speed = speed
        preferences.shown = here.shown
        preferences.reducesMotion = reducesMotion
        return SessionMemory(
            run: ReproductionLine.command(branch.settings, sample: here.sample, denoiser: branch.denoiser, files: here.files), session: session,
            theme: followsBackground ? nil : theme.name, preferences: preferences, history: commandHistory)
    }
}
