import Diffusion

/// A run, or the rest of one, to be computed.
public struct RunRequest: Sendable, Hashable {
    /// Runs of a lane supersede each other; lanes are independent.
    public enum Lane: Int, Sendable, Hashable, CaseIterable {
        case main, twin, rival
        /// Branches that nobody looks at yet.
        case rest
    }

    public var ticket: Int
    public var lane: Lane
    public var settings: RunSettings
    public var sample: Int
    public var denoiser: DenoiserKind
    /// Where to go on from, instead of from noise: the step to be taken again, and the one before it.
    public var resuming: Resumption?
    /// What holds from later steps on, in order.
    public var turns: [Branch.Segment] = []

    public struct Resumption: Sendable, Hashable {
        public var step: Step
        public var before: Step?
    }
}

extension Branch {
    /// What the engine needs to compute what is missing: one whose steps are not there at all takes every turn again.
    func request(ticket: Int, lane: RunRequest.Lane) -> RunRequest {
        var resuming: RunRequest.Resumption?
        if let last = steps.last {
            // Without an entry the last step is taken once more, with the same result, to get going from it.
            resuming =
                entry?.index == steps.count
                ? entry.map { .init(step: $0, before: last) } : .init(step: last, before: steps.dropLast().last)
        }
        let start = resuming?.step.index ?? 0
        let now = segments.last { $0.start <= start } ?? segments[0]
        return RunRequest(
            ticket: ticket, lane: lane, settings: now.settings, sample: sample, denoiser: now.denoiser, resuming: resuming,
            turns: segments.filter { $0.start > start })
    }
}
