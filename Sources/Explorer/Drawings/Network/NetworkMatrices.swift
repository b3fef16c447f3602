import Architectures
import Terminal

/// V and E of a network under its drawing: a column a layer; types in ten rows, links in two.
struct NetworkMatrices {
    let theme: Theme
    let grid: NetworkGrid
    /// By type, then by layer.
    var vertices: [[StateMatrix.Entry?]]
    /// By row, then by the layer they leave.
    var edges: [[StateMatrix.Entry?]]

    init(_ moment: Snapshot, ages: [Int: Double], grid: NetworkGrid, theme: Theme) {
        self.theme = theme
        self.grid = grid
        let space = MobileNet.layout
        let rows = StateMatrix.vertexEntries(of: moment, ages: ages)
        vertices = (0..<space.typeCount).map { type in rows.map { $0[type] } }
        edges = NetworkLinks.Row.allCases.map { row in
            (0..<MobileNet.layerCount).map { node in
                guard let slot = NetworkLinks.slot(from: node, row) else { return nil }
                let index = space.vertexDimension + slot
                return StateMatrix.Entry(
                    noisy: StateMatrix.strength(moment.state[ifPresent: index] ?? .nan, sigma: moment.sigma), probability: moment.posterior[ifPresent: index] ?? 0,
                    isChosen: moment.decoded.edges.indices.contains(slot) && moment.decoded.edges[slot])
            }
        }
    }

    /// A type in so many columns.
    static func label(_ type: Int, columns: Int) -> String {
        if columns >= 4 { return type == 0 ? "·" : SearchSpace.mobilenetv3.label(ofType: type) }
        return SearchSpace.mobilenetv3.shortLabel(ofType: type)
    }

    func drawVertices(on canvas: inout Canvas, in rect: Rect, from first: Int, cursor: EntryCursor?) {
        let rows = min(rect.height, vertices.count - first)
        guard rows > 0 else { return }
        let names = (first..<first + rows).map { $0 == 0 ? "none" : SearchSpace.mobilenetv3.label(ofType: $0) }
        let place = cursor.flatMap { $0.part == .vertices ? (row: $0.type - first, node: $0.node) : nil }
        draw(Array(vertices[first..<first + rows]), names: names, y: rect.y, cursor: place, on: &canvas)
    }

    func drawEdges(on canvas: inout Canvas, y: Int, cursor: EntryCursor?) {
        let place = cursor.flatMap { cursor -> (row: Int, node: Int)? in
            guard cursor.part == .edges else { return nil }
            return (NetworkLinks.row(of: cursor.slot).rawValue, MobileNet.layout.slots[cursor.slot].from)
        }
        draw(edges, names: ["next", "out"], y: y, cursor: place, on: &canvas)
    }

    private func draw(
        _ rows: [[StateMatrix.Entry?]], names: [String], y: Int, cursor: (row: Int, node: Int)?, on canvas: inout Canvas
    ) {
        for stage in 0..<MobileNet.stageCount {
            let nodes = stage * MobileNet.layersPerStage..<(stage + 1) * MobileNet.layersPerStage
            let label = stage == 0 ? grid.label : 0
            // The rows' names belong to all stages.
            let here = cursor.map { (row: $0.row, column: nodes.contains($0.node) ? $0.node - nodes.lowerBound : -1) }
            let matrix = StateMatrix(
                entries: rows.map { Array($0[nodes]) }, rowLabels: stage == 0 ? names : [], columnLabels: [], cellWidth: grid.cell,
                rowHeight: 1, theme: theme, labelWidth: label, cursor: stage == 0 || here?.column ?? -1 >= 0 ? here : nil)
            // The row of the columns' names is another's here.
            let area = Rect(x: grid.column(ofStage: stage) - label, y: y - 1, width: label + nodes.count * grid.cell, height: rows.count + 1)
            canvas.draw(matrix, in: area)
        }
    }
}
