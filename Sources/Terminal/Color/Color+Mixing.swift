extension Color {
    /// The colour `amount` (0…1) of the way to `other`, in OKLab, so that a fade looks even.
    ///
    /// The terminal's default colour is not known, so a mix with it is one or the other.
    public func mixed(with other: Color, amount: Double) -> Color {
        let amount = amount.limited(to: 0...1)
        if amount == 0 || self == other { return self }
        if amount == 1 { return other }
        if isDefault || other.isDefault { return amount < 0.5 ? self : other }
        return OKLab(self).mixed(with: OKLab(other), amount: amount).color
    }

    /// Relative luminance, 0 (black) to 1 (white), after WCAG 2.1.
    public var luminance: Double {
        0.2126 * SRGB.linear[Int(red)] + 0.7152 * SRGB.linear[Int(green)] + 0.0722 * SRGB.linear[Int(blue)]
    }

    /// Contrast ratio after WCAG 2.1, 1 to 21.
    public func contrast(with other: Color) -> Double {
        let lighter = max(luminance, other.luminance)
        let darker = min(luminance, other.luminance)
        return (lighter + 0.05) / (darker + 0.05)
    }

    /// Of `candidates`, the one most readable on this colour; nil when there are none.
    public func mostReadable(of candidates: [Color]) -> Color? {
        candidates.max { $0.contrast(with: self) < $1.contrast(with: self) }
    }
}
