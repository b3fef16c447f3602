/// What changed on the screen a moment ago, and how far it has faded.
struct Glow: Sendable {
    /// Seconds until what changed looks as everything else.
    static let duration = 0.6

    /// Which run is shown; another one is not a change of this one.
    struct Run: Hashable {
        let seed: UInt64
        let sample: Int
    }

    /// When each node's choice changed.
    private(set) var since: [Int: Double] = [:]
    private var shown: (run: Run, place: Place, types: [Int])?

    /// A step of a branch.
    struct Place: Hashable {
        let branch, position: Int
    }

    /// Takes in what is shown now. - Parameter types: of each node; nil where no cell is shown
    mutating func note(_ types: [Int]?, of run: Run, at place: Place, _ now: Double) {
        guard let types else { return self = Glow() }
        if let shown, shown.run == run {
            // What came and went in the same moment nobody has seen.
            if shown.place != place { since = since.filter { $0.value < now } }
            for node in types.indices where shown.types.indices.contains(node) && shown.types[node] != types[node] { since[node] = now }
        } else {
            since = [:]
        }
        shown = (run, place, types)
    }

    mutating func fade(at now: Double) {
        if !since.isEmpty { since = since.filter { now - $0.value < Self.duration } }
    }
}

extension State {
    /// Whether time alone changes what the screen shows.
    public var isGlowing: Bool { !reducesMotion && !glow.since.isEmpty }

    /// By node, how far what changed has faded: 0 just now … 1. Nothing glows with reduced motion.
    var glowAges: [Int: Double] {
        // In steps of a tenth of a second: finer ones nobody sees, and every one is a frame of a recording.
        reducesMotion ? [:] : glow.since.mapValues { ((now - $0) * 10).rounded(.down) / 10 / Glow.duration }
    }

    /// Compares the choices on the screen with those that were on it before.
    mutating func noteWhatChanged() {
        guard shownPage.isOfMoment, let branch else { return glow = Glow() }
        let run = Glow.Run(seed: branch.settings.seed, sample: branch.sample)
        glow.note(branch.types(at: here.position), of: run, at: Glow.Place(branch: here.current, position: here.position), now)
    }
}
