import Terminal

/// Where the line for commands is: at the foot of the screen, what it wants or what is wrong under it, completions above.
struct PromptLayout {
    let line, note, list: Rect
    private let rows: Int

    /// - Parameter rows: how many completions there are
    init(_ layout: ScreenLayout, rows: Int) {
        let foot = layout.footer
        self.rows = rows
        note = Rect(x: foot.x, y: foot.y, width: foot.width, height: 1)
        line = Rect(x: foot.x, y: foot.y - 1, width: foot.width, height: 1)
        let most = layout.tier == .large ? 12 : layout.tier == .regular ? 8 : 6
        let height = min(rows, most)
        list = Rect(x: foot.x, y: line.y - height, width: foot.width, height: height)
    }

    /// The first completion in view, such that the selected one is.
    func first(selected: Int?) -> Int {
        min(max((selected ?? 0) - list.height + 1, 0), max(rows - list.height, 0))
    }
}
