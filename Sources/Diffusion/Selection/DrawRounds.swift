/// How many samples are drawn at a time.
struct DrawRounds {
    let count, first, limit: Int
    let isCoupled: Bool

    init(count: Int, from first: Int, limit: Int, isCoupled: Bool) {
        (self.count, self.first, self.limit, self.isCoupled) = (count, first, limit, isCoupled)
    }

    /// A round that is much larger than what is missing draws in vain; a small one leaves threads idle.
    private static let least = 64, most = 4096

    /// The next samples; nil where the limit leaves no room.
    /// - Parameters:
    ///   - next: the first sample that was not drawn yet
    ///   - taken: how many of those that were drawn are taken
    func next(after next: Int, taken: Int) -> Range<Int>? {
        let drawn = next - first, room = limit - drawn
        if isCoupled { return drawn == 0 || room >= count ? next..<next + count : nil }
        guard room > 0 else { return nil }
        // As many as what is missing should take, by what was found so far; to the end of a panel, whose samples cost the same.
        let effort = drawn == 0 ? 1 : Double(drawn) / Double(max(taken, 1))
        let wanted = min(max(Int((Double(count - taken) * effort).rounded(.up)), drawn == 0 ? 1 : Self.least), Self.most)
        let end = (next + wanted + Panel.width - 1) / Panel.width * Panel.width
        return next..<min(end, next + room)
    }
}
