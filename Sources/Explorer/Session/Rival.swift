/// What the current run is compared with: another run from the same noise.
public enum Rival: Sendable, Hashable {
    /// The same run without guidance.
    case unguided
    /// The same run, with exact instead of learned networks, or the other way round.
    case otherDenoiser
    /// The same run, with guidance of first instead of second order, or the other way round.
    case otherOrder
    /// The same run, guided as an input of the denoiser instead of by the predictor's gradient, or the other way round.
    case otherMethod
    /// A branch, by its id.
    case branch(Int)

    /// Its branch, where it is one.
    var branch: Int? { if case .branch(let id) = self { id } else { nil } }
}
