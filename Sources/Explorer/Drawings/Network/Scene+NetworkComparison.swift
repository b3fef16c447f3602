import Architectures
import Terminal

extension Scene {
    /// One of two networks: its drawing, and V and E where there is room for them, else its stages in words.
    func drawNetwork(_ side: Side, on canvas: inout Canvas) {
        let (moment, gap, states) = (side.moment, side.gap, side.states)
        guard layout.tier > .compact else {
            let grid = NetworkGrid(x: states.x, width: states.width, label: 2, cells: 1...4, leastGap: 1)
            drawDiagram(moment, gap, grid, in: side.picture, on: &canvas)
            return drawStages(moment, gap, in: states, on: &canvas)
        }
        let grid = NetworkGrid(x: states.x, width: states.width, label: 5, cells: 2...4, leastGap: 1)
        drawDiagram(moment, gap, grid, in: side.picture, on: &canvas)
        for node in 0..<MobileNet.layerCount {
            let type = moment.choice(at: node).type, differs = gap?.nodes.contains(node) ?? false
            let text = NetworkMatrices.label(type, columns: grid.body)
            let area = Rect(x: grid.column(of: node), y: states.y, width: grid.body, height: 1)
            canvas.put(text, centeredIn: area, differs ? theme.strongStyle.underline : theme.faintStyle)
        }
        var matrices = NetworkMatrices(moment, ages: [:], grid: grid, theme: theme)
        if let gap { matrices.mark(gap) }
        matrices.drawVertices(on: &canvas, in: states.inset(top: 1, bottom: 2), from: 0, cursor: nil)
        if states.height >= 13 { matrices.drawEdges(on: &canvas, y: states.bottom - 2, cursor: nil) }
    }

    private func drawDiagram(_ moment: Snapshot, _ gap: MomentGap?, _ grid: NetworkGrid, in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let layers = (0..<MobileNet.layerCount).map { node in
            var layer = NetworkDiagram.Layer(node, moment, age: 1)
            // What differs is as bright as what has just changed.
            layer.differs = gap?.nodes.contains(node) ?? false
            return layer
        }
        canvas.draw(NetworkDiagram(layers: layers, grid: grid, theme: theme), in: rect)
    }

    /// A stage a row, for screens without room for matrices.
    private func drawStages(_ moment: Snapshot, _ gap: MomentGap?, in rect: Rect, on canvas: inout Canvas) {
        for (stage, group) in space.groups.enumerated() where stage + 1 < rect.height {
            let y = rect.y + 1 + stage
            canvas.put("\(stage + 1)", at: rect.x, y, theme.faintStyle)
            for (place, node) in group.nodes.enumerated() {
                let (type, probability) = moment.choice(at: node)
                let x = rect.x + 3 + place * 9
                guard x + 8 <= rect.right else { break }
                let differs = gap?.nodes.contains(node) ?? false
                let style = differs ? theme.strongStyle.underline : type == 0 ? theme.faintStyle : theme.textStyle
                canvas.put(type == 0 ? "·" : space.label(ofType: type), at: x, y, style)
                if !moment.isEnd { canvas.put("\((probability * 100).fixed(0))", endingAt: x + 8, y, theme.faintStyle) }
            }
        }
    }
}

extension NetworkMatrices {
    /// Marks what another run chose otherwise.
    mutating func mark(_ gap: MomentGap) {
        for node in gap.nodes {
            for type in vertices.indices where vertices[type][node]?.isChosen ?? false {
                vertices[type][node]?.differs = true
                vertices[type][node]?.age = 0
            }
        }
        for slot in gap.slots {
            let row = NetworkLinks.row(of: slot).rawValue, node = MobileNet.layout.slots[slot].from
            edges[row][node]?.differs = true
            edges[row][node]?.age = 0
        }
    }
}
