import Architectures
import Platform

/// The architectures that are best in a weighted sum of two figures that are sums over blocks, patterns and nodes, for many weights: the convex part
/// of their front, found block by block without a search.
public enum AdditiveFront {
    /// - Parameters:
    ///   - gain, cost: of one space; more of the first and less of the second is better
    ///   - count: weights, evenly spaced in the angle between the two figures' deviations
    public static func architectures(gain: FactoredProperty, cost: FactoredProperty, count: Int = 100) -> [Architecture] {
        (0..<count).compactMap { n in
            let angle = 0.5 * Double.pi * Double(n) / Double(max(count - 1, 1))
            return (cos(angle) / gain.deviation * gain.figure + -sin(angle) / cost.deviation * cost.figure).best
        }
    }
}

extension FactoredFigure {
    /// The architecture at which the figure is largest, of equals the first.
    public var best: Architecture? {
        var chosen = [Int](repeating: 0, count: space.layout.nodeCount), edges = [Bool](repeating: false, count: space.layout.slots.count)
        var first = 0
        for block in space.blocks {
            var best: (pattern: SpaceBlock.Pattern, types: [Int], value: Double)?
            for (place, pattern) in block.patterns.enumerated() {
                // Given the pattern the nodes are independent, and each takes its own best type.
                let choices = zip(block.nodes, pattern.types).map { node, allowed in
                    allowed.map { (type: $0, value: types[node * space.layout.typeCount + $0]) }.reduce(into: (type: 0, value: -Double.infinity)) {
                        if $1.value > $0.value { $0 = $1 }
                    }
                }
                let value = choices.reduce(patterns[first + place]) { $0 + $1.value }
                if value > best?.value ?? -.infinity { best = (pattern, choices.map(\.type), value) }
            }
            guard let best else { return nil }
            for (node, type) in zip(block.nodes, best.types) { chosen[node] = type }
            for (slot, isPresent) in zip(block.slots, best.pattern.edges) { edges[slot] = isPresent }
            first += block.patterns.count
        }
        return Architecture(types: chosen, edges: edges, of: space)
    }
}
