/// One search from start to end.
public struct SearchRun: Sendable {
    public let seed: UInt64
    public let history: History
    public let times: PhaseTimes
    /// Seconds in all.
    public let seconds: Double
}
