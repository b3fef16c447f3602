import Diffusion
import Search

extension State {
    /// Has the next round of the race computed, where one is due: the page is shown, time has passed, and none is under way.
    mutating func refreshSearch() -> [Effect] {
        guard case .ready = phase, here.race.failure == nil else { return [] }
        if here.race.objective == nil || here.race.racers.isEmpty {
            guard beginSearch() else { return [] }
        }
        guard here.race.ticket == nil, let objective = here.race.objective else { return [] }
        if here.race.owed == 0, !here.race.isRepeating {
            guard here.race.isRunning, here.race.isDue, !overlay.isHelp else { return [] }
        }
        var next = here.race.next.map { racer in
            let seen = racer.evaluations.count
            let usual = SearchRace.Round(
                method: racer.method, denoiser: branch?.denoiser ?? here.denoiser,
                count: seen == 0 ? SearchRace.initial : min(here.race.batch, SearchRace.budget - seen))
            return (racer: racer, round: racer.plan.first ?? usual)
        }
        // A request is with one denoiser.
        next = next.filter { $0.round.denoiser == next.first?.round.denoiser }
        guard !next.isEmpty else {
            (here.race.owed, here.race.isRunning) = (0, false)
            return []
        }
        if !here.race.isRepeating { here.race.owed = max(here.race.owed - 1, 0) }
        here.race.isDue = false
        let ticket = nextTicket
        nextTicket += 1
        (here.race.ticket, here.race.askedAt) = (ticket, now)
        here.race.asked = Dictionary(uniqueKeysWithValues: next.map { ($0.racer.id, $0.round) })
        return [
            .search(
                SearchRequest(
                    ticket: ticket, objective: objective, bound: here.race.bound, denoiser: next.first?.round.denoiser ?? here.denoiser, seed: here.race.seed,
                    entrants: next.map { racer, round in
                        .init(id: racer.id, method: round.method, evaluated: racer.evaluations.map(\.architecture), count: round.count)
                    }))
        ]
    }

    mutating func take(_ round: SearchRound, ticket: Int, isLast: Bool) {
        guard here.race.ticket == ticket else { return }
        here.race.take(round)
        guard isLast else { return }
        here.race.ticket = nil
        let taken = max(now - here.race.askedAt, 0)
        // The first round also makes what all need.
        if here.race.count > SearchRace.initial { here.race.pace = here.race.pace.map { 0.8 * $0 + 0.2 * taken } ?? taken }
        if here.race.isOver { here.race.isRunning = false }
    }

    /// Starts a race, for what is wanted or, unless that was chosen, for what the sliders are at.
    /// - Returns: false where there are no figures to search in
    @discardableResult
    mutating func beginSearch() -> Bool {
        let wanted = here.race.isObjectiveChosen ? here.race.objective : nil
        guard let objective = wanted ?? naturalObjective, let entry = catalog?.sought(objective), let goal = goal(of: entry) else {
            let name = wanted ?? naturalObjective, isMeasured = name.flatMap { catalog?.sought($0) }?.isMeasured ?? false
            let missing = name.map { isMeasured ? "\($0) is measured of one \(space.words.noun) alone" : "\($0) is not measured" } ?? "nothing is measured"
            here.race.failure =
                here.race.bound.map { "no two \(space.words.noun)s that keep the bound on \($0.column) are measured: :unbound takes it away" }
                ?? "\(missing), so there is nothing to search in: bring a table with --table FILE, or o takes another property"
            return false
        }
        (here.race.objective, here.race.goal) = (objective, goal)
        here.race.begin()
        return true
    }

    /// What can be searched in: properties with figures.
    public var searchable: [String] {
        catalog?.entries.filter(\.isSearchable).map(\.info.name) ?? []
    }

    /// The property the sliders are at; of a test accuracy its validation accuracy, since who searches may not look at the test.
    private var naturalObjective: String? {
        let known = Set(searchable)
        // Of sums over layers the best is at hand.
        if !space.isListed, known.contains("imagenet_top1") { return "imagenet_top1" }
        let selected = selectedProperty.map { [$0.replacing("_test", with: "_valid"), $0] } ?? []
        return (selected + ["cifar10_valid", "baseline_accuracy"]).first { known.contains($0) } ?? searchable.first
    }

    /// Goes on or stops.
    mutating func runOrPauseSearch() {
        guard !here.race.isOver else { return saySearchIsOver() }
        here.race.isRunning.toggle()
        here.race.isDue = true
    }

    /// One round more, and then it waits.
    mutating func searchOneRound() {
        guard !here.race.isOver else { return saySearchIsOver() }
        here.race.isRunning = false
        if here.race.ticket == nil { here.race.owed = 1 }
    }

    private mutating func saySearchIsOver() {
        say("every search has found the best there is, or spent its \(SearchRace.budget) evaluations: r again, R another seed")
    }

    /// From the start, with the present settings.
    mutating func searchAgain(seed: UInt64? = nil) {
        keepRace()
        if let seed { here.race.seed = seed }
        here.race.isRunning = true
        beginSearch()
    }

    /// Starts on the page with a search for a property.
    mutating func startSearching(for objective: String) {
        page = .search
        (here.race.objective, here.race.isObjectiveChosen) = (objective, true)
    }

    /// What is left out stays as it is.
    mutating func search(
        for objective: String?, by strategy: SearchMethod.Strategy?, _ acquisition: SearchMethod.Acquisition?, batch: Int?
    ) {
        page = .search
        if let objective { chooseSearch(objective: objective) }
        steerSearch { method in
            method.strategy = strategy ?? method.strategy
            method.acquisition = acquisition ?? method.acquisition
        }
        if let batch { here.race.batch = batch }
    }

    mutating func searchWithNextSeed() {
        searchAgain(seed: here.race.seed &+ 1)
        say("seed \(here.race.seed)")
    }

    mutating func chooseSearch(objective: String) {
        keepRace()
        (here.race.objective, here.race.isObjectiveChosen) = (objective, true)
        searchAgain()
    }

    mutating func nextSearchObjective() {
        let names = searchable
        guard !names.isEmpty else { return }
        let place = here.race.objective.flatMap { names.firstIndex(of: SearchObjective($0).column) } ?? -1
        chooseSearch(objective: names[(place + 1) % names.count])
        say("searched: \(here.race.objective ?? "")")
    }

    /// Steers the first search: from here on it goes another way, and what it did before stays.
    mutating func steerSearch(_ change: (inout SearchMethod) -> Void) {
        var method = here.race.method
        change(&method)
        guard method != here.race.method else { return }
        // The course that was left before goes when another one is left.
        if here.race.racers.contains(where: \.isBefore) { keepRace() }
        here.race.steer(to: method)
        let since = here.race.lead?.forks.last.map { " from \($0) on" } ?? ""
        say("\(method.words)\(since)")
    }

    mutating func nextSearchStrategy() {
        var strategy = here.race.method.strategy
        repeat { strategy = strategy.following } while !space.isListed && strategy.needsAll
        steerSearch { $0.strategy = strategy }
    }

    mutating func nextAcquisition() {
        guard here.race.method.strategy.hasModel else { return say("\(here.race.method.strategy.rawValue) has no acquisition: s takes a strategy that has") }
        steerSearch { $0.acquisition = $0.acquisition.following }
    }

    mutating func strengthenSearch(by change: Double) {
        guard here.race.method.strategy == .guided else { return say("only the guided search has a γ: s takes it") }
        steerSearch { $0.gamma = min(max($0.gamma + change, SearchMethod.gammas.lowerBound), SearchMethod.gammas.upperBound) }
    }

    mutating func resizeBatch(by change: Int) {
        let range = SearchRace.batches
        here.race.batch = min(max(here.race.batch + change, range.lowerBound), range.upperBound)
        say(here.race.batch == 1 ? "one \(space.words.noun) a round" : "\(here.race.batch) \(space.words.noun)s a round")
    }

    /// Points at another evaluation; beyond the last one it follows the newest again.
    mutating func pickEvaluation(by places: Int) {
        guard let lead = here.race.lead, let shown = here.race.shown else { return }
        let wanted = shown + places
        here.race.picked = wanted >= lead.evaluations.count - 1 ? nil : max(wanted, 0)
    }
}

extension State {
    /// Goes to the watch page with a run that is steered as the search is, so that one sees how such cells come about.
    mutating func diveFromSearch() -> [Effect] {
        guard let shown = here.race.shown, let racer = here.race.lead, let objective = here.race.objective.map({ SearchObjective($0).column }), let goal = here.race.goal,
            let branch
        else { return [] }
        guard racer.evaluations.indices.contains(shown) else { return [] }
        guard refusalToSteer(by: objective) == nil else {
            say("\(objective): nothing predicts it for a run; the \(space.words.noun) stays here")
            return []
        }
        page = .watch
        show(property: objective)
        var settings = branch.settings
        settings.seed = here.race.seed &+ UInt64(shown)
        settings.guidance.aims = [:]
        settings.guidance.tilts = [objective: goal.sign * Self.diveTilt]
        return restart(settings, sample: 0, saying: "a run drawn to \(objective) as the search is; \(space.words.noun) \(shown + 1) and the search: 5")
    }

    /// In nats a standard score: strong enough to see it pull.
    private static let diveTilt = 2.0
}
