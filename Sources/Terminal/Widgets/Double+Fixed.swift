extension Double {
    /// The number with exactly `digits` (0…9) digits after a point, in every locale. Zero has no sign; minus is `−`
    /// where `plainMinus` is not asked for. NaN and infinities give `—` and `∞`.
    public func fixed(_ digits: Int, plainMinus: Bool = false) -> String {
        if isNaN { return "—" }
        let minus = plainMinus ? "-" : "−"
        if isInfinite { return (self < 0 ? minus : "") + "∞" }
        let digits = min(max(digits, 0), 9)
        var power = 1.0
        for _ in 0..<digits { power *= 10 }
        let scaled = (magnitude * power).rounded()
        // Beyond 2⁵³ every number is whole, and its digits are no longer its own.
        guard scaled < 9_007_199_254_740_992 else { return "\(self)" }
        let whole = Int64(scaled)
        let sign = self < 0 && whole > 0 ? minus : ""
        guard digits > 0 else { return sign + String(whole) }
        let unit = Int64(power)
        let rest = String(whole % unit)
        return sign + String(whole / unit) + "." + String(repeating: "0", count: digits - rest.count) + rest
    }
}
