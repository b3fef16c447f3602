import Architectures
import Terminal

extension CellView {
    /// How the parts of a state share a column.
    private struct Matrices {
        var vertexCell: Int
        /// 0: E has no room.
        var edgeCell = 0
        var hasEdgeLabels = false
        /// Only what can differ: the cell's edges and its five operations, with the choice in words beside them.
        var isInner = false

        init(width: Int, isCompact: Bool) {
            vertexCell = 3
            guard !isCompact else {
                isInner = true
                return
            }
            for (vertex, edge, labels) in [(4, 3, true), (4, 2, false), (3, 2, false)] where 5 + 7 * vertex + 2 + (labels ? 5 : 0) + 8 * edge <= width {
                (vertexCell, edgeCell, hasEdgeLabels) = (vertex, edge, labels)
                return
            }
        }
    }

    func side(width: Int, isCompact: Bool) -> SideNeeds { SideNeeds(states: isCompact ? 7 : 9, picture: 9...15, reserve: 7) }

    func row(of node: Int, isCompact: Bool) -> Int? { isCompact ? space.choices.contains(node) ? node - 1 : nil : node }

    func draw(_ side: Side, _ scene: Scene, on canvas: inout Canvas) {
        drawPicture(side, scene, on: &canvas)
        let area = side.states, matrices = Matrices(width: area.width, isCompact: scene.layout.tier <= .compact)
        var entries = StateMatrix.vertexEntries(of: side.moment, ages: [:])
        StateMatrix.mark(side.gap?.nodes ?? [], in: &entries)
        if matrices.isInner { entries = entries[1...6].map { Array($0[2...]) } }
        let names = matrices.isInner ? Array(space.words.nodes[1...6]) : space.words.nodes, types = Self.typeNames(matrices.vertexCell)
        let vertices = StateMatrix(
            entries: entries, rowLabels: names, columnLabels: matrices.isInner ? Array(types[2...]) : types,
            cellWidth: matrices.vertexCell, rowHeight: 1, theme: scene.theme)
        let width = 5 + (matrices.isInner ? 5 : 7) * matrices.vertexCell
        canvas.draw(vertices, in: Rect(x: area.x, y: area.y, width: width, height: area.height))
        let rest = Rect(x: area.x + width + 2, y: area.y, width: area.right - area.x - width - 2, height: area.height)
        if matrices.isInner { scene.drawChoices(side, Array(space.choices), in: rest, on: &canvas) }
        guard matrices.edgeCell > 0 else { return }
        var edges = StateMatrix.edgeEntries(of: side.moment)
        StateMatrix.mark(side.gap?.slots ?? [], of: space.layout, in: &edges)
        let matrix = StateMatrix(
            entries: edges, rowLabels: matrices.hasEdgeLabels ? space.words.nodes : [], columnLabels: Self.nodeNames(matrices.edgeCell),
            cellWidth: matrices.edgeCell, rowHeight: 1, theme: scene.theme, labelWidth: matrices.hasEdgeLabels ? 5 : 0)
        canvas.draw(matrix, in: rest)
    }

    private func drawPicture(_ side: Side, _ scene: Scene, on canvas: inout Canvas) {
        guard !side.picture.isEmpty else { return }
        let edges = (0..<6).map { index in
            var edge = scene.edge(index, side.moment, age: nil)
            edge.note = side.moment.isEnd ? "" : edge.note
            guard side.gap?.nodes.contains(index + 1) ?? false else { return edge }
            // What differs is marked, and as bright as what has just changed.
            edge.label = "≠" + edge.label
            edge.age = 0
            return edge
        }
        canvas.draw(CellDiagram(edges: edges, theme: scene.theme), in: side.picture)
    }
}
