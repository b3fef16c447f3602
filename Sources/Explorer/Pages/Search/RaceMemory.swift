import Architectures
import Diffusion

/// What the search page is at.
struct RaceMemory: PageMemory {
    /// Searches for the best architecture.
    var race: SearchRace
    /// Races that others took the place of, the latest last, and what took their place before they were brought back.
    var past: [SearchRace] = [], future: [SearchRace] = []

    init(in space: SearchSpace, settings: RunSettings) { race = SearchRace(seed: settings.seed) }

    func renewed(in space: SearchSpace) -> RaceMemory {
        var new = self
        (new.race, new.past, new.future) = (SearchRace(seed: race.seed), [], [])
        return new
    }

    mutating func giveUp() { race.ticket = nil }

    mutating func passTime() { race.isDue = true }

    mutating func failed(ticket: Int, _ reason: String) -> Bool {
        guard race.ticket == ticket else { return false }
        (race.ticket, race.failure, race.isRunning) = (nil, reason, false)
        return true
    }
}

extension SpaceState {
    var races: RaceMemory {
        get { self[RaceMemory.self] }
        set { self[RaceMemory.self] = newValue }
    }

    public internal(set) var race: SearchRace {
        get { races.race }
        set { races.race = newValue }
    }
}
