import CNcurses

/// The state of reading: what was decoded so far, and until when more of it may come.
struct EventReader {
    var decoder = KeyDecoder()
    /// When what is pending is taken as it stands.
    private(set) var deadline: ContinuousClock.Instant?
    var inputIsGone = false

    /// How long the rest of a sequence may take: long enough for a slow line, too short to feel after Escape.
    private static let sequenceDelay = Duration.milliseconds(25)
    /// A paste arrives in pieces.
    private static let pasteDelay = Duration.milliseconds(500)

    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [InputEvent] {
        let events = decoder.feed(bytes)
        schedule()
        return events
    }

    /// The events of what has waited for too long.
    mutating func expire(now: ContinuousClock.Instant = .now) -> [InputEvent] {
        guard let deadline, now >= deadline else { return [] }
        let events = decoder.flush()
        schedule()
        return events
    }

    private mutating func schedule() {
        guard decoder.isPending else {
            deadline = nil
            return
        }
        deadline = .now + (decoder.isPasting ? Self.pasteDelay : Self.sequenceDelay)
    }
}
