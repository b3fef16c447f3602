import Diffusion
import Search

/// A race of searches as a line of the shell describes it: `dnag search bo …`.
public struct PastedRace: Sendable, Hashable {
    public var objective: String
    public var bound: Constraint?
    /// Of the search that is steered: the line's first.
    public var method = SearchMethod(.guided)
    public var batch = 1
    public var seed: UInt64 = 0
}
