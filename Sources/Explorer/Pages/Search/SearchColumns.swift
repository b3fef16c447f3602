import Terminal

/// The columns of the list of evaluations: right ends of figures, nil where there is no room.
struct SearchColumns {
    /// Where an architecture's code begins, columns of one of its choices, and the air between groups of letters.
    let code: Int
    let choice, groupGap: Int
    let value: Int
    /// Columns of a value, less the air before it.
    let valueWidth: Int
    /// The regret, or what is bounded.
    let second: Int?
    let forecast: Int?

    init(_ area: Rect, _ tier: ScreenLayout.Tier, _ form: ArchitectureCode, hasSecond: Bool) {
        let isCompact = tier == .compact
        code = area.x + (isCompact ? 5 : 6)
        guard !form.isNamed else {
            (choice, groupGap) = (tier == .large ? 5 : 3, 0)
            value = code + form.count * choice + (isCompact ? 5 : 7)
            valueWidth = isCompact ? 5 : 6
            second = min(value + 7, area.right)
            forecast = area.right - value - 7 >= 12 ? area.right : nil
            return
        }
        // Groups of letters are apart where that leaves room for what was said before.
        let needed = form.count + 7 + (hasSecond ? 7 : 0) + 13
        (choice, groupGap) = (1, area.right - code >= needed + form.gaps ? 1 : 0)
        value = min(code + form.count + form.gaps * groupGap + (isCompact ? 6 : 7), area.right)
        valueWidth = isCompact ? 5 : 6
        second = hasSecond && area.right - value >= 6 ? min(value + 7, area.right) : nil
        forecast = area.right - (second ?? value) >= 12 ? area.right : nil
    }
}
