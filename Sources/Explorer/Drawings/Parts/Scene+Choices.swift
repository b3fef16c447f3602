import Terminal

extension Scene {
    /// Choices of one of two runs in words, a row each under the names of a matrix's columns; those that differ are underlined.
    func drawChoices(_ side: Side, _ nodes: [Int], in area: Rect, on canvas: inout Canvas) {
        guard area.width >= 8 else { return }
        for (row, node) in nodes.enumerated() where row + 1 < area.height {
            let (type, probability) = side.moment.choice(at: node)
            let differs = side.gap?.nodes.contains(node) ?? false
            let style = differs ? theme.strongStyle.underline : theme.faintStyle
            canvas.put(space.label(ofType: type), at: area.x, area.y + 1 + row, style)
            guard area.width >= 13 else { continue }
            canvas.put("\((probability * 100).fixed(0))%", endingAt: area.x + 13, area.y + 1 + row, theme.faintStyle)
        }
    }
}
