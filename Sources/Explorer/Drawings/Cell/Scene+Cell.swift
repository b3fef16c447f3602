import Architectures
import Terminal

extension Scene {
    func edge(_ index: Int, _ snapshot: Snapshot, age: Double?) -> CellDiagram.Edge {
        let (column, probability) = snapshot.choice(at: index + 1)
        let type = NodeType(rawValue: column) ?? .none
        // One in five is what is known before anything is known.
        let strength = min(max((probability - 0.2) / 0.8, 0), 1)
        let slots = Cell.layout.slots.enumerated().filter { $0.element.from == index + 1 || $0.element.to == index + 1 }
        let isLive = slots.contains { snapshot.decoded.edges.indices.contains($0.offset) && snapshot.decoded.edges[$0.offset] }
        return CellDiagram.Edge(
            label: type.label, strength: strength, isSettled: probability >= Snapshot.settledAt,
            isNone: type == .none, isDead: snapshot.isEnd && !isLive && type != .none,
            age: age ?? 1, note: note(index, snapshot, probability))
    }

    /// At the end what the other branch chose, where that differs; before, how sure the choice is.
    private func note(_ index: Int, _ snapshot: Snapshot, _ probability: Double) -> String {
        if snapshot.isEnd, let other = (state.origin ?? state.twin)?.end {
            let theirs = other.choice(at: index + 1).type
            if theirs != snapshot.choice(at: index + 1).type { return "was \(other.space.label(ofType: theirs))" }
        }
        if snapshot.isEnd { return "" }
        return "\((probability * 100).fixed(0).padded(to: 3, alignedRight: true))%"
    }
}
