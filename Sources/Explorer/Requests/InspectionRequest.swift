import Diffusion

/// A step to be taken apart, with all that it depended on.
public struct InspectionSubject: Sendable, Hashable {
    public var settings: RunSettings
    public var denoiser: DenoiserKind
    public var sample: Int
    public var step: Step
    /// The step before it.
    public var before: Step?
}

/// A newer one supersedes all older ones.
public struct InspectionRequest: Sendable, Hashable {
    public var ticket: Int
    public var subject: InspectionSubject
}

extension Branch {
    /// The step shown at a position, if it is this branch's own and not of the course that stands in for it.
    func subject(at position: Int, sample: Int) -> InspectionSubject? {
        let index = min(max(position, 0), total - 1)
        guard steps.indices.contains(index), let segment = segments.last(where: { $0.start <= index }) else { return nil }
        return InspectionSubject(
            settings: segment.settings, denoiser: segment.denoiser, sample: sample, step: steps[index],
            before: index > 0 ? steps[index - 1] : nil)
    }
}
