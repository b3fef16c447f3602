/// How much is done for those who follow, and for those who only say so.
public struct ShareLimits: Sendable {
    /// Who follows, at once.
    public var followers = 64
    /// Connections that have not said yet what they want; of more, the oldest goes.
    public var asking = 64
    /// Bytes of a request.
    public var request = 8 << 10
    /// How long a request may take to come.
    public var patience = Duration.seconds(5)
    /// Who takes nothing for so long is gone.
    public var stall = Duration.seconds(20)
    /// A sign of life where there is nothing new.
    public var pulse = Duration.seconds(5)
    /// Time between two screens.
    public var pace = Duration.milliseconds(100)
    /// Wrong codes from one address, and how long nothing more is heard of it then.
    public var tries = 5
    public var silence = Duration.seconds(60)

    public init() {}
}
