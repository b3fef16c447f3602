/// One search from start to end.
public struct SearchRun<Architecture: Hashable & Sendable>: Sendable {
    public let seed: UInt64
    public let history: History<Architecture>
    public let times: PhaseTimes
    /// Seconds in all.
    public let seconds: Double
}
