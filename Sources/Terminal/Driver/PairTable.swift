import CNcurses

/// Colour pairs: ncurses gives a cell one number for both of its colours, and has only so many.
///
/// A pair is made on first use. When none is left, those that no cell shows any more are given out again.
struct PairTable {
    private let level: ColorLevel
    /// Colours the terminal numbers: 8, 16, 256 or 2²⁴.
    private let colorCount: Int
    private let capacity: Int
    /// The pair of two colours as a canvas has them.
    private var known: [UInt64: Int32] = [:]
    /// The pair of two colours as the terminal has them; several of the above may share one.
    private var made: [UInt64: Int32] = [:]
    private var free: [Int32] = []
    private var next: Int32 = 1
    private var lastKey: UInt64 = 0
    private var lastPair: Int32 = 0

    init(level: ColorLevel, colorCount: Int, pairCount: Int) {
        self.level = level
        self.colorCount = colorCount
        capacity = min(pairCount, 32_767)
    }

    /// The pair for a style's colours; 0, the terminal's own, when there is none to be had.
    /// `shown` are the pairs of all cells on the screen.
    mutating func pair(for style: Style, shown: [Int32]) -> Int32 {
        guard level != .mono else { return 0 }
        let key = UInt64(style.foreground.packed) << 32 | UInt64(style.background.packed)
        if key == lastKey { return lastPair }
        let pair = known[key] ?? makePair(style, shown: shown)
        // Fades make ever new colours; the memory of them must not grow with the hours.
        if known.count > 65_536 { known.removeAll(keepingCapacity: true) }
        known[key] = pair
        (lastKey, lastPair) = (key, pair)
        return pair
    }

    private mutating func makePair(_ style: Style, shown: [Int32]) -> Int32 {
        let (front, back) = numbers(style)
        if front < 0 && back < 0 { return 0 }
        let key = UInt64(UInt32(bitPattern: front)) << 32 | UInt64(UInt32(bitPattern: back))
        if let pair = made[key] { return pair }
        if next >= Int32(capacity) && free.isEmpty { reclaim(keeping: shown) }
        let pair: Int32
        if let reused = free.popLast() {
            pair = reused
        } else if next < Int32(capacity) {
            pair = next
            next += 1
        } else {
            return 0
        }
        init_extended_pair(pair, front, back)
        made[key] = pair
        return pair
    }

    /// A colour itself as a number. Once half of all pairs are made, the two lowest bits of each component, which
    /// nobody sees, no longer count: giving a pair out again makes ncurses search the whole screen for it.
    private func direct(_ color: Color) -> Int32 {
        guard let hex = color.hex else { return -1 }
        return Int32(next < Int32(capacity / 2) ? hex : hex & 0xFC_FCFC | hex >> 6 & 0x03_0303)
    }

    private mutating func reclaim(keeping shown: [Int32]) {
        let used = Set(shown)
        made = made.filter { entry in
            if used.contains(entry.value) { return true }
            free.append(entry.value)
            return false
        }
        known.removeAll(keepingCapacity: true)
    }

    /// The terminal's numbers of the two colours, −1 for its default.
    private func numbers(_ style: Style) -> (Int32, Int32) {
        if level == .trueColor { return (direct(style.foreground), direct(style.background)) }
        let indices = Palette.nearestIndices(
            foreground: style.foreground, background: style.background, level: level)
        var front = indices.foreground.map(Int32.init) ?? -1
        var back = indices.background.map(Int32.init) ?? -1
        if colorCount < 16 {
            // Eight colours: the bright ones fall on their plain namesakes, and text still never on its own ground.
            if front >= 8 { front = front == 8 ? 7 : front - 8 }
            if back >= 8 { back = back == 8 ? 0 : back - 8 }
            if front == back, front >= 0 { front = back == 0 ? 7 : 0 }
        }
        return (front, back)
    }
}
