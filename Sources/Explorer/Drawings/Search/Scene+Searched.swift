import Architectures
import Terminal

extension Scene {
    /// An architecture that was evaluated: the brighter a choice, the more of the present candidates have it too.
    func drawSearched(_ architecture: Architecture, _ shares: ChoiceShares?, in area: Rect, on canvas: inout Canvas) {
        switch space.drawing {
        case .cell: drawSearchedCell(architecture, shares, in: area, on: &canvas)
        case .stages: drawSearchedNetwork(architecture.nodeTypes, shares, in: area, on: &canvas)
        case .layered: drawSearchedGraph(architecture, shares, in: area, on: &canvas)
        }
    }

    /// How many of the candidates of the last round have each type at each choice.
    /// - Parameter chosen: types of those that are proposed
    func drawShares(_ shares: ChoiceShares, _ chosen: [[Int]], _ hue: Color, in area: Rect, on canvas: inout Canvas) {
        if space.drawing == .stages { return drawNetworkShares(shares, chosen, hue, in: area, on: &canvas) }
        if space.choices.count < area.height { return drawShareRows(shares, chosen, hue, in: area, on: &canvas) }
        drawShareColumns(shares, chosen, hue, in: area, on: &canvas)
    }

    private func drawSearchedCell(_ architecture: Architecture, _ shares: ChoiceShares?, in area: Rect, on canvas: inout Canvas) {
        guard let cell = architecture.cell else { return }
        let edges = cell.operations.enumerated().map { edge, operation in
            let share = shares?.share(ofType: NodeType(operation).rawValue, at: edge + 1)
            return CellDiagram.Edge(
                label: NodeType(operation).label, strength: 0.35 + 0.65 * (share ?? 1), isSettled: true, isNone: operation == .none,
                isDead: operation != .none && !cell.isLive(edge: edge), age: 1,
                note: share.map { "\(($0 * 100).fixed(0).padded(to: 3, alignedRight: true))%" } ?? "")
        }
        canvas.draw(CellDiagram(edges: edges, theme: theme), in: area)
    }

    /// A line a choice: its type, what it takes its input from, and its share.
    private func drawSearchedGraph(_ architecture: Architecture, _ shares: ChoiceShares?, in area: Rect, on canvas: inout Canvas) {
        let types = architecture.nodeTypes, names = space.words.nodes
        let edges = zip(space.layout.slots, architecture.edges).filter(\.1).map(\.0)
        for (row, node) in space.choices.enumerated() where row < area.height {
            guard let type = types[ifPresent: node] else { continue }
            let share = shares?.share(ofType: type, at: node), y = area.y + row
            canvas.put(names[node].truncated(to: 8), at: area.x, y, theme.faintStyle)
            canvas.put(space.label(ofType: type), at: area.x + 9, y, space.isNothing(type) ? theme.faintStyle : theme.strongStyle)
            let inputs = edges.filter { $0.to == node }.map { names[$0.from] }
            if !inputs.isEmpty { canvas.put("← \(inputs.joined(separator: " "))".truncated(to: max(area.width - 23, 0)), at: area.x + 18, y, theme.textStyle) }
            if let share { canvas.put("\((share * 100).fixed(0))%", endingAt: area.right, y, Style(theme.guidance)) }
        }
    }
}
