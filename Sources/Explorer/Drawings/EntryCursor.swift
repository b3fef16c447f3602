import Architectures

/// The entry of the state that inspection is about. Each part remembers where one was.
public struct EntryCursor: Sendable, Hashable {
    public enum Part: Sendable, Hashable { case vertices, edges }
    public enum Direction: Sendable, Hashable { case up, down, left, right }

    public let space: SearchSpace
    public var part = Part.vertices
    /// Row and column of V.
    public var node: Int
    public var type: Int
    /// Place in the slots of E.
    public var slot = 0

    /// On an operation or a block that is nothing special.
    public init(space: SearchSpace = .nasbench201) {
        self.space = space
        node = space.choices.lowerBound
        type = NodeType.conv3x3.rawValue
    }

    private var layout: GraphLayout { space.layout }

    /// Its place in the flat state.
    public var index: Int {
        part == .vertices ? node * layout.typeCount + type : layout.vertexDimension + slot
    }

    /// The node that it belongs to: for an edge, the one it leaves.
    public var owner: Int { part == .vertices ? node : layout.slots[slot].from }

    /// Such as `V[0→2, conv 3×3]` and `E[0→1 → 1→3]`, or `V[2.1, k5e4]`.
    public var name: String {
        switch part {
        case .vertices: return "V[\(space.words.nodes[node]), \(space.label(ofType: type))]"
        case .edges:
            let pair = layout.slots[slot]
            return "E[\(space.words.nodes[pair.from]) → \(space.words.nodes[pair.to])]"
        }
    }

    /// To the neighbour, as far as there is one. In E only slots count: left and right go through all of them as one reads, up and
    /// down to the nearest of another row.
    mutating func move(_ direction: Direction) {
        if space.drawing == .stages { return moveInNetwork(direction) }
        switch (part, direction) {
        case (.vertices, .up): node = max(node - 1, 0)
        case (.vertices, .down): node = min(node + 1, layout.nodeCount - 1)
        case (.vertices, .left): type = max(type - 1, 0)
        case (.vertices, .right): type = min(type + 1, layout.typeCount - 1)
        case (.edges, .left): slot = inReadingOrder(slot, by: -1)
        case (.edges, .right): slot = inReadingOrder(slot, by: 1)
        case (.edges, .up): slot = nearest(to: slot) { $0 < $1 }
        case (.edges, .down): slot = nearest(to: slot) { $0 > $1 }
        }
    }

    private func inReadingOrder(_ slot: Int, by places: Int) -> Int {
        let order = layout.slots.indices.sorted {
            (layout.slots[$0].from, layout.slots[$0].to) < (layout.slots[$1].from, layout.slots[$1].to)
        }
        let place = (order.firstIndex(of: slot) ?? 0) + places
        return order[min(max(place, 0), order.count - 1)]
    }

    private func nearest(to slot: Int, _ isWanted: (_ row: Int, _ from: Int) -> Bool) -> Int {
        let here = layout.slots[slot]
        func distance(_ other: Int) -> Int {
            abs(layout.slots[other].from - here.from) * layout.nodeCount + abs(layout.slots[other].to - here.to)
        }
        return layout.slots.indices.filter { isWanted(layout.slots[$0].from, here.from) }.min { distance($0) < distance($1) } ?? slot
    }

    /// Puts it on an entry.
    mutating func point(at entry: MatrixEntry) {
        switch entry {
        case .vertex(let node, let type): (part, self.node, self.type) = (.vertices, node, type)
        case .edge(let slot): (part, self.slot) = (.edges, slot)
        }
    }
}

/// A place in one of the two matrices on the screen.
public enum MatrixEntry: Sendable, Hashable {
    case vertex(node: Int, type: Int)
    case edge(slot: Int)
}

extension EntryCursor {
    /// What it is on.
    var entry: MatrixEntry { part == .vertices ? .vertex(node: node, type: type) : .edge(slot: slot) }
}
