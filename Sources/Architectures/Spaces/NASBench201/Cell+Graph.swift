extension Cell {
    /// The cell as a graph whose nodes are the operations: node 0 the input, node k+1 edge k, node 7 the output.
    /// The slots are the cell's line graph: two operations may be joined where one ends at the feature map the other
    /// starts from.
    public static let layout = GraphLayout(
        nodeCount: 8, typeCount: NodeType.allCases.count,
        slots: [
            (0, 1), (0, 2), (0, 4), (1, 3), (1, 5), (2, 6), (3, 6), (4, 7), (5, 7), (6, 7),
        ].map { GraphLayout.Slot(from: $0.0, to: $0.1) })

    /// Type of each of the eight nodes.
    public var nodeTypes: [NodeType] { [.input] + operations.map(NodeType.init) + [.output] }

    /// Bit k is set when edge k carries an operation other than `none`.
    public var presentMask: UInt8 {
        var mask: UInt8 = 0
        var rest = code
        for edge in 0..<6 {
            if rest % 5 != Operation.none.rawValue { mask |= 1 << UInt8(edge) }
            rest /= 5
        }
        return mask
    }

    /// The effective adjacency, one bit a slot: bit s is set when slot s carries a live edge.
    public var adjacencyMask: UInt16 { Cell.effectiveAdjacency(presentMask: presentMask) }

    /// The effective adjacency, one value a slot in slot order.
    public var presence: [Bool] {
        let mask = adjacencyMask
        return Cell.layout.slots.indices.map { mask >> UInt16($0) & 1 == 1 }
    }

    /// The effective adjacency of every cell with these edges present (bit k = edge k; higher bits are ignored):
    /// a slot is live when both its ends are present and lie on a path of present nodes from input to output.
    public static func effectiveAdjacency(presentMask: UInt8) -> UInt16 {
        adjacencyOfPresentMask[Int(presentMask & 0b11_1111)]
    }

    private static let adjacencyOfPresentMask: [UInt16] = (0..<64).map { mask in
        let live = liveNodes(presentMask: UInt8(mask))
        return layout.slots.enumerated().reduce(0) { bits, slot in
            let bothLive = live[slot.element.from] && live[slot.element.to]
            return bothLive ? bits | 1 << UInt16(slot.offset) : bits
        }
    }

    /// Which of the eight nodes lie on a live path. Slots are sorted by their start and lead to higher nodes, so one
    /// sweep in each direction suffices.
    static func liveNodes(presentMask: UInt8) -> [Bool] {
        let present = [true] + (0..<6).map { presentMask >> UInt8($0) & 1 == 1 } + [true]
        var fromInput = [true] + Array(repeating: false, count: 7)
        for slot in layout.slots where fromInput[slot.from] && present[slot.to] { fromInput[slot.to] = true }
        var toOutput = Array(repeating: false, count: 7) + [true]
        for slot in layout.slots.reversed() where toOutput[slot.to] && present[slot.from] { toOutput[slot.from] = true }
        return zip(fromInput, toOutput).map { $0 && $1 }
    }
}

extension Cell {
    /// Whether an image passes from the input to the output.
    public var hasPath: Bool { adjacencyMask != 0 }

    /// The codes of the 341 cells in which none does.
    public static let codesWithoutPath: [Int] = all.filter { !$0.hasPath }.map(\.code)
}
