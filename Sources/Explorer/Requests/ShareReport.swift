/// What there is to tell of sharing the screen.
public enum ShareReport: Sendable, Hashable {
    case started(SharePlace)
    case failed(reason: String)
    /// How many follow now.
    case followers(Int)
}

/// Where the screen is shared, with what code, and with how many.
public struct SharePlace: Sendable, Hashable {
    /// As others reach it: `192.168.1.5:8017`.
    public var addresses: [String]
    public var code: String
    public var followers = 0
    /// Whether only this machine can follow.
    public var isLoopback: Bool

    public init(addresses: [String], code: String, followers: Int = 0, isLoopback: Bool) {
        (self.addresses, self.code, self.followers, self.isLoopback) = (addresses, code, followers, isLoopback)
    }
}
