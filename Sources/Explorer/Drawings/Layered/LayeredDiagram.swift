import Architectures
import Terminal

/// A graph from its input at the left to its output at the right: nodes by their distance from the input, each a label on a ground as bright
/// as its type is sure, and the edges that are likelier than not.
struct LayeredDiagram: Widget {
    struct Node: Sendable, Hashable {
        var name: String
        /// The type chosen so far, in up to eight columns, in four and in one; empty where the name says all.
        var label, short, letter: String
        /// How sure the choice is, 0…1: brightness.
        var strength: Double
        var isSettled: Bool
        /// There is nothing to choose, or the choice is that nothing is there.
        var isFixed = false, isNothing = false
        /// Another run chose otherwise here.
        var differs = false
        /// 0 just changed … 1 long ago.
        var age = 1.0
    }

    /// An edge that is likelier than not.
    struct Edge: Sendable, Hashable {
        var strength: Double
        var isSettled: Bool
    }

    let graph: GraphLayout
    let nodes: [Node]
    /// By slot; nil where there is none.
    let edges: [Edge?]
    let theme: Theme
    /// The node that is in view, where there is no room for all.
    var focus = 0

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 0, rect.width > 3, nodes.count == graph.nodeCount, !nodes.isEmpty else { return }
        if graph.slots.isEmpty { return drawRow(on: &canvas, in: rect) }
        let layers = GraphLayers(graph, edges: edges.map { $0 != nil })
        // What does not fit at any size is scrolled, and then large enough to be read.
        for (place, size) in (NodeSize.allCases + [.type]).enumerated() {
            let plan = LayeredPlan(layers, graph, edges, widths(layers, size), size, in: rect, focus: focus)
            if plan.isWhole || place == NodeSize.allCases.count { return draw(plan, layers, size, on: &canvas, in: rect) }
        }
    }

    /// How much of a node is said.
    enum NodeSize: CaseIterable { case whole, short, type, letter }

    /// The columns of each layer.
    private func widths(_ layers: GraphLayers, _ size: NodeSize) -> [Int] {
        layers.layers.map { layer in
            layer.reduce(1) { width, item in
                if case .node(let node) = item { max(width, CharacterWidth.columns(of: text(nodes[node], size))) } else { width }
            }
        }
    }

    private func text(_ node: Node, _ size: NodeSize) -> String {
        let isAlone = node.isFixed || node.label.isEmpty
        return switch size {
        case .whole: isAlone ? " \(node.name) " : " \(node.name) \(node.label) "
        case .short: isAlone ? " \(node.name.truncated(to: 4)) " : " \(node.name) \(node.short.truncated(to: 4)) "
        case .type: isAlone ? node.name.truncated(to: 4) : node.short.truncated(to: 4)
        case .letter: isAlone ? String(node.name.prefix(1)) : node.letter
        }
    }

    private func draw(_ plan: LayeredPlan, _ layers: GraphLayers, _ size: NodeSize, on canvas: inout Canvas, in rect: Rect) {
        plan.lines.draw(on: &canvas, theme)
        for (layer, place) in plan.shown {
            for (item, y) in zip(layers.layers[layer], plan.rows[layer]) {
                guard case .node(let node) = item, let y else { continue }
                let text = text(nodes[node], size), columns = CharacterWidth.columns(of: text)
                drawNode(nodes[node], text, Rect(x: place.x + (place.width - columns) / 2, y: y, width: columns, height: 1), plan.isTall, on: &canvas)
            }
        }
        for head in plan.heads { canvas.put("▸", at: head.x, head.y, LineGrid.style(head.edge.strength, head.edge.isSettled, theme)) }
        for mark in plan.hidden { canvas.put(mark.text, at: mark.x, mark.y, theme.faintStyle) }
    }

    /// A label on its ground; where rows are many with a row of ground above and below.
    private func drawNode(_ node: Node, _ text: String, _ rect: Rect, _ isTall: Bool, on canvas: inout Canvas) {
        var style = theme.strongStyle
        if node.isFixed || node.isNothing {
            if node.isNothing { style = theme.faintStyle }
        } else if theme.isMonochrome {
            style = node.isSettled ? Style().bold.reverse : node.strength > 0.5 ? Style().reverse : Style().dim
        } else {
            let ground = theme.ground(theme.state, node.strength)
            let rest = theme.background.mixed(with: theme.text, amount: 0.6 + 0.4 * node.strength)
            let glow = theme.background.mixed(with: theme.focus, amount: 0.3 + 0.7 * node.strength)
            style = Style(theme.readable(theme.glow(rest, toward: glow, age: node.age), on: ground), on: ground)
            if node.isSettled { style = style.bold }
            if isTall { canvas.fill(rect.inset(vertical: -1), with: Glyph(" ", Style(on: ground))) }
        }
        canvas.put(text, at: rect.x, rect.y, style)
        guard node.differs else { return }
        // The label alone, not the air around it.
        let inner = text.hasPrefix(" ") ? rect.inset(horizontal: 1) : rect
        for x in inner.x..<inner.right { canvas.restyle(x: x, y: rect.y) { $0.underline } }
    }

    /// Choices that no edges join, one behind the other as one reads.
    private func drawRow(on canvas: inout Canvas, in rect: Rect) {
        let sizes = NodeSize.allCases.map { size in (size, nodes.map { CharacterWidth.columns(of: text($0, size)) }.max() ?? 1) }
        func lines(_ width: Int) -> Int { let fitting = max((rect.width + 1) / (width + 1), 1); return (nodes.count + fitting - 1) / fitting }
        guard let (size, width) = sizes.first(where: { lines($0.1) * 2 - 1 <= rect.height && $0.1 <= rect.width }) ?? sizes.last else { return }
        let fitting = max((rect.width + 1) / (width + 1), 1), rows = lines(width)
        let perLine = min((nodes.count + rows - 1) / rows, fitting), pitch = max(min(rect.height / max(rows, 1), 5), 1)
        let shown = min(rows, rect.height / pitch)
        let gap = perLine > 1 ? max(min((rect.width - perLine * width) / (perLine - 1), 4), 1) : 0
        let left = rect.x + max((rect.width - perLine * width - (perLine - 1) * gap) / 2, 0)
        let top = rect.y + (rect.height - (shown - 1) * pitch - 1) / 2
        let first = GridPlan.window(of: 0..<rows, about: focus / max(perLine, 1), room: shown).lowerBound
        for (place, node) in nodes.enumerated().dropFirst(first * perLine).prefix(shown * perLine) {
            let (line, column) = (place / perLine - first, place % perLine), label = text(node, size)
            let area = Rect(x: left + column * (width + gap), y: top + line * pitch, width: width, height: 1)
            drawNode(node, label.padded(to: width), area, pitch > 3, on: &canvas)
        }
    }
}
