import Architectures
import Diffusion

extension Branch {
    /// For each of the six cell edges the step since which its choice has been settled, as seen at a position; nil where it is open.
    func settledSince(at position: Int) -> [Int?] {
        var since = [Int?](repeating: nil, count: 6)
        var edges = Array(0..<6)
        for place in stride(from: min(position, total - 1), through: 0, by: -1) {
            guard let step = step(at: place)?.step, step.index == place else { break }
            edges.removeAll { !Self.isSettled($0, in: step) }
            if edges.isEmpty { break }
            for edge in edges { since[edge] = place }
        }
        return since
    }

    private static func isSettled(_ edge: Int, in step: Step) -> Bool {
        let types = Cell.layout.typeCount
        let row = step.guided[(edge + 1) * types..<(edge + 2) * types]
        return row.contains { (Double($0) + 1) / 2 >= Snapshot.settledAt }
    }
}
