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

    /// On a type that is nothing special.
    public init(space: SearchSpace) {
        self.space = space
        node = space.choices.lowerBound
        type = space.view.firstType
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

    /// To the neighbour, as far as there is one.
    mutating func move(_ direction: Direction) { self = space.view.moved(self, direction) }

    /// From V to E and back, where there is any E.
    mutating func changePart() { part = part == .vertices && !layout.slots.isEmpty ? .edges : .vertices }

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
