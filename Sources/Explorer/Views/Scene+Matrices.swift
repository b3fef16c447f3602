import Architectures
import Terminal

extension Scene {
    func drawVertices(on canvas: inout Canvas) {
        let panel = Panel("operations V", theme: theme)
        canvas.draw(panel, in: layout.vertices)
        let content = panel.content(in: layout.vertices)
        let columns =
            switch layout.tier {
            case .large: ["in", "out", "none", "skip", "1×1", "3×3", "pool"]
            case .regular: ["in", "out", "∅", "skp", "1×1", "3×3", "pool"]
            case .compact, .none: ["in", "ou", "∅", "sk", "1×", "3×", "po"]
            }
        let matrix = StateMatrix(
            entries: vertexEntries, rowLabels: nodeNames, columnLabels: columns,
            cellWidth: ScreenLayout.vertexCell(layout.tier), rowHeight: layout.matrixRow, theme: theme,
            labelWidth: ScreenLayout.vertexLabel(layout.tier), notes: settledNotes, cursor: cursor(in: .vertices))
        canvas.draw(matrix, in: content)
        if layout.tier == .regular { canvas.put("since", at: content.x + 1, content.y, theme.faintStyle) }
        drawLegend(on: &canvas, in: content, rows: 1 + nodeNames.count * layout.matrixRow)
    }

    private var vertexEntries: [[StateMatrix.Entry?]] {
        guard let snapshot else { return [] }
        return StateMatrix.vertexEntries(of: snapshot, ages: state.glowAges)
    }

    func drawEdges(on canvas: inout Canvas) {
        guard !layout.edges.isEmpty else { return }
        // A published network generates no edges: what is shown follows from its operations.
        let isImplied = branch?.denoiser == .published
        let panel = Panel(
            isImplied && layout.tier == .compact ? "E" : "adjacency E", detail: isImplied ? "from V" : "", theme: theme)
        canvas.draw(panel, in: layout.edges)
        let columns =
            switch layout.tier {
            case .large: nodeNames
            case .regular: Self.shortNodeNames
            case .compact, .none: ["i", "1", "2", "3", "4", "5", "6", "o"]
            }
        let matrix = StateMatrix(
            entries: edgeEntries, rowLabels: layout.tier == .compact ? columns : nodeNames, columnLabels: columns,
            cellWidth: ScreenLayout.edgeCell(layout.tier), rowHeight: layout.matrixRow, theme: theme,
            labelWidth: ScreenLayout.edgeLabel(layout.tier), cursor: cursor(in: .edges))
        canvas.draw(matrix, in: panel.content(in: layout.edges))
    }

    /// Where the cursor is in a matrix.
    private func cursor(in part: EntryCursor.Part) -> (row: Int, column: Int)? {
        guard let cursor = state.shownPage.cursor(state), cursor.part == part else { return nil }
        if part == .vertices { return (cursor.node, cursor.type) }
        let slot = space.layout.slots[cursor.slot]
        return (slot.from, slot.to)
    }

    /// Since which step the choice of each row has been settled.
    private var settledNotes: [String] {
        guard layout.tier > .compact, let branch else { return [] }
        let since = branch.settledSince(at: state.position).map { step in
            step.map { layout.tier == .large ? "since \($0)" : String($0) } ?? ""
        }
        return since
    }

    static let shortNodeNames = ["in"] + Cell.edges.map { "\($0.from)\($0.to)" } + ["out"]

    private var edgeEntries: [[StateMatrix.Entry?]] {
        snapshot.map { StateMatrix.edgeEntries(of: $0) } ?? []
    }

    /// Says what the three marks are, where there is a row for it.
    private func drawLegend(on canvas: inout Canvas, in content: Rect, rows: Int) {
        guard layout.tier > .compact, content.height > rows else { return }
        let y = content.y + rows + (content.height > rows + 1 ? 1 : 0)
        var x = content.x + ScreenLayout.vertexLabel(layout.tier)
        x = canvas.put(theme.isMonochrome ? "▓" : " ", at: x, y, Style(on: theme.ground(theme.state, 1)))
        x = canvas.put(" x_t", at: x, y, theme.faintStyle) + 2
        x = canvas.put("▆", at: x, y, theme.textStyle)
        x = canvas.put(" posterior", at: x, y, theme.faintStyle) + 2
        x = canvas.put("[ ]", at: x, y, theme.strongStyle)
        canvas.put(" choice", at: x, y, theme.faintStyle)
    }
}
