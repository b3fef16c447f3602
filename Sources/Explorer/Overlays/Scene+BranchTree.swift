import Architectures
import Diffusion
import Terminal

extension Scene {
    /// The branches as a tree: what each changed, and where it led.
    func draw(_ tree: BranchTree, on canvas: inout Canvas) {
        let place = BranchTreeLayout(state)
        let count = place.rows.count
        let modal = Modal(
            "branches", detail: count == 1 ? "steer, or s d o m, to fork" : "\(count)", contentWidth: place.contentWidth,
            contentHeight: place.contentHeight, theme: theme)
        canvas.draw(modal, in: place.area)
        let rows = place.rows.dropFirst(place.first).prefix(place.list.height)
        let columns = TreeColumns(place.list, space, names: place.rows.map(nameWidth), figures: figureCount(place.list.width))
        for (row, entry) in rows.enumerated() {
            guard let branch = state.branches.first(where: { $0.id == entry.id }) else { continue }
            draw(branch, lead: entry.lead, tree, columns, y: place.list.y + row, on: &canvas)
        }
        let hints = KeyTable.tree.map { KeyHints.Hint($0.0, $0.1) }
        let bottom = modal.content(in: place.area).row(-1)
        if bottom.y >= place.list.bottom { canvas.draw(KeyHints(hints, theme: theme), in: bottom) }
    }

    /// The end of a lead that is too long, as after many forks of forks.
    private static func cut(_ lead: String, to width: Int) -> String {
        lead.count <= width ? lead : "…" + lead.suffix(width - 1)
    }

    private func nameWidth(_ row: BranchTree.Row) -> Int {
        let title = state.branches.first { $0.id == row.id }?.title ?? ""
        return CharacterWidth.columns(of: row.lead + title) + 2
    }

    private func figureCount(_ width: Int) -> Int { min(width >= 130 ? 3 : width >= 100 ? 2 : 1, state.shown.count) }

    private func draw(
        _ branch: Branch, lead: String, _ tree: BranchTree, _ columns: TreeColumns, y: Int, on canvas: inout Canvas
    ) {
        let isCurrent = branch.id == state.current
        let whole = Rect(x: columns.name.x - 1, y: y, width: columns.right - columns.name.x + 2, height: 1)
        if isCurrent { canvas.fill(whole, with: Glyph(" ", theme.selectionStyle)) }
        func style(_ rest: Style) -> Style { isCurrent ? theme.selected(rest) : rest }
        let room = max(columns.name.width - CharacterWidth.columns(of: branch.title) - 2, 3)
        let x = canvas.put(Self.cut(lead, to: room), at: columns.name.x, y, style(theme.faintStyle))
        if isCurrent, let name = tree.name {
            let field = Rect(x: x, y: y, width: columns.right - x, height: 1)
            canvas.draw(TextField(prompt: "name: ", name, theme: theme), in: field)
            return
        }
        let title = branch.title.truncated(to: max(columns.name.right - x, 1))
        // Where one came from, and what `c` compares with.
        if branch.id == tree.home { canvas.put("◂", at: columns.name.right - 1, y, style(theme.faintStyle)) }
        canvas.put(title, at: x, y, isCurrent ? theme.selectionStyle : branch.label == nil ? theme.textStyle : theme.strongStyle)
        if let parent = state.branches.first(where: { $0.id == branch.parent }) {
            // As the fork is marked on the timeline.
            let step = "◆" + String(branch.forkedAt).padded(to: 2, alignedRight: true)
            canvas.put(step, at: columns.step.x, y, style(Style(theme.guidance)))
            let words = branch.changes(from: parent).joined(separator: " · ")
            canvas.put(words.truncated(to: columns.words.width), at: columns.words.x, y, style(theme.textStyle))
        } else {
            let start = branch.summary(in: space)
            canvas.put(start.truncated(to: columns.words.width), at: columns.words.x, y, style(theme.faintStyle))
        }
        drawEnd(of: branch, columns, y: y, style, on: &canvas)
    }

    private func drawEnd(of branch: Branch, _ columns: TreeColumns, y: Int, _ style: (Style) -> Style, on canvas: inout Canvas) {
        guard let end = branch.end else {
            let known = "\(branch.steps.count)/\(branch.total) computed"
            canvas.put(known.truncated(to: columns.right - columns.cell.x), at: columns.cell.x, y, style(theme.faintStyle))
            return
        }
        canvas.put(view.letters(end.decoded.types, columns: columns.cell.width), at: columns.cell.x, y, style(theme.textStyle))
        let isValid = end.decoded.isValid
        canvas.put(isValid ? "✓" : "✗", at: columns.valid.x, y, style(isValid ? Style(theme.truth) : theme.warningStyle))
        for (name, column) in zip(state.shown, columns.figures) {
            guard let index = state.catalog?.place(of: name), let entry = state.catalog?.entries[index] else { continue }
            if let truth = end.decoded.architecture.flatMap(entry.truth(of:)) {
                canvas.put(entry.info.told(truth, within: column.width), endingAt: column.right, y, style(Style(theme.truth)))
            } else if let value = end.estimate(of: entry, at: index) {
                canvas.put("≈" + entry.info.told(value, within: column.width - 1), endingAt: column.right, y, style(Style(theme.state)))
            }
        }
    }
}

/// The columns of the tree.
private struct TreeColumns {
    let name, step, words, cell, valid: Rect
    let figures: [Rect]
    let right: Int

    init(_ rect: Rect, _ space: SearchSpace, names: [Int], figures count: Int) {
        let name = min(max(names.max() ?? 0, 6), rect.width / 3)
        let parts = rect.columns(
            [.fixed(name), .fixed(3), .flexible(), .fixed(space.view.lettersWidth), .fixed(1)] + Array(repeating: .fixed(11), count: count), gap: 2)
        (self.name, step, words) = (parts[0], parts[1], parts[2])
        (cell, valid) = (parts[3], parts[4])
        figures = Array(parts.dropFirst(5))
        right = rect.right
    }
}
