/// Whether others can follow on their machines, and how.
public enum ShareState: Sendable, Hashable {
    case off
    /// Asked for, and not there yet.
    case starting
    case on(SharePlace)

    var place: SharePlace? { if case .on(let place) = self { place } else { nil } }
}
