/// A demonstration that is being played: how far it is.
public struct DemonstrationPlay: Sendable, Hashable {
    let acts: [Demonstration.Act]
    public internal(set) var place = 0
    /// It waits until it is told to go on.
    public internal(set) var isStopped = false
    /// When its next act is due, on the explorer's clock.
    var due = 0.0

    init(_ demonstration: Demonstration) { acts = demonstration.acts }

    /// Seconds between two keys, and after a line: time to see what each does.
    static let pace = 0.4, longPace = 0.8
}
