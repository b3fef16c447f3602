import Architectures
import Diffusion

extension Branch {
    /// For each node the step since which its choice has been settled, as seen at a position; nil where it is open, or nothing is chosen.
    func settledSince(at position: Int) -> [Int?] {
        guard let space = steps.first?.space else { return [] }
        var since = [Int?](repeating: nil, count: space.layout.nodeCount)
        var nodes = Array(space.choices)
        for place in stride(from: min(position, total - 1), through: 0, by: -1) {
            guard let step = step(at: place)?.step, step.index == place else { break }
            nodes.removeAll { !Self.isSettled($0, in: step, of: space) }
            if nodes.isEmpty { break }
            for node in nodes { since[node] = place }
        }
        return since
    }

    private static func isSettled(_ node: Int, in step: Step, of space: SearchSpace) -> Bool {
        let types = space.layout.typeCount
        let row = step.guided[node * types..<(node + 1) * types]
        return row.contains { (Double($0) + 1) / 2 >= Snapshot.settledAt }
    }
}
