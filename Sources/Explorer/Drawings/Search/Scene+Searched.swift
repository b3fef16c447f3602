import Architectures
import Terminal

extension Scene {
    /// An architecture that was evaluated: the brighter a choice, the more of the present candidates have it too.
    func drawSearched(_ architecture: Architecture, _ shares: ChoiceShares?, in area: Rect, on canvas: inout Canvas) {
        switch space.drawing {
        case .cell: drawSearchedCell(architecture, shares, in: area, on: &canvas)
        case .stages: drawSearchedNetwork(architecture.nodeTypes, shares, in: area, on: &canvas)
        case .layered:
            let types = architecture.nodeTypes
            view.draw(architecture, share: { node in types[ifPresent: node].flatMap { shares?.share(ofType: $0, at: node) } }, theme, on: &canvas, in: area)
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
}
