import Terminal

/// The columns of the list of evaluations: right ends of figures, nil where there is no room.
struct SearchColumns {
    /// Where an architecture's code begins, and columns of one of its choices; of a network there is one a layer, and air between stages.
    let code: Int
    let choice, stageGap: Int
    let value: Int
    /// Columns of a value, less the air before it.
    let valueWidth: Int
    /// The regret, or what is bounded.
    let second: Int?
    let forecast: Int?

    init(_ area: Rect, _ tier: ScreenLayout.Tier, isNetwork: Bool, hasSecond: Bool) {
        let isCompact = tier == .compact
        code = area.x + (isCompact ? 5 : 6)
        guard isNetwork else {
            (choice, stageGap) = (tier == .large ? 5 : 3, 0)
            value = code + 6 * choice + (isCompact ? 5 : 7)
            valueWidth = isCompact ? 5 : 6
            second = min(value + 7, area.right)
            forecast = area.right - value - 7 >= 12 ? area.right : nil
            return
        }
        // Twenty letters, a stage apart from the next where that leaves room for what was said before.
        let needed = 20 + 7 + (hasSecond ? 7 : 0) + 13
        (choice, stageGap) = (1, area.right - code >= needed + 4 ? 1 : 0)
        value = min(code + 20 + 4 * stageGap + (isCompact ? 6 : 7), area.right)
        valueWidth = isCompact ? 5 : 6
        second = hasSecond && area.right - value >= 6 ? min(value + 7, area.right) : nil
        forecast = area.right - (second ?? value) >= 12 ? area.right : nil
    }
}
