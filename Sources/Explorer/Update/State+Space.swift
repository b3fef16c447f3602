import Architectures
import Diffusion

extension State {
    mutating func enterNextSpace() -> [Effect] {
        let own = Set(parked.keys).union([space]).subtracting(SearchSpace.builtIn).sorted { $0.name < $1.name }
        let all = SearchSpace.builtIn + own, place = all.firstIndex(of: space) ?? 0
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
        let (seed, steps) = (branch?.settings.seed ?? here.settings.seed, branch?.settings.steps ?? here.settings.steps)
        let words = here.tree.flatMap { $0.isGrown ? "; S goes back to \($0.words) of \(space.title)" : nil } ?? ""
        var left = here
        left.rest()
        parked[space] = left
        leftSpace = space
        say(other.title + words)
        if let back = parked[other] { return [.enter(other)] + takeUp(back) }
        let memories = here.memories
        here = SpaceState(
            space: other, files: waiting[other]?.files ?? ModelFiles(space: other),
            settings: RunSettings(seed: seed, sampler: .auto, schedule: NoiseSchedule(of: other), steps: steps, guidance: Guidance(method: .auto)), sample: left.sample,
            denoiser: .learned)
        here.memories = memories.mapValues { $0.renewed(in: other) }
        (gesture, drag) = (nil, nil)
        phase = .loading
        return [.enter(other)]
    }

    /// Whether a catalogue is the one that is waited for.
    func isAwaited(_ arrived: SearchSpace) -> Bool { leftSpace == nil || arrived == space }

    /// Back to where one was, since there is nothing to enter.
    mutating func stayOut(of other: SearchSpace, _ reason: String) -> [Effect] {
        guard space == other, let home = leftSpace, let left = parked[home] else { return [] }
        let effects = takeUp(left)
        warn(reason)
        return effects
    }

    /// Everything as it was left.
    private mutating func takeUp(_ left: SpaceState) -> [Effect] {
        here = left
        (gesture, drag) = (nil, nil)
        phase = .ready
        let effects = here.branches.firstIndex { $0.id == here.current }.map { completing($0) } ?? []
        return effects + refreshTwin()
    }
}
