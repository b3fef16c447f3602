import Architectures
import Terminal

extension Scene {
    /// The drawing of the network, and under it, column by column, V and E.
    func drawNetwork(_ view: NetworkView, in grid: NetworkGrid, on canvas: inout Canvas) {
        if !layout.picture.isEmpty { drawNetworkTitle(grid, on: &canvas) }
        guard let snapshot, snapshot.space == space else { return }
        let ages = state.glowAges
        let layers = (0..<MobileNet.layerCount).map { NetworkDiagram.Layer($0, snapshot, age: ages[$0] ?? 1) }
        let drawing = layout.picture.inset(top: 1)
        if !drawing.isEmpty { canvas.draw(NetworkDiagram(layers: layers, grid: grid, theme: theme), in: drawing) }
        drawChoices(snapshot, ages, grid, on: &canvas)
        let block = NetworkMatrices(snapshot, ages: ages, grid: grid, theme: theme)
        let shown = layout.vertices.inset(top: 1), inspected = state.shownPage.cursor(state)
        block.drawVertices(on: &canvas, in: shown, from: view.firstType(layout, state.inspection.cursor), cursor: inspected)
        guard layout.edges.height >= 2 else { return }
        block.drawEdges(on: &canvas, y: view.linkTop(layout), cursor: inspected)
    }

    private func drawNetworkTitle(_ grid: NetworkGrid, on canvas: inout Canvas) {
        canvas.draw(Panel("", detail: networkDetail, theme: theme), in: layout.picture)
        let reserved = layout.picture.right - CharacterWidth.columns(of: networkDetail) - 2
        for stage in 0..<MobileNet.stageCount {
            let x = grid.column(ofStage: stage), name = "stage \(stage + 1)"
            guard x + name.count <= reserved else { continue }
            canvas.put(name + " ", at: x, layout.picture.y, theme.faintStyle)
        }
        // Narrow screens have no room for a longer word before the first layer.
        canvas.put(grid.label > 7 ? "network " : "net ", at: grid.x, layout.picture.y, theme.textStyle)
    }

    private var networkDetail: String {
        guard let branch, let snapshot, snapshot.space == space else { return "" }
        let isShort = layout.tier == .compact
        if snapshot.isEnd {
            guard snapshot.decoded.isValid, let found = snapshot.decoded.architecture else { return isShort ? "✗" : "✗ invalid" }
            return isShort ? "✓" : "✓ valid, \(state.found.isUnique(found, in: branch) ? "unique" : "seen")"
        }
        let settled = "\(snapshot.settled.count)/\(MobileNet.layerCount)"
        return isShort ? settled : "\(settled) settled"
    }

    /// What each layer is so far, under its block and over its column of V.
    private func drawChoices(_ snapshot: Snapshot, _ ages: [Int: Double], _ grid: NetworkGrid, on canvas: inout Canvas) {
        let y = layout.vertices.y
        canvas.put("V", at: grid.x, y, theme.faintStyle)
        let other = snapshot.isEnd ? (state.origin ?? state.twin)?.end : nil
        for node in 0..<MobileNet.layerCount {
            let (type, probability) = snapshot.choice(at: node)
            let text = NetworkMatrices.label(type, columns: grid.body)
            let isSettled = probability >= Snapshot.settledAt
            var style = Style()
            if theme.isMonochrome {
                style = isSettled ? style.bold : style.dim
            } else {
                let strength = min(max((probability - 0.1) / 0.9, 0), 1)
                let rest = theme.background.mixed(with: type == 0 ? theme.faint : theme.text, amount: 0.4 + 0.6 * strength)
                let hue = theme.background.mixed(with: theme.focus, amount: 0.3 + 0.7 * strength)
                style = Style(theme.readable(theme.glow(rest, toward: hue, age: ages[node] ?? 1)))
                if isSettled, type > 0 { style = style.bold }
            }
            // What another run chose otherwise is underlined, as in the list of runs.
            if let other, other.space == space, other.choice(at: node).type != type { style = style.underline }
            canvas.put(text, centeredIn: Rect(x: grid.column(of: node), y: y, width: grid.body, height: 1), style)
        }
    }
}
