extension State {
    /// Keeps the present race, before another takes its place.
    mutating func keepRace() {
        guard race.count > SearchRace.initial || race.isRepeating else { return }
        pastRaces.append(race)
        if pastRaces.count > RunTree.pastLimit { pastRaces.removeFirst() }
        futureRaces = []
    }

    mutating func undoRace() -> [Effect] {
        guard let old = pastRaces.popLast() else {
            say("no race to bring back")
            return []
        }
        futureRaces.append(race)
        return goOver(to: old, again: "U goes on again")
    }

    mutating func redoRace() -> [Effect] {
        guard let next = futureRaces.popLast() else {
            say("no race was brought back")
            return []
        }
        pastRaces.append(race)
        return goOver(to: next, again: "u goes back again")
    }

    private mutating func goOver(to other: SearchRace, again: String) -> [Effect] {
        race = other
        (race.ticket, race.isRunning, race.owed) = (nil, false, 0)
        say("the race for \(race.objective ?? "") of \(race.count) evaluations is back; \(again)")
        return []
    }
}
