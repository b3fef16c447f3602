import Architectures
import Terminal

extension LayeredView {
    /// A row of names, and a row a node: at most so many as leave the picture and the figures theirs.
    func side(width: Int, isCompact: Bool) -> SideNeeds {
        SideNeeds(states: 1 + min(space.layout.nodeCount, isCompact ? 6 : 9), picture: 5...15, reserve: isCompact ? 5 : 7)
    }

    /// The nodes that have a row, first those at which something is chosen.
    private func rows(isCompact: Bool) -> Range<Int> {
        let room = isCompact ? 6 : 9, all = 0..<space.layout.nodeCount
        return all.count <= room ? all : GridPlan.window(of: all, about: space.choices.lowerBound + room / 2, room: room)
    }

    func row(of node: Int, isCompact: Bool) -> Int? {
        let rows = rows(isCompact: isCompact)
        return rows.contains(node) ? node - rows.lowerBound : nil
    }

    func draw(_ side: Side, _ scene: Scene, on canvas: inout Canvas) {
        let isCompact = scene.layout.tier <= .compact, area = side.states, rows = rows(isCompact: isCompact)
        let picture = diagram(side.moment, Set(side.gap?.nodes ?? []), [:], scene.theme, focus: rows.lowerBound + rows.count / 2)
        canvas.draw(picture, in: side.picture.inset(top: side.picture.height > 8 ? 1 : 0))
        let types = space.layout.typeCount, targets = space.layout.slots.map(\.to)
        let columns = (targets.min() ?? 0)..<(targets.max() ?? -1) + 1
        func width(_ cell: Int) -> Int { 5 + types * cell + (columns.isEmpty ? 0 : 2 + 2 * columns.count) }
        let cell = [4, 3, 2].first { width($0) <= area.width } ?? 2, isWhole = width(cell) <= area.width
        // Where both do not fit, V goes before E.
        let shownTypes = min(types, max((area.width - 5) / cell, 0))
        var vertices = StateMatrix.vertexEntries(of: side.moment, ages: [:])
        StateMatrix.mark(side.gap?.nodes ?? [], in: &vertices)
        let plan = GridPlan(rect: area, label: 5, cell: cell, row: 1, rows: rows, columns: 0..<shownTypes, all: 0..<types)
        let matrix = StateMatrix(
            entries: plan.shown(vertices), rowLabels: plan.names(space.words.nodes, rows, columns: 4), columnLabels: typeNames(plan), cellWidth: cell,
            rowHeight: 1, theme: scene.theme)
        let left = Rect(x: area.x, y: area.y, width: 5 + shownTypes * cell, height: area.height)
        canvas.clipped(to: left) { $0.draw(matrix, in: left) }
        let rest = Rect(x: left.right + 2, y: area.y, width: max(area.right - left.right - 2, 0), height: area.height)
        guard isWhole, !columns.isEmpty else { return scene.drawChoices(side, Array(rows), in: rest, on: &canvas) }
        var edges = StateMatrix.edgeEntries(of: side.moment)
        StateMatrix.mark(side.gap?.slots ?? [], of: space.layout, in: &edges)
        let links = GridPlan(rect: rest, label: 0, cell: 2, row: 1, rows: rows, columns: columns, all: columns)
        let beside = StateMatrix(
            entries: links.shown(edges), rowLabels: [], columnLabels: nodeNames(links), cellWidth: 2, rowHeight: 1, theme: scene.theme, labelWidth: 0)
        canvas.clipped(to: rest) { $0.draw(beside, in: rest) }
    }
}
