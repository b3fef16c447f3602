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
            entries: vertexEntries, rowLabels: Self.nodeNames, columnLabels: columns,
            cellWidth: ScreenLayout.vertexCell(layout.tier), rowHeight: layout.matrixRow, theme: theme)
        canvas.draw(matrix, in: content)
        drawLegend(on: &canvas, in: content, rows: 1 + 8 * layout.matrixRow)
    }

    private var vertexEntries: [[StateMatrix.Entry?]] {
        guard let snapshot, let branch else { return [] }
        let ages = branch.changeAges(at: state.position, window: Self.glowSteps)
        let space = Cell.layout
        return (0..<space.nodeCount).map { node in
            (0..<space.typeCount).map { type in
                let index = node * space.typeCount + type
                let isChosen = snapshot.decoded.types.indices.contains(node) && snapshot.decoded.types[node] == type
                let isMoved =
                    snapshot.unguidedTypes.indices.contains(node)
                    && snapshot.unguidedTypes[node] != snapshot.decoded.types[node]
                return StateMatrix.Entry(
                    noisy: Self.strength(snapshot.state[index], sigma: snapshot.sigma),
                    probability: snapshot.posterior[index], isChosen: isChosen, isMoved: isMoved,
                    age: Double(ages[node] ?? Self.glowSteps) / Double(Self.glowSteps))
            }
        }
    }

    func drawEdges(on canvas: inout Canvas) {
        guard !layout.edges.isEmpty else { return }
        // A published network generates no edges: what is shown follows from its operations.
        let isImplied = branch?.denoiser == .published
        let panel = Panel(
            isImplied && layout.tier == .compact ? "E, from V" : "adjacency E", detail: isImplied ? "from V" : "", theme: theme)
        canvas.draw(panel, in: layout.edges)
        let columns =
            switch layout.tier {
            case .large: Self.nodeNames
            case .regular: Self.shortNodeNames
            case .compact, .none: ["i", "1", "2", "3", "4", "5", "6", "o"]
            }
        let matrix = StateMatrix(
            entries: edgeEntries, rowLabels: layout.tier == .compact ? [] : Self.nodeNames, columnLabels: columns,
            cellWidth: ScreenLayout.edgeCell(layout.tier), rowHeight: layout.matrixRow, theme: theme)
        canvas.draw(matrix, in: panel.content(in: layout.edges))
    }

    private static let shortNodeNames = ["in"] + Cell.edges.map { "\($0.from)\($0.to)" } + ["out"]

    private var edgeEntries: [[StateMatrix.Entry?]] {
        guard let snapshot else { return [] }
        let space = Cell.layout
        var rows = [[StateMatrix.Entry?]](
            repeating: Array(repeating: nil, count: space.nodeCount), count: space.nodeCount)
        for (place, slot) in space.slots.enumerated() {
            let index = space.vertexDimension + place
            rows[slot.from][slot.to] = StateMatrix.Entry(
                noisy: Self.strength(snapshot.state[index], sigma: snapshot.sigma),
                probability: snapshot.posterior[index],
                isChosen: snapshot.decoded.edges.indices.contains(place) && snapshot.decoded.edges[place])
        }
        return rows
    }

    /// Says what the three marks are, where there is a row for it.
    private func drawLegend(on canvas: inout Canvas, in content: Rect, rows: Int) {
        guard layout.tier > .compact, content.height > rows else { return }
        let y = content.y + rows + (content.height > rows + 1 ? 1 : 0)
        var x = content.x + 5
        x = canvas.put(theme.isMonochrome ? "▓" : " ", at: x, y, Style(on: theme.ramp(theme.state, 0.62)))
        x = canvas.put(" x_t", at: x, y, theme.faintStyle) + 2
        x = canvas.put("▆", at: x, y, theme.textStyle)
        x = canvas.put(" posterior", at: x, y, theme.faintStyle) + 2
        x = canvas.put("[ ]", at: x, y, theme.strongStyle)
        canvas.put(" choice", at: x, y, theme.faintStyle)
    }
}
