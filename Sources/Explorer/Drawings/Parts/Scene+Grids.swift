import Architectures
import Terminal

extension Scene {
    func drawVertices(_ plan: GridPlan, _ types: [String], on canvas: inout Canvas) {
        let panel = Panel("\(space.words.type)s V", detail: part(plan), theme: theme)
        canvas.draw(panel, in: plan.rect)
        let content = panel.content(in: plan.rect)
        let entries = snapshot.map { StateMatrix.vertexEntries(of: $0, ages: state.glowAges) } ?? []
        let matrix = StateMatrix(
            entries: plan.shown(entries), rowLabels: plan.names(nodeNames, plan.rows, columns: plan.label - 1), columnLabels: types,
            cellWidth: plan.cell, rowHeight: plan.row, theme: theme, labelWidth: plan.label, notes: settledNotes(plan),
            cursor: plan.shown(cursor(in: .vertices)))
        canvas.clipped(to: plan.rect) { $0.draw(matrix, in: content) }
        if layout.tier == .regular, plan.label >= 7 { canvas.put("since", at: content.x + 1, content.y, theme.faintStyle) }
        drawLegend(plan, on: &canvas, in: content)
    }

    func drawEdges(_ plan: GridPlan, _ nodes: [String], on canvas: inout Canvas) {
        guard !plan.rect.isEmpty else { return }
        // A published network generates no edges: what is shown follows from its operations.
        let isImplied = branch?.denoiser == .published
        let isNarrow = plan.rect.width < 15
        let panel = Panel(
            (isImplied && layout.tier == .compact) || isNarrow ? "E" : "adjacency E",
            detail: isImplied ? "from V" : isNarrow ? "" : part(plan), theme: theme)
        canvas.draw(panel, in: plan.rect)
        let entries = snapshot.map { StateMatrix.edgeEntries(of: $0) } ?? []
        // In few columns the names of the rows are those of the columns.
        let names = plan.label < 5 ? nodes : plan.names(nodeNames, plan.rows, columns: plan.label - 1)
        let matrix = StateMatrix(
            entries: plan.shown(entries), rowLabels: plan.label == 0 ? [] : names, columnLabels: nodes, cellWidth: plan.cell, rowHeight: plan.row,
            theme: theme, labelWidth: plan.label, cursor: plan.shown(cursor(in: .edges)))
        canvas.clipped(to: plan.rect) { $0.draw(matrix, in: panel.content(in: plan.rect)) }
    }

    /// Which of them are shown, where these are not all.
    private func part(_ plan: GridPlan) -> String {
        let (shown, all) = (plan.columns, plan.all)
        guard shown.count < all.count, !shown.isEmpty else { return "" }
        return "\(shown.lowerBound - all.lowerBound + 1)–\(shown.upperBound - all.lowerBound) of \(all.count)"
    }

    /// Where the cursor is in a matrix.
    private func cursor(in part: EntryCursor.Part) -> (row: Int, column: Int)? {
        guard let cursor = state.shownPage.cursor(state), cursor.part == part else { return nil }
        if part == .vertices { return (cursor.node, cursor.type) }
        return space.layout.slots[ifPresent: cursor.slot].map { ($0.from, $0.to) }
    }

    /// Since which step the choice of each row has been settled.
    private func settledNotes(_ plan: GridPlan) -> [String] {
        guard layout.tier > .compact, let branch else { return [] }
        let since = branch.settledSince(at: state.position)
        return plan.rows.map { row in (since[ifPresent: row] ?? nil).map { plan.row > 1 ? "since \($0)" : String($0) } ?? "" }
    }

    /// Says what the three marks are, where there is a row for it.
    private func drawLegend(_ plan: GridPlan, on canvas: inout Canvas, in content: Rect) {
        let rows = 1 + plan.rows.count * plan.row
        guard layout.tier > .compact, content.height > rows, plan.rect.width >= plan.label + 28 else { return }
        let y = content.y + rows + (content.height > rows + 1 ? 1 : 0)
        var x = content.x + plan.label
        x = canvas.put(theme.isMonochrome ? "▓" : " ", at: x, y, Style(on: theme.ground(theme.state, 1)))
        x = canvas.put(" x_t", at: x, y, theme.faintStyle) + 2
        x = canvas.put("▆", at: x, y, theme.textStyle)
        x = canvas.put(" posterior", at: x, y, theme.faintStyle) + 2
        x = canvas.put("[ ]", at: x, y, theme.strongStyle)
        canvas.put(" choice", at: x, y, theme.faintStyle)
    }
}
