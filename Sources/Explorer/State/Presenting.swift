import Terminal

/// How the screen is shown to a room.
public struct Presenting: Sendable, Hashable {
    /// Whether keys are shown as they are pressed.
    public internal(set) var showsKeys = false
    /// The panel that fills the screen, and the one that stands out, by name; they are there on the pages that have them.
    public internal(set) var zoomed: String?
    public internal(set) var spotlit: String?
    /// The last keys, the latest last, and until when they are seen.
    var pressed: [PressedKey] = []
    var pressedUntil: Double?

    struct PressedKey: Sendable, Hashable {
        var name: String
        var count = 1
    }

    /// Keys that are seen at once, and for how many seconds.
    private static let seen = 6, seconds = 3.0

    mutating func note(_ key: Key, at now: Double) {
        guard showsKeys else { return }
        let name = key.description
        if pressed.last?.name == name { pressed[pressed.count - 1].count += 1 } else { pressed.append(PressedKey(name: name)) }
        pressed = Array(pressed.suffix(Self.seen))
        pressedUntil = now + Self.seconds
    }

    mutating func pass(to now: Double) {
        guard let until = pressedUntil, until <= now else { return }
        (pressed, pressedUntil) = ([], nil)
    }
}
