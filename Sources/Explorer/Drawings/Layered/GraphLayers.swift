import Architectures

/// Where the nodes of a graph stand when it is drawn from left to right: a node is a layer behind the last of those that it takes its input from.
/// Edges that pass a layer have a place in it too, so that they go around its nodes.
struct GraphLayers: Sendable, Hashable {
    enum Item: Sendable, Hashable {
        case node(Int)
        /// An edge on its way.
        case passing(slot: Int)
    }

    /// From top to bottom, by layer.
    private(set) var layers: [[Item]]
    /// By node.
    let layerOfNode: [Int]

    /// More edges on their way than these are not led around nodes, but left out.
    private static let mostPassing = 96

    /// - Parameter edges: whether each slot carries an edge
    init(_ graph: GraphLayout, edges: [Bool]) {
        let count = graph.nodeCount, present = graph.slots.indices.filter { edges[ifPresent: $0] ?? false }
        layerOfNode = Self.depths(graph, present)
        layers = [[Item]](repeating: [], count: (layerOfNode.max() ?? -1) + 1)
        for node in 0..<count { layers[layerOfNode[node]].append(.node(node)) }
        let long = present.filter { layerOfNode[graph.slots[$0].to] - layerOfNode[graph.slots[$0].from] > 1 }
        let passing = long.reduce(0) { $0 + layerOfNode[graph.slots[$1].to] - layerOfNode[graph.slots[$1].from] - 1 }
        guard passing <= Self.mostPassing else { return }
        for slot in long {
            for layer in layerOfNode[graph.slots[slot].from] + 1..<layerOfNode[graph.slots[slot].to] { layers[layer].append(.passing(slot: slot)) }
        }
        for sweep in 0..<4 { order(graph, present, isForward: sweep % 2 == 0) }
    }

    /// Distances from the input. A node whose input is open stands right behind it, an output behind all.
    private static func depths(_ graph: GraphLayout, _ present: [Int]) -> [Int] {
        let count = graph.nodeCount, slots = graph.slots
        guard !slots.isEmpty else { return Array(0..<count) }
        let takes = Set(slots.map(\.to)), gives = Set(slots.map(\.from))
        var depth = (0..<count).map { takes.contains($0) ? 1 : 0 }
        // So often at most: a graph that is still noise may go round.
        for _ in 0..<count {
            var isSettled = true
            for slot in present where slots[slot].from < slots[slot].to && depth[slots[slot].to] <= depth[slots[slot].from] {
                depth[slots[slot].to] = depth[slots[slot].from] + 1
                isSettled = false
            }
            if isSettled { break }
        }
        let ends = (0..<count).filter { takes.contains($0) && !gives.contains($0) }
        let last = (0..<count).filter { !ends.contains($0) }.map { depth[$0] + 1 }.max() ?? 0
        for node in ends { depth[node] = max(last, depth[node]) }
        return depth
    }

    /// Puts each layer in the order of the middles of what it is joined to in the layer before it, or behind it, so that fewer edges cross.
    private mutating func order(_ graph: GraphLayout, _ present: [Int], isForward: Bool) {
        let steps = isForward ? Array(layers.indices.dropFirst()) : Array(layers.indices.dropLast().reversed())
        for layer in steps {
            let other = isForward ? layer - 1 : layer + 1
            var sums: [Item: (sum: Double, count: Double)] = [:]
            for slot in present {
                guard let (from, to) = ends(of: slot, graph, between: min(layer, other)) else { continue }
                let (mine, theirs) = isForward ? (to, from) : (from, to)
                guard let place = layers[other].firstIndex(of: theirs) else { continue }
                let middle = Double(place) - Double(layers[other].count - 1) / 2
                sums[mine, default: (0, 0)].sum += middle
                sums[mine, default: (0, 0)].count += 1
            }
            let own = layers[layer]
            let keys = own.enumerated().map { place, item in
                sums[item].map { $0.sum / $0.count } ?? Double(place) - Double(own.count - 1) / 2
            }
            layers[layer] = own.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { own[$0] }
        }
    }

    /// What an edge joins between a layer and the next; nil where it does not pass there.
    func ends(of slot: Int, _ graph: GraphLayout, between layer: Int) -> (from: Item, to: Item)? {
        let pair = graph.slots[slot], (first, last) = (layerOfNode[pair.from], layerOfNode[pair.to])
        guard first <= layer, layer < last else { return nil }
        return (first == layer ? .node(pair.from) : .passing(slot: slot), last == layer + 1 ? .node(pair.to) : .passing(slot: slot))
    }
}
