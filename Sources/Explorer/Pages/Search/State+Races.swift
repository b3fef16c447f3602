import Diffusion
import Search

extension State {
    /// Has a race run again.
    mutating func takeUp(_ course: RaceCourse) {
        guard let entry = catalog?.sought(course.objective), entry.isSearchable else { return }
        var taken = SearchRace(course)
        taken.bound = course.bound.flatMap { catalog?[$0.column]?.isSearchable ?? false ? $0 : nil }
        here.race = taken
        here.race.goal = goal(of: entry)
        // Of what cannot be searched in that way any more nothing is left but the wish.
        if here.race.goal == nil || taken.bound != course.bound { here.race.racers = [] }
    }

    /// Starts a race, in the place of the one there is.
    mutating func become(_ pasted: PastedRace) {
        page = .search
        keepRace()
        var next = SearchRace(seed: pasted.seed)
        (next.objective, next.isObjectiveChosen, next.bound, next.batch, next.method) = (pasted.objective, true, pasted.bound, pasted.batch, pasted.method)
        here.race = next
        beginSearch()
        say("a race for \(pasted.objective), seed \(pasted.seed)")
    }

    /// Keeps the present race, before another takes its place.
    mutating func keepRace() {
        guard here.race.count > SearchRace.initial || here.race.isRepeating else { return }
        here.races.past.append(here.race)
        if here.races.past.count > RunTree.pastLimit { here.races.past.removeFirst() }
        here.races.future = []
    }

    mutating func undoRace() -> [Effect] {
        guard let old = here.races.past.popLast() else {
            say("no race to bring back")
            return []
        }
        here.races.future.append(here.race)
        return goOver(to: old, again: "U goes on again")
    }

    mutating func redoRace() -> [Effect] {
        guard let next = here.races.future.popLast() else {
            say("no race was brought back")
            return []
        }
        here.races.past.append(here.race)
        return goOver(to: next, again: "u goes back again")
    }

    private mutating func goOver(to other: SearchRace, again: String) -> [Effect] {
        here.race = other
        (here.race.ticket, here.race.isRunning, here.race.owed) = (nil, false, 0)
        say("the race for \(here.race.objective ?? "") of \(here.race.count) evaluations is back; \(again)")
        return []
    }
}
