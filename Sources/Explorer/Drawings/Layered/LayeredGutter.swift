import Architectures

extension LayeredPlan {
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
