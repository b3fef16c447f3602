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
    private(set) var tall = false
    private(set) var lines: LineGrid
    /// Where edges reach nodes.
    private(set) var heads: [(x: Int, y: Int, edge: LayeredDiagram.Edge)] = []
    /// What says that there is more.
    private(set) var hidden: [(text: String, x: Int, y: Int)] = []

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
        let even = layers.layers.map { Self.rows($0, height, top: rect.y, tall: isTall, focus) }
        let rows = Self.straightened(even, layers, tall: isTall)
        (self.rows, tall) = (rows, isTall)
        let gutters = (0..<max(count - 1, 0)).map { Gutter(layers, graph, edges, after: $0, rows) }
        let least = gutters.map { isTight ? min($0.tracks + 1, 3) : $0.tracks + 2 }
        var range = 0..<count
        func width(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + widths[$1] } + range.dropLast().reduce(0) { $0 + least[$1] } }
        isWhole = width(range) <= rect.width && !(isCut && size == .whole)
        if width(range) > rect.width {
            // As many layers as there is room for, about the one in focus.
            let middle = layers.layerOfNode[ifPresent: focus] ?? 0
            range = middle..<middle + 1
            while true {
                let grown = [range.lowerBound - 1..<range.upperBound, range.lowerBound..<range.upperBound + 1]
                    .filter { $0.lowerBound >= 0 && $0.upperBound <= count && width($0) <= rect.width - 6 }
                guard let next = grown.min(by: { abs($0.lowerBound + $0.upperBound - 2 * middle) < abs($1.lowerBound + $1.upperBound - 2 * middle) })
                else { break }
                range = next
            }
        }
        let spare = max(rect.width - width(range), 0)
        let more = range.count > 1 ? min(spare / (range.count - 1), 8) : 0
        var x = rect.x + (spare - more * max(range.count - 1, 0)) / 2
        for layer in range {
            shown.append((layer, (x, widths[layer])))
            if layer + 1 < range.upperBound { x += widths[layer] + least[layer] + more }
        }
        for (here, next) in zip(shown, shown.dropFirst()) {
            draw(gutters[here.layer], from: here.columns.x + here.columns.width, to: next.columns.x - 1)
        }
        drawPassing(layers, edges)
        let middle = rect.y + rect.height / 2
        if range.lowerBound > 0 { hidden.append(("‹\(range.lowerBound)", rect.x, middle)) }
        if range.upperBound < count { hidden.append(("\(count - range.upperBound)›", rect.right - "\(count - range.upperBound)›".count, middle)) }
        guard isCut else { return }
        for (layer, columns) in shown where nodeCounts[layer] > height { hidden.append(("+\(nodeCounts[layer] - height)", columns.x, rect.bottom - 1)) }
    }

    /// The rows of a layer's items, evenly about the middle. Where they are too many, edges on their way go first, then nodes far from the one in focus.
    private static func rows(_ items: [GraphLayers.Item], _ height: Int, top: Int, tall: Bool, _ focus: Int) -> [Int?] {
        var kept = Array(items.indices)
        if kept.count > height {
            kept.removeAll { if case .passing = items[$0] { true } else { false } }
            let middle = kept.firstIndex { items[$0] == .node(focus) } ?? 0
            kept = Array(kept[GridPlan.window(of: 0..<kept.count, about: middle, room: height)])
        }
        guard !kept.isEmpty else { return items.map { _ in nil } }
        // A tall node needs a row of air below its three.
        let pitch = tall ? max(min((height - 3) / max(kept.count - 1, 1), 5), 1) : max(min(height / kept.count, 3), 1)
        let first = top + (height - (kept.count - 1) * pitch - 1) / 2
        var rows = [Int?](repeating: nil, count: items.count)
        for (place, item) in kept.enumerated() { rows[item] = first + place * pitch }
        return rows
    }

    /// Edges on their way stay in their row where there is room for them, first from left to right and then back.
    private static func straightened(_ rows: [[Int?]], _ layers: GraphLayers, tall: Bool) -> [[Int?]] {
        var rows = rows
        func isFree(_ row: Int, for place: Int, in layer: Int) -> Bool {
            zip(layers.layers[layer], rows[layer]).enumerated().allSatisfy { other, item in
                guard other != place, let theirs = item.1 else { return true }
                var air = 1
                if tall, case .node = item.0 { air = 2 }
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

    /// What goes between a layer and the next.
    struct Gutter {
        struct Wire {
            var from, to: Int
            var edge: LayeredDiagram.Edge
            var reachesNode: Bool
            /// What it shares its column with, and the column.
            var net = 0, track = 0
        }

        private(set) var wires: [Wire] = []
        /// Columns in which wires change their rows.
        private(set) var tracks = 1

        init(_ layers: GraphLayers, _ graph: GraphLayout, _ edges: [LayeredDiagram.Edge?], after layer: Int, _ rows: [[Int?]]) {
            func row(_ item: GraphLayers.Item, _ layer: Int) -> Int? { layers.layers[layer].firstIndex(of: item).flatMap { rows[layer][$0] } }
            for (slot, edge) in edges.enumerated() {
                guard let edge, let (from, to) = layers.ends(of: slot, graph, between: layer), let start = row(from, layer), let end = row(to, layer + 1)
                else { continue }
                var isNode = false
                if case .node = to { isNode = true }
                wires.append(Wire(from: start, to: end, edge: edge, reachesNode: isNode))
            }
            assignTracks()
        }

        /// Wires of one start share a column, and so do those that have nothing in common but their end. What leaves a row turns off before what
        /// comes to that row from elsewhere, so that lines do not seem to join that only pass; otherwise a column is shared where wires do not meet.
        private mutating func assignTracks() {
            for index in wires.indices {
                let isAlone = wires.count { $0.from == wires[index].from } == 1
                wires[index].net = isAlone ? -1 - wires[index].to : wires[index].from
            }
            let turning = wires.filter { $0.from != $0.to }
            var order: [Int] = [], seen: Set<Int> = []
            func before(_ net: Int) -> [Int] {
                let ends = Set(turning.filter { $0.net == net }.map(\.to))
                return turning.filter { $0.net != net && ends.contains($0.from) }.map(\.net)
            }
            func visit(_ net: Int) {
                guard seen.insert(net).inserted else { return }
                before(net).forEach(visit)
                order.append(net)
            }
            turning.map(\.net).forEach(visit)
            var spans: [[ClosedRange<Int>]] = [], track: [Int: Int] = [:]
            for net in order {
                let rows = turning.filter { $0.net == net }.flatMap { [$0.from, $0.to] }
                let span = (rows.min() ?? 0)...(rows.max() ?? 0), least = before(net).compactMap { track[$0] }.max().map { $0 + 1 } ?? 0
                let free = (least..<max(spans.count, least)).first { place in spans[place].allSatisfy { !$0.overlaps(span) } } ?? max(spans.count, least)
                while spans.count <= free { spans.append([]) }
                spans[free].append(span)
                track[net] = free
            }
            tracks = max(spans.count, 1)
            for index in wires.indices { wires[index].track = track[wires[index].net] ?? 0 }
        }
    }
}
