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
        guard let gap = comparison.gap, let current = comparison.current.snapshot else { return "The other run is being computed." }
        let isEnd = current.isEnd, space = current.space
        let nodes = gap.nodes.filter(space.choices.contains)
        let isSame = nodes.isEmpty && gap.slots.isEmpty
        if isEnd {
            return isSame ? "Both end in the same \(space.words.noun)." : "They end in different \(space.words.noun)s: " + differing(nodes, gap.slots.count, space)
        }
        guard gap.distance > 0 else {
            return isSame
                ? "Both stand at the same state, and choose the same."
                : "Both stand at the same state, but choose otherwise: " + differing(nodes, gap.slots.count, space)
        }
        let apart = "The states are \(gap.distance.fixed(2)) apart"
        return isSame ? apart + ", but choose the same \(space.words.noun)." : apart + ": " + differing(nodes, gap.slots.count, space)
    }

    private static func differing(_ nodes: [Int], _ links: Int, _ space: SearchSpace) -> String {
        let (names, type) = (nodes.map { space.words.nodes[$0] }, space.words.type)
        let operations: String? =
            switch names.count {
            case 0: nil
            case 1: "the \(type) on \(names[0])"
            case space.choices.count: "all \(names.count == 6 ? "six" : "\(names.count)") \(type)s"
            case 7...: "\(names.count) of \(space.choices.count) \(type)s"
            default: "the \(type)s on " + names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
            }
        let some = links == 0 ? nil : links == 1 ? "one link" : "\(links) links"
        let parts = [operations, some].compactMap { $0 }
        return parts.joined(separator: ", ") + (parts.count == 1 && (names.count == 1 || links == 1) ? " differs" : " differ")
    }
}
