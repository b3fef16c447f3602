import Diffusion

/// One course of the generation: settings that may change on the way, and the steps computed so far.
public struct Branch: Sendable {
    /// Settings that hold from a step on.
    public struct Segment: Sendable, Hashable {
        public var start: Int
        public var settings: RunSettings
        public var denoiser: DenoiserKind
    }

    public private(set) var id: Int
    /// What people call it; nil: its letter.
    public internal(set) var label: String?
    /// The branch this one was forked from.
    public var parent: Int?
    /// With the seed of its settings what noise it starts from.
    public let sample: Int
    /// By ascending start; the first starts at 0.
    public private(set) var segments: [Segment]
    public private(set) var steps: [Step]
    /// The request whose results belong here; nil when none is under way.
    public var ticket: Int?
    /// Shown where the branch has no step yet: the course it replaces, which up to the fork is its own.
    public private(set) var standIn: [Step] = []
    /// The step at the fork as the other course took it: its state is where this branch goes on from.
    private(set) var entry: Step?

    init(id: Int, settings: RunSettings, sample: Int, denoiser: DenoiserKind) {
        self.id = id
        self.sample = sample
        segments = [Segment(start: 0, settings: settings, denoiser: denoiser)]
        steps = []
    }

    init(id: Int, label: String?, parent: Int?, sample: Int, segments: [Segment]) {
        (self.id, self.label, self.parent, self.sample, self.segments) = (id, label, parent, sample, segments)
        steps = []
    }

    /// A branch that leaves this one at a step.
    func leaving(at step: Int, as id: Int, settings: RunSettings, denoiser: DenoiserKind) -> Branch {
        var branch = Branch(id: id, settings: settings, sample: sample, denoiser: denoiser)
        branch.parent = self.id
        branch.segments = segments
        branch.steps = steps
        branch.standIn = standIn
        branch.entry = entry
        branch.turn(at: step, settings: settings, denoiser: denoiser)
        return branch
    }

    /// The same course as a branch of its own.
    func adopted(as id: Int, parent: Int) -> Branch {
        var branch = self
        branch.id = id
        branch.parent = parent
        branch.ticket = nil
        return branch
    }

    /// What it is called on the screen.
    public var title: String { label ?? name }

    /// A letter that never changes, fit for file names: A, B, …, Z, A2, ….
    public var name: String {
        let letter = String(UnicodeScalar(UInt8(65 + id % 26)))
        return id < 26 ? letter : "\(letter)\(id / 26 + 1)"
    }

    /// Whether a branch is or may be called this without anybody naming it.
    static func isLetter(_ name: String) -> Bool {
        guard let first = name.first, ("A"..."Z").contains(first) else { return false }
        return name.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }

    /// The settings that hold at the end.
    public var settings: RunSettings { segments[segments.count - 1].settings }
    public var denoiser: DenoiserKind { segments[segments.count - 1].denoiser }
    /// The settings that hold at a step.
    public func settings(at step: Int) -> RunSettings {
        (segments.last { $0.start <= step } ?? segments[0]).settings
    }
    public var forkedAt: Int { segments[segments.count - 1].start }
    /// Number of steps in all.
    public var total: Int { max(settings.steps, 1) }
    public var isComplete: Bool { steps.count >= total }

    /// Whether another one starts from the same noise.
    func sharesNoise(with other: Branch) -> Bool { sample == other.sample && settings.seed == other.settings.seed }

    /// The step shown at a position, and whether the position is the end, after the last step.
    public func step(at position: Int) -> (step: Step, isEnd: Bool)? {
        if let found = Self.step(at: position, in: steps, total: total) { return found }
        if let found = Self.step(at: position, in: standIn, total: total) { return found }
        return (steps.last ?? standIn.last).map { ($0, false) }
    }

    private static func step(at position: Int, in steps: [Step], total: Int) -> (step: Step, isEnd: Bool)? {
        if position >= 0, position < steps.count { return (steps[position], false) }
        if position >= total, steps.count >= total, let last = steps.last { return (last, true) }
        return nil
    }

    /// How far one can go: the end once it is computed.
    public var reachable: Int { isComplete ? total : max(steps.count - 1, 0) }

    /// Keeps what was computed before `step`, and lets other settings hold from there. Where the state at `step` is not
    /// known yet, the last known one is the place.
    mutating func turn(at step: Int, settings: RunSettings, denoiser: DenoiserKind) {
        var place = min(max(step, 0), steps.count)
        if place == steps.count, place > 0, entry?.index != place { place -= 1 }
        if place < steps.count { entry = place == 0 ? nil : steps[place] }
        if isComplete || standIn.isEmpty { standIn = steps }
        steps.removeSubrange(place...)
        segments.removeAll { $0.start >= place }
        segments.append(Segment(start: place, settings: settings, denoiser: denoiser))
        if settings.steps != standIn.count { standIn = [] }
    }

    /// Adds computed steps; those that do not follow on are left out.
    mutating func append(_ new: [Step]) {
        for step in new where step.index == steps.count && steps.count < total { steps.append(step) }
        if isComplete { standIn = [] }
    }
}
