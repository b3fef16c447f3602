extension Double {
    /// Digits that a figure is told with at most: the rest is noise, and takes the room of its neighbours.
    private static let digits = 6

    /// A figure of any magnitude in at most so many columns: with the decimals asked for as far as six digits and the columns allow, whole numbers
    /// beyond; then `559k`, `1.07M`, `2.4G` (unless `thousands` is false, as where there is a unit), then `1.2e15`. Where two digits that say
    /// something have no room, or six decimals do not show one, small figures become `1.2e−7`. NaN is `–`.
    public func figure(_ decimals: Int, within columns: Int = .max, thousands: Bool = true) -> String {
        if isNaN { return "–" }
        if isInfinite { return fixed(0).truncated(to: columns) }
        let places = Swift.max(Swift.min(decimals, Self.digits - place), 0)
        let usual = fixed(places)
        func fits(_ text: String) -> Bool { text.count <= columns }
        if magnitude < 1e15, fits(usual), self == 0 || !Self.isNought(usual) || decimals < Self.digits { return usual }
        // Fewer decimals, while two digits that say something are left.
        for fewer in stride(from: places - 1, through: 0, by: -1) where magnitude < 1e15 && magnitude >= Self.power(fewer == 0 ? 0 : 1 - fewer) {
            let text = fixed(fewer)
            if fits(text) { return text }
        }
        if thousands, magnitude >= 999.5, magnitude < 1e15 {
            for text in Self.prefixed(self) where fits(text) { return text }
        }
        for places in [2, 1, 0] {
            let text = exponential(places)
            if fits(text) { return text }
        }
        return usual.truncated(to: columns)
    }

    /// Where its first digit stands: digits before the point, or less zeros behind it.
    private var place: Int {
        guard self != 0 else { return 1 }
        var (place, rest) = (1, magnitude)
        while rest >= 10 { (place, rest) = (place + 1, rest / 10) }
        while rest < 1 { (place, rest) = (place - 1, rest * 10) }
        return place
    }

    private static func isNought(_ text: String) -> Bool { text.allSatisfy { "0.−".contains($0) } }

    private static func power(_ exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1) { value, _ in exponent < 0 ? value / 10 : value * 10 }
    }

    /// In thousands, millions, and so on, the longest first.
    private static func prefixed(_ value: Double) -> [String] {
        let prefixes: [(size: Double, sign: String)] = [(1e3, "k"), (1e6, "M"), (1e9, "G"), (1e12, "T")]
        // What would be rounded to a thousand of one is one of the next.
        let place = prefixes.lastIndex { value.magnitude >= $0.size * 0.9995 } ?? 0
        return [2, 1, 0].map { (value / prefixes[place].size).fixed($0) + prefixes[place].sign }
    }

    /// Such as `1.2e−7`.
    private func exponential(_ places: Int) -> String {
        guard self != 0 else { return "0" }
        var (mantissa, exponent) = (self, 0)
        while mantissa.magnitude >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa.magnitude < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        var text = mantissa.fixed(places)
        // 9.99 is told as 10.
        if text.hasPrefix("10") || text.hasPrefix("−10") { (text, exponent) = ((mantissa / 10).fixed(places), exponent + 1) }
        return text + "e" + (exponent < 0 ? "−" : "") + String(abs(exponent))
    }
}
