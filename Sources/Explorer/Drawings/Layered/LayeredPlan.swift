import Architectures
import Terminal

/// Where the layers, the nodes and the lines of a graph are in a rectangle.
struct LayeredPlan {
    /// Whether all layers have room.
    let isWhole: Bool
    /// Layers in view, each with its columns.
    private(set) var shown: [(layer: Int, columns: (x: Int, width: Int))] = []
    /// The row of each item, by layer; nil where there is no room for it.
    private(set) var rows: [[Int?]] = []
    /// Whether a node has three rows.
    private(set) var isTall = false
    private(set) var lines: LineGrid
    /// Where edges reach nodes.
    private(set) var heads: [(x: Int, y: Int, edge: LayeredDiagram.Edge)] = []
    /// What says that there is more.
    private(set) var hidden: [(text: String, x: Int, y: Int)] = []

    /// Columns of what says how many layers there are before and behind.
    private static let markWidth = 4

    init(
        _ layers: GraphLayers, _ graph: GraphLayout, _ edges: [LayeredDiagram.Edge?], _ widths: [Int], _ size: LayeredDiagram.NodeSize, in rect: Rect,
        focus: Int
    ) {
        lines = LineGrid(rect)
        let count = layers.layers.count, isTight = size == .letter || size == .type
        // A row for what is hidden, where some layer has more nodes than there are rows.
        let nodeCounts = layers.layers.map { $0.count { if case .node = $0 { true } else { false } } }
        let isCut = (nodeCounts.max() ?? 0) > rect.height
        let height = isCut ? max(rect.height - 1, 1) : rect.height
        let isTall = size == .whole && layers.layers.allSatisfy { $0.count * 4 <= height + 1 }
        let even = layers.layers.map { Self.rows($0, height, top: rect.y, isTall: isTall, focus) }
        let rows = Self.straightened(even, layers, isTall: isTall)
        (self.rows, self.isTall) = (rows, isTall)
        let gutters = (0..<max(count - 1, 0)).map { Gutter(layers, graph, edges, after: $0, rows) }
        let least = gutters.map { isTight ? min($0.tracks + 1, 3) : $0.tracks + 2 }
        var range = 0..<count
        func width(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + widths[$1] } + range.dropLast().reduce(0) { $0 + least[$1] } }
        isWhole = width(range) <= rect.width && !(isCut && size == .whole)
        let isScrolled = width(range) > rect.width, room = rect.inset(horizontal: isScrolled ? Self.markWidth : 0)
        if isScrolled { range = Self.window(about: layers.layerOfNode[ifPresent: focus] ?? 0, of: count) { width($0) <= room.width } }
        let spare = max(room.width - width(range), 0)
        let more = range.count > 1 ? min(spare / (range.count - 1), 8) : 0
        var x = room.x + (spare - more * max(range.count - 1, 0)) / 2
        for layer in range {
            shown.append((layer, (x, widths[layer])))
            if layer + 1 < range.upperBound { x += widths[layer] + least[layer] + more }
        }
        for (here, next) in zip(shown, shown.dropFirst()) {
            draw(gutters[here.layer], from: here.columns.x + here.columns.width, to: next.columns.x - 1)
        }
        drawPassing(layers, edges)
        // Beside the line, where there is but one.
        let lines = rows[ifPresent: range.lowerBound]?.compactMap { $0 } ?? [], middle = lines[ifPresent: lines.count / 2] ?? rect.y + rect.height / 2
        if range.lowerBound > 0 { hidden.append(("‹\(range.lowerBound)", rect.x, middle)) }
        if range.upperBound < count { hidden.append(("\(count - range.upperBound)›", rect.right - "\(count - range.upperBound)›".count, middle)) }
        guard isCut else { return }
        for (layer, columns) in shown where nodeCounts[layer] > height { hidden.append(("+\(nodeCounts[layer] - height)", columns.x, rect.bottom - 1)) }
    }

    /// As many layers as there is room for, about one of them.
    private static func window(about middle: Int, of count: Int, fits: (Range<Int>) -> Bool) -> Range<Int> {
        var range = middle..<middle + 1
        func distance(_ other: Range<Int>) -> Int { abs(other.lowerBound + other.upperBound - 1 - 2 * middle) }
        while let next = [max(range.lowerBound - 1, 0)..<range.upperBound, range.lowerBound..<min(range.upperBound + 1, count)]
            .filter({ $0 != range && fits($0) }).min(by: { distance($0) < distance($1) })
        { range = next }
        return range
    }

    /// The rows of a layer's items, evenly about the middle. Where they are too many, edges on their way go first, then nodes far from the one in focus.
    private static func rows(_ items: [GraphLayers.Item], _ height: Int, top: Int, isTall: Bool, _ focus: Int) -> [Int?] {
        var kept = Array(items.indices)
        if kept.count > height {
            kept.removeAll { if case .passing = items[$0] { true } else { false } }
            let middle = kept.firstIndex { items[$0] == .node(focus) } ?? 0
            kept = Array(kept[GridPlan.window(of: 0..<kept.count, about: middle, room: height)])
        }
        guard !kept.isEmpty else { return items.map { _ in nil } }
        // A tall node needs a row of air below its three.
        let pitch = isTall ? max(min((height - 3) / max(kept.count - 1, 1), 5), 1) : max(min(height / kept.count, 3), 1)
        let first = top + (height - (kept.count - 1) * pitch - 1) / 2
        var rows = [Int?](repeating: nil, count: items.count)
        for (place, item) in kept.enumerated() { rows[item] = first + place * pitch }
        return rows
    }

    /// Edges on their way stay in their row where there is room for them, first from left to right and then back.
    private static func straightened(_ rows: [[Int?]], _ layers: GraphLayers, isTall: Bool) -> [[Int?]] {
        var rows = rows
        func isFree(_ row: Int, for place: Int, in layer: Int) -> Bool {
            zip(layers.layers[layer], rows[layer]).enumerated().allSatisfy { other, item in
                guard other != place, let theirs = item.1 else { return true }
                var air = 1
                if isTall, case .node = item.0 { air = 2 }
                return other < place ? theirs + air <= row : row + air <= theirs
            }
        }
        let count = layers.layers.count
        for (layer, other) in (1..<max(count, 1)).map({ ($0, $0 - 1) }) + (0..<max(count - 1, 0)).reversed().map({ ($0, $0 + 1) }) {
            for (place, item) in layers.layers[layer].enumerated() {
                guard case .passing = item, rows[layer][place] != nil, let there = layers.layers[other].firstIndex(of: item), let row = rows[other][there],
                    isFree(row, for: place, in: layer)
                else { continue }
                rows[layer][place] = row
            }
        }
        return rows
    }

    private mutating func draw(_ gutter: Gutter, from left: Int, to right: Int) {
        guard left <= right else { return }
        for wire in gutter.wires {
            let bend = left + min((wire.track + 1) * (right - left) / (gutter.tracks + 1), right - left)
            lines.step(left, bend, right, wire.from, wire.to, wire.edge.strength, isHeavy: wire.edge.isSettled, of: wire.net)
            if wire.reachesNode { heads.append((right, wire.to, wire.edge)) }
        }
    }

    /// Edges go on through the layers that they pass.
    private mutating func drawPassing(_ layers: GraphLayers, _ edges: [LayeredDiagram.Edge?]) {
        for (layer, columns) in shown {
            for (item, y) in zip(layers.layers[layer], rows[layer]) {
                guard case .passing(let slot) = item, let y, let edge = edges[slot] else { continue }
                lines.horizontal(columns.x, columns.x + columns.width - 1, y, edge.strength, isHeavy: edge.isSettled, of: y)
            }
        }
    }
}
