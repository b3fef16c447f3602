import Diffusion
import Search

/// Searches that start from the same random cells and run side by side: the one that is steered, and what it is held against.
public struct SearchRace: Sendable {
    public typealias Round = RaceCourse.Round

    /// One of the searches.
    public struct Racer: Sendable {
        public let id: Int
        public internal(set) var method: SearchMethod
        public internal(set) var evaluations: [SearchEvaluation] = []
        /// Evaluations after which it was steered to other settings.
        public internal(set) var forks: [Int] = []
        /// The course that was left by steering, as it would have gone on.
        public internal(set) var isBefore = false
        /// What was computed, and, of a race that is run again, what is to be.
        var rounds: [Round] = [], plan: [Round] = []

        /// A round was computed: it counts among those that were, and no longer among those to come.
        mutating func note(_ round: Round) {
            if let last = rounds.last, (last.method, last.denoiser, last.count) == (round.method, round.denoiser, round.count) {
                rounds[rounds.count - 1].times += 1
            } else {
                rounds.append(Round(method: round.method, denoiser: round.denoiser, count: round.count))
            }
            guard let next = plan.first else { return }
            if next.times > 1 { plan[0].times -= 1 } else { plan.removeFirst() }
        }

        /// All rounds to where it was, computed or not.
        var course: [Round] { rounds + plan }

        /// The best of the first `count` figures that keep the bound.
        public func best(of count: Int, _ goal: SearchGoal) -> Double? {
            evaluations.prefix(count).filter(\.isFeasible).map(\.value).max { goal.sign * $0 < goal.sign * $1 }
        }

        /// Evaluations until the best there is was found; nil while it is not.
        public func found(_ goal: SearchGoal) -> Int? {
            evaluations.firstIndex { $0.isFeasible && goal.regret($0.value).map { $0 <= 0 } ?? false }.map { $0 + 1 }
        }
    }

    /// Evaluations of a search, and the random ones at its start.
    public static let budget = RaceCourse.budget, initial = RaceCourse.initial
    public static let batches = RaceCourse.batches

    /// nil until the page was opened.
    public internal(set) var objective: String?
    /// Chosen on purpose, so that it does not follow the sliders.
    var isObjectiveChosen = false
    public internal(set) var goal: SearchGoal?
    /// What else must hold; nil: nothing.
    public internal(set) var bound: Constraint?
    /// The steered one first.
    public internal(set) var racers: [Racer] = []
    public internal(set) var batch = 1
    public internal(set) var seed: UInt64
    public internal(set) var isRunning = true
    /// The steered search's latest round that had a surrogate.
    public internal(set) var picture: SearchPicture?
    /// The evaluation of the steered search that is pointed at; nil: the newest.
    public internal(set) var picked: Int?
    public internal(set) var failure: String?
    /// Of the steered search, kept when the race is started anew.
    var method = SearchMethod(.guided)
    /// The request under way, and by racer what was asked for in it.
    var ticket: Int?
    var asked: [Int: Round] = [:]
    /// Rounds asked for by hand.
    var owed = 0
    /// Whether time has passed since the last round, so that the next may be asked for.
    var isDue = false
    /// Seconds that rounds took, for what is left, and when the one under way was asked for.
    var pace: Double?, askedAt = 0.0

    init(seed: UInt64) { self.seed = seed }

    public var lead: Racer? { racers.first }

    /// What the steered search is held against, unless it is that itself.
    static let rivals: [SearchMethod.Strategy] = [.mutation, .evolution, .random]

    /// All at their start.
    mutating func begin() {
        let others = Self.rivals.filter { $0 != method.strategy }
        racers = ([method] + others.map { SearchMethod($0) }).enumerated().map { Racer(id: $0, method: $1) }
        (picture, picked, failure, ticket, pace) = (nil, nil, nil, nil, nil)
        (owed, isDue) = (1, true)
    }

    func isDone(_ racer: Racer) -> Bool {
        racer.evaluations.count >= Self.budget || goal.map { racer.found($0) != nil } ?? true
    }

    /// Nothing is left to be evaluated.
    public var isOver: Bool { racers.allSatisfy { isDone($0) } }

    /// Whether the race is being run again to where it was.
    public var isRepeating: Bool { racers.contains { !$0.plan.isEmpty } }

    /// Those that are behind, so that all keep step.
    var next: [Racer] {
        let open = racers.filter { isRepeating ? !$0.plan.isEmpty : !isDone($0) }
        let least = open.map(\.evaluations.count).min() ?? 0
        return open.filter { $0.evaluations.count == least }
    }

    /// Evaluations of the search that is furthest.
    public var count: Int { racers.map(\.evaluations.count).max() ?? 0 }

    /// Evaluations that plots have room for: more as they are needed.
    var span: Int { [30, 60, 100].first { $0 > count } ?? Self.budget }

    /// The evaluation on the screen.
    public var shown: Int? {
        guard let lead, !lead.evaluations.isEmpty else { return nil }
        return min(picked ?? .max, lead.evaluations.count - 1)
    }

    /// Steers the first search from here on. Its old course goes on beside it, for both futures to be seen; one that was just
    /// steered and has evaluated nothing since is changed, not left.
    mutating func steer(to method: SearchMethod) {
        self.method = method
        guard var lead = racers.first, lead.method != method else { return }
        ticket = nil
        let here = lead.evaluations.count
        if here > Self.initial, lead.forks.last != here {
            var before = Racer(id: (racers.map(\.id).max() ?? 0) + 1, method: lead.method, evaluations: lead.evaluations, isBefore: true)
            before.rounds = lead.rounds
            racers.removeAll { $0.isBefore }
            racers.append(before)
            lead.forks.append(here)
        } else if here <= Self.initial {
            // Nothing of its own yet: the race is another one.
            let others = Self.rivals.filter { $0 != method.strategy }
            let (start, rounds) = (lead.evaluations, lead.rounds)
            if here == 0 { owed = 1 }
            racers = ([method] + others.map { SearchMethod($0) }).enumerated().map { Racer(id: $0, method: $1, evaluations: start, rounds: rounds) }
            return
        }
        lead.method = method
        racers[0] = lead
    }

    /// Takes a round in; what does not follow on is left out.
    mutating func take(_ round: SearchRound) {
        guard let place = racers.firstIndex(where: { $0.id == round.entrant }) else { return }
        guard round.after == racers[place].evaluations.count else { return }
        if let asked = asked[round.entrant] { racers[place].note(asked) }
        let room = Self.budget - racers[place].evaluations.count
        racers[place].evaluations += round.evaluations.prefix(max(room, 0))
        if place == 0, let picture = round.picture { self.picture = picture }
    }
}
