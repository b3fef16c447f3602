import Foundation

/// A line of the prompt that cannot be carried out: what is wrong, and where.
public struct CommandFault: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    public var description: String
    /// The offending word, in characters of the line; empty and at the end where something is missing.
    public var range: Range<Int>

    public var errorDescription: String? { description }
}
