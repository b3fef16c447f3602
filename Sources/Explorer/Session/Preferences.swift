/// How the screen is used, whatever runs on it: what a person sets once and expects to find again.
public struct Preferences: Sendable, Hashable {
    public var page = Page.watch
    /// Steps a second while playing.
    public var speed = Speed.usual
    /// Names of the properties shown, in order; none: the usual ones.
    public var shown: [String] = []
    /// Nothing glows or fades, and playing changes the screen at most twice a second.
    public var reducesMotion = false

    public init() {}
}
