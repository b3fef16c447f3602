import Architectures
import Diffusion
import Terminal

extension Scene {
    /// Two runs at the same noise level, and what differs between them.
    func draw(_ comparison: Comparison, on canvas: inout Canvas) {
        let place = ComparisonLayout(layout, shown: state.shown.count, space: space)
        let sides = state.isRivalLeft ? [comparison.rival, comparison.current] : [comparison.current, comparison.rival]
        for (side, column) in zip(sides, [place.left, place.right]) {
            drawHead(side, in: place.part(place.heads, of: column), on: &canvas)
            guard let moment = side.snapshot else {
                canvas.put("computing …", at: column.x, place.states.y + 1, theme.faintStyle)
                continue
            }
            if moment.space.drawing == .stages {
                drawNetwork(moment, comparison.gap, place, column, on: &canvas)
                continue
            }
            drawCell(side, moment, comparison.gap, in: place.part(place.cells, of: column), on: &canvas)
            drawState(side, moment, comparison.gap, place, column, on: &canvas)
        }
        drawMiddle(comparison, place, on: &canvas)
        drawFigures(sides, place, on: &canvas)
        drawCourses(comparison, place, on: &canvas)
    }

    func drawNoComparison(on canvas: inout Canvas) {
        canvas.draw(Panel("compare", theme: theme), in: layout.body)
        guard branch != nil else { return }
        let lines =
            state.shownRival == nil
            ? [
                "There is no other run with this noise yet.",
                "Steer with ← →, or fork by s, d, o or m: the run left is compared with the new one.",
            ]
            : ["computing the other run …"]
        for (row, line) in lines.enumerated() {
            canvas.put(line, centeredIn: layout.body, row: layout.body.height / 2 - 1 + row, theme.faintStyle)
        }
    }

    private func drawHead(_ side: Comparison.Side, in rect: Rect, on canvas: inout Canvas) {
        let total = side.branch.total
        let digits = String(total).count
        var detail = "\(String(min(side.position, total)).padded(to: digits, alignedRight: true))/\(total)"
        if layout.tier > .compact { detail = "step " + detail }
        if let moment = side.snapshot {
            let sigma = moment.sigma.fixed(moment.sigma >= 9.995 ? 1 : 2).padded(to: 4, alignedRight: true)
            if rect.width >= 34 { detail += " σ \(sigma)" }
            detail += " " + (layout.tier > .compact ? moment.verdict.padded(to: 9) : String(moment.verdict.prefix(1)))
        }
        let name = (side.isCurrent ? "▸" : " ") + side.name
        canvas.draw(Panel(name, detail: detail, isFocused: side.isCurrent, theme: theme), in: rect)
        let words = side.words.joined(separator: " · ").truncated(to: rect.width - 1)
        canvas.put(words, at: rect.x + 1, rect.y + 1, side.isCurrent ? theme.textStyle : theme.faintStyle)
    }

    private func drawCell(
        _ side: Comparison.Side, _ moment: Snapshot, _ gap: Comparison.Gap?, in rect: Rect, on canvas: inout Canvas
    ) {
        guard !rect.isEmpty else { return }
        let edges = (0..<6).map { index in
            var edge = edge(index, moment, age: nil)
            edge.note = moment.isEnd ? "" : edge.note
            guard gap?.nodes.contains(index + 1) ?? false else { return edge }
            // What differs is marked, and as bright as what has just changed.
            edge.label = "≠" + edge.label
            edge.age = 0
            return edge
        }
        canvas.draw(CellDiagram(edges: edges, theme: theme), in: rect)
    }

    private func drawState(
        _ side: Comparison.Side, _ moment: Snapshot, _ gap: Comparison.Gap?, _ place: ComparisonLayout, _ column: Rect,
        on canvas: inout Canvas
    ) {
        let area = place.part(place.states, of: column), matrices = place.matrices
        var entries = StateMatrix.vertexEntries(of: moment, ages: [:])
        for node in gap?.nodes ?? [] where entries.indices.contains(node) {
            for type in entries[node].indices where entries[node][type]?.isChosen ?? false {
                entries[node][type]?.differs = true
                entries[node][type]?.age = 0
            }
        }
        if matrices.isInner { entries = entries[1...6].map { Array($0[2...]) } }
        let names = matrices.isInner ? Array(nodeNames[1...6]) : nodeNames
        let types =
            matrices.vertexCell > 3
            ? ["in", "out", "∅", "skp", "1×1", "3×3", "pool"] : ["in", "ou", "∅", "sk", "1×", "3×", "po"]
        let vertices = StateMatrix(
            entries: entries, rowLabels: names, columnLabels: matrices.isInner ? Array(types[2...]) : types,
            cellWidth: matrices.vertexCell, rowHeight: 1, theme: theme)
        let width = 5 + (matrices.isInner ? 5 : 7) * matrices.vertexCell
        canvas.draw(vertices, in: Rect(x: area.x, y: area.y, width: width, height: area.height))
        let rest = Rect(x: area.x + width + 2, y: area.y, width: area.right - area.x - width - 2, height: area.height)
        if matrices.isInner { drawChoices(moment, gap, in: rest, on: &canvas) }
        if matrices.edgeCell > 0 { drawEdges(moment, gap, matrices, in: rest, on: &canvas) }
    }

    /// The choices in words, for screens without room for E.
    private func drawChoices(_ moment: Snapshot, _ gap: Comparison.Gap?, in area: Rect, on canvas: inout Canvas) {
        guard area.width >= 8 else { return }
        for (row, node) in space.choices.enumerated() {
            let (type, probability) = moment.choice(at: node)
            let differs = gap?.nodes.contains(node) ?? false
            let style = differs ? theme.strongStyle.underline : theme.faintStyle
            canvas.put(space.label(ofType: type), at: area.x, area.y + 1 + row, style)
            guard area.width >= 13 else { continue }
            canvas.put("\((probability * 100).fixed(0))%", endingAt: area.x + 13, area.y + 1 + row, theme.faintStyle)
        }
    }

    private func drawEdges(
        _ moment: Snapshot, _ gap: Comparison.Gap?, _ matrices: ComparisonLayout.Matrices, in area: Rect, on canvas: inout Canvas
    ) {
        var entries = StateMatrix.edgeEntries(of: moment)
        for place in gap?.slots ?? [] {
            let slot = Cell.layout.slots[place]
            entries[slot.from][slot.to]?.differs = true
            entries[slot.from][slot.to]?.age = 0
        }
        let names = matrices.edgeCell > 2 ? Self.shortNodeNames : ["i", "1", "2", "3", "4", "5", "6", "o"]
        let matrix = StateMatrix(
            entries: entries, rowLabels: matrices.hasEdgeLabels ? nodeNames : [], columnLabels: names,
            cellWidth: matrices.edgeCell, rowHeight: 1, theme: theme, labelWidth: matrices.hasEdgeLabels ? 5 : 0)
        canvas.draw(matrix, in: area)
    }

    /// Between the runs: how far they are apart, and a mark at each row that differs.
    private func drawMiddle(_ comparison: Comparison, _ place: ComparisonLayout, on canvas: inout Canvas) {
        guard let gap = comparison.gap else { return }
        let column = place.middle
        for node in gap.nodes where space.drawing == .cell && (!place.matrices.isInner || (1...6).contains(node)) {
            let row = place.states.y + 1 + node - (place.matrices.isInner ? 1 : 0)
            canvas.put("≠", at: column.x + column.width / 2, row, theme.strongStyle)
        }
        guard column.width >= 10, place.cells.height >= 7 || space.drawing == .stages else { return }
        func count(_ places: [Int], of all: Int) -> (String, Style) {
            ("\(places.count) of \(all) ≠", places.isEmpty ? theme.faintStyle : theme.strongStyle)
        }
        let lines: [(String, Style)] = [
            ("‖x − x′‖", theme.faintStyle), (gap.distance.fixed(2), Style(theme.state).bold),
            ("", theme.faintStyle),
            ("\(space.words.type)s", theme.faintStyle), count(gap.nodes.filter(space.choices.contains), of: space.choices.count),
            ("links", theme.faintStyle), count(gap.slots, of: space.layout.slots.count),
        ]
        let top = place.cells.y + max((place.cells.height - lines.count) / 2, 0) + (space.drawing == .stages ? 1 : 0)
        for (row, line) in lines.enumerated() {
            canvas.put(line.0, centeredIn: Rect(x: column.x, y: top, width: column.width, height: lines.count), row: row, line.1)
        }
    }
}
