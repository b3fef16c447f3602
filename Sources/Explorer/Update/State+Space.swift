import Architectures
import Diffusion

/// What was left in a space that one went out of, to be found again.
struct ParkedSpace: Sendable {
    let catalog: Catalog?
    let files: ModelFiles
    let settings: RunSettings
    let sample: Int
    let denoiser: DenoiserKind
    let branches: [Branch]
    let current, position, nextBranch: Int
    let population: Population
    let race: SearchRace
    let shown: [String]
    let selected: Int
    let inspection: Inspection
    let rival: Rival
    let isRivalLeft: Bool
    let past, future: [RunTree]
    let removed: [RemovedBranch]
    let pastRaces, futureRaces: [SearchRace]
    let unfinished: [Int]
    let marks: [Int: BranchMarks]
}

extension State {
    mutating func enterNextSpace() -> [Effect] {
        let all = SearchSpace.builtIn, place = all.firstIndex(of: space) ?? 0
        return enter(all[(place + 1) % all.count])
    }

    /// Goes over to another space: what was left there before, or a first run with the seed and number of steps of this one.
    mutating func enter(_ other: SearchSpace) -> [Effect] {
        guard other != space else {
            say("this is \(space.title)")
            return []
        }
        guard case .ready = phase else {
            say("wait until what is being loaded is there")
            return []
        }
        let (seed, steps) = (branch?.settings.seed ?? settings.seed, branch?.settings.steps ?? settings.steps)
        let words = tree.flatMap { $0.isGrown ? "; S goes back to \($0.words) of \(space.title)" : nil } ?? ""
        park()
        leftSpace = space
        say(other.title + words)
        if let left = parked[other] { return [.enter(other)] + takeUp(left, in: other) }
        space = other
        files = waiting[other]?.files ?? ModelFiles(space: other)
        catalog = nil
        settings = RunSettings(seed: seed, schedule: NoiseSchedule(of: other), steps: steps)
        denoiser = .learned
        (branches, current, position) = ([], 0, 0)
        forgetWhatIsBeside()
        population = Population(size: population.size)
        race = SearchRace(seed: race.seed)
        (shown, selected) = ([], 0)
        inspection = Inspection()
        inspection.cursor = EntryCursor(space: other)
        phase = .loading
        return [.enter(other)]
    }

    /// Whether a catalogue is the one that is waited for.
    func isAwaited(_ arrived: SearchSpace) -> Bool { leftSpace == nil || arrived == space }

    /// Back to where one was, since there is nothing to enter.
    mutating func stayOut(of other: SearchSpace, _ reason: String) -> [Effect] {
        guard space == other, let home = leftSpace, let left = parked[home] else { return [] }
        let effects = takeUp(left, in: home)
        warn(reason)
        return effects
    }

    private mutating func park() {
        parked[space] = ParkedSpace(
            catalog: catalog, files: files, settings: settings, sample: sample, denoiser: denoiser, branches: branches, current: current,
            position: position, nextBranch: nextBranch, population: population, race: race, shown: shown, selected: selected,
            inspection: inspection, rival: rival, isRivalLeft: isRivalLeft, past: past, future: future, removed: removed, pastRaces: pastRaces,
            futureRaces: futureRaces, unfinished: unfinished, marks: marks)
    }

    private mutating func takeUp(_ left: ParkedSpace, in other: SearchSpace) -> [Effect] {
        resume(left, in: other)
        // What was under way when one left was given up.
        for index in branches.indices { branches[index].ticket = nil }
        if population.isUnderWay { population.course = nil }
        race.ticket = nil
        inspection.asked = nil
        phase = .ready
        let effects = branches.firstIndex { $0.id == current }.map { completing($0) } ?? []
        return effects + refreshTwin()
    }

    /// Everything as it was left.
    mutating func resume(_ left: ParkedSpace, in other: SearchSpace) {
        space = other
        (catalog, files, settings, sample, denoiser) = (left.catalog, left.files, left.settings, left.sample, left.denoiser)
        (branches, current, position, nextBranch) = (left.branches, left.current, left.position, left.nextBranch)
        (population, race, shown, selected) = (left.population, left.race, left.shown, left.selected)
        (inspection, rival, isRivalLeft) = (left.inspection, left.rival, left.isRivalLeft)
        forgetWhatIsBeside()
        (past, future, removed, pastRaces, futureRaces) = (left.past, left.future, left.removed, left.pastRaces, left.futureRaces)
        (unfinished, marks) = (left.unfinished, left.marks)
        restTicket = nil
    }

    private mutating func forgetWhatIsBeside() {
        (twin, rivalRun, rivalTicket) = (nil, nil, nil)
        (gesture, drag, destination) = (nil, nil, nil)
        (past, future, removed, pastRaces, futureRaces) = ([], [], [], [], [])
        (unfinished, marks, restTicket) = ([], [:], nil)
        tiltsBeforeAims = [:]
    }
}
