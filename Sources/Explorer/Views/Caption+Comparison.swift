import Architectures
import Terminal

extension Caption {
    /// What differs between two runs at a moment, in words.
    static func text(for comparison: Comparison) -> String {
        // Draws are keyed by the step, so that runs in other numbers of steps meet other ones on their way.
        let isOtherLength = comparison.current.branch.settings.steps != comparison.rival.branch.settings.steps
        return difference(comparison) + (isOtherLength ? "  ·  of the noise they share only the start's" : "")
    }

    private static func difference(_ comparison: Comparison) -> String {
        guard let gap = comparison.gap else { return "The other run is being computed." }
        let isEnd = comparison.current.snapshot?.isEnd ?? false
        let names = gap.nodes.filter { (1...6).contains($0) }.map { Scene.nodeNames[$0] }
        let isSame = names.isEmpty && gap.slots.isEmpty
        if isEnd {
            return isSame ? "Both end in the same cell." : "They end in different cells: " + differing(names, gap.slots.count)
        }
        guard gap.distance > 0 else {
            return isSame
                ? "Both stand at the same state, and choose the same."
                : "Both stand at the same state, but choose otherwise: " + differing(names, gap.slots.count)
        }
        let apart = "The states are \(gap.distance.fixed(2)) apart"
        return isSame ? apart + ", but choose the same cell." : apart + ": " + differing(names, gap.slots.count)
    }

    private static func differing(_ edges: [String], _ links: Int) -> String {
        let operations: String? =
            switch edges.count {
            case 0: nil
            case 1: "the operation on \(edges[0])"
            case 6: "all six operations"
            default: "the operations on " + edges.dropLast().joined(separator: ", ") + " and \(edges[edges.count - 1])"
            }
        let some = links == 0 ? nil : links == 1 ? "one link" : "\(links) links"
        let parts = [operations, some].compactMap { $0 }
        return parts.joined(separator: ", ") + (parts.count == 1 && (edges.count == 1 || links == 1) ? " differs" : " differ")
    }
}
