import Architectures
import Terminal

/// How often each type is at each choice of some architectures of a space. Of none there are no shares, and whoever asks is told so.
public struct ChoiceShares: Sendable, Hashable {
    /// Shares by choice, then by type of V: a cell's operations on its edges, a network's blocks in its layers. Empty where nothing was counted.
    public let rows: [[Double]]
    private let firstNode: Int

    init(_ architectures: some Collection<Architecture>, in space: SearchSpace) {
        firstNode = space.choices.lowerBound
        var counts = [[Int]](repeating: [Int](repeating: 0, count: space.layout.typeCount), count: space.choices.count)
        var total = 0
        for architecture in architectures where architecture.space == space {
            let types = architecture.nodeTypes
            for (choice, node) in space.choices.enumerated() { counts[choice][types[node]] += 1 }
            total += 1
        }
        rows = total == 0 ? [] : counts.map { $0.map { Double($0) / Double(total) } }
    }

    /// The share of a type at a node of V; nil where nothing was counted, or nothing is chosen there.
    func share(ofType type: Int, at node: Int) -> Double? { rows[ifPresent: node - firstNode]?[ifPresent: type] }
}
