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

    /// Contrast that text has at least with its ground: WCAG 2.1, level AA.
    public static let leastContrast = 4.5

    /// The colour, or, where it could not be read on a ground, the nearest mix with `goal` that can; `goal` itself if none can.
    /// A default colour of the terminal is not known, and stays.
    public func readable(on ground: Color, toward goal: Color, contrast least: Double = leastContrast) -> Color {
        guard !isDefault, !ground.isDefault, !goal.isDefault, contrast(with: ground) < least else { return self }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<8 {
            let middle = (low + high) / 2
            if mixed(with: goal, amount: middle).contrast(with: ground) < least { low = middle } else { high = middle }
        }
        return mixed(with: goal, amount: high)
    }

    /// Of `candidates`, the one most readable on this colour; nil when there are none.
    public func mostReadable(of candidates: [Color]) -> Color? {
        candidates.max { $0.contrast(with: self) < $1.contrast(with: self) }
    }
}
