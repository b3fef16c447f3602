import Terminal

/// Where the branch tree is: over the lower part of the screen, so that the cell above shows the branch one walks to.
struct BranchTreeLayout {
    let rows: [BranchTree.Row]
    /// The branch walked to, by row.
    let selected: Int?
    /// The part of the screen that the box stands in and dims.
    let area: Rect
    let contentWidth, contentHeight: Int
    /// The box, and the rows in it.
    let frame, list: Rect

    init(_ state: State) {
        let layout = state.layout
        rows = BranchTree.rows(of: state.branches)
        selected = rows.firstIndex { $0.id == state.current }
        let top = min(layout.lower.y - (layout.tier == .compact ? 1 : 0), max(layout.bounds.height - 12, 0))
        area = Rect(x: layout.lower.x - 1, y: top, width: layout.lower.width + 2, height: max(layout.lower.bottom - top, 0))
            .intersection(layout.bounds)
        // As large as there is room for, so that it stays where it is when a branch comes or goes.
        contentWidth = max(area.width - 6, 0)
        contentHeight = area.height
        let modal = Modal("", contentWidth: contentWidth, contentHeight: contentHeight, theme: state.theme)
        frame = modal.frame(in: area)
        let content = modal.content(in: area)
        // The keys take the last row.
        list = content.inset(bottom: content.height > 2 ? 2 : content.height > 1 ? 1 : 0)
    }

    /// The first row in view, such that the selected one is.
    var first: Int {
        let room = max(list.height, 1)
        guard rows.count > room, let selected else { return 0 }
        return min(max(selected - room / 2, 0), rows.count - room)
    }

    /// The branch under a cell of the screen.
    func branch(at x: Int, _ y: Int) -> Int? {
        guard list.contains(x: x, y: y) else { return nil }
        let row = first + y - list.y
        return rows.indices.contains(row) ? rows[row].id : nil
    }
}
