extension Cell {
    /// Reads a state of 66 values and says exactly what is wrong with it. Any values are accepted.
    public static func decode(_ state: UnsafeBufferPointer<Float>) -> Decoded {
        guard state.count == layout.stateDimension else {
            return Decoded(
                cell: nil, types: [], edges: [],
                violations: [.stateSize(found: state.count, expected: layout.stateDimension)])
        }
        let types = layout.types(of: state), edges = layout.edges(of: state)

        var violations = typeViolations(types: types, state: state)
        let cell = violations.isEmpty ? Cell(nodeTypes: types) : nil
        for (index, slot) in layout.slots.enumerated() {
            if !state[layout.vertexDimension + index].isFinite {
                violations.append(.edgeNotFinite(slot))
            } else if let cell, let violation = cell.violation(at: index, isPresent: edges[index]) {
                violations.append(violation)
            }
        }
        return Decoded(cell: cell, types: types, edges: edges, violations: violations)
    }

    /// Convenience for `decode(_: UnsafeBufferPointer<Float>)`.
    public static func decode(_ state: [Float]) -> Decoded { state.withUnsafeBufferPointer { decode($0) } }

    /// `decode` for inner loops: the code of the cell that `V` names, nil when it names none, and whether the state
    /// is valid. Allocates nothing.
    public static func decodeCode(_ state: UnsafeBufferPointer<Float>) -> (code: Int, valid: Bool)? {
        guard state.count == 66 else { return nil }
        var code = 0
        for node in (0..<8).reversed() {
            let row = node * 7
            var best = 0
            for column in 0..<7 {
                guard state[row + column].isFinite else { return nil }
                if state[row + column] > state[row + best] { best = column }
            }
            switch node {
            case 0: guard best == NodeType.input.rawValue else { return nil }
            case 7: guard best == NodeType.output.rawValue else { return nil }
            default:
                guard best >= NodeType.none.rawValue else { return nil }
                code = code * 5 + best - NodeType.none.rawValue
            }
        }
        var edges: UInt16 = 0
        var finite = true
        for slot in 0..<10 {
            finite = finite && state[56 + slot].isFinite
            if state[56 + slot] > 0 { edges |= 1 << UInt16(slot) }
        }
        return (code, finite && edges == Cell(knownCode: code).adjacencyMask)
    }

    private static func typeViolations(types: [Int], state: UnsafeBufferPointer<Float>) -> [Violation] {
        var violations: [Violation] = []
        for (node, column) in types.enumerated() {
            let row = state[(node * layout.typeCount)..<((node + 1) * layout.typeCount)]
            guard row.allSatisfy(\.isFinite), let type = NodeType(rawValue: column) else {
                violations.append(.nodeNotFinite(node: node))
                continue
            }
            switch (node, type) {
            case (0, .input), (7, .output): break
            case (0, _): violations.append(.firstNodeNotInput(type))
            case (7, _): violations.append(.lastNodeNotOutput(type))
            case (_, .input): violations.append(.inputInside(node: node))
            case (_, .output): violations.append(.outputInside(node: node))
            default: break
            }
        }
        return violations
    }

    /// The cell of eight type columns, ends included; nil when a middle node carries no operation.
    init?(nodeTypes: [Int]) {
        let operations = nodeTypes.dropFirst().dropLast().compactMap { NodeType(rawValue: $0)?.operation }
        guard let cell = try? Cell(operations) else { return nil }
        self = cell
    }

    private func violation(at index: Int, isPresent: Bool) -> Violation? {
        guard isPresent != (adjacencyMask >> UInt16(index) & 1 == 1) else { return nil }
        let slot = Cell.layout.slots[index]
        guard isPresent else { return .edgeMissing(slot) }
        let present = presentMask
        let live = Cell.liveNodes(presentMask: present)
        let ends = [slot.from, slot.to]
        if let absent = ends.first(where: { (1...6).contains($0) && present >> UInt8($0 - 1) & 1 == 0 }) {
            return .edgeSurplus(slot, node: absent, .absent)
        }
        let dead = ends.first { !live[$0] } ?? slot.to
        return .edgeSurplus(slot, node: dead, .unreachable)
    }
}
