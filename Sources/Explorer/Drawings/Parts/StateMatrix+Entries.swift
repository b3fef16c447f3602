import Architectures
import Terminal

/// The parts of a state as they are drawn.
extension StateMatrix {
    static func vertexEntries(of snapshot: Snapshot, ages: [Int: Double]) -> [[Entry?]] {
        let space = snapshot.space.layout
        return (0..<space.nodeCount).map { node in
            (0..<space.typeCount).map { type in
                let index = node * space.typeCount + type
                let isChosen = snapshot.decoded.types.indices.contains(node) && snapshot.decoded.types[node] == type
                let isMoved =
                    snapshot.unguidedTypes.indices.contains(node)
                    && snapshot.unguidedTypes[node] != snapshot.decoded.types[ifPresent: node]
                return Entry(
                    noisy: strength(snapshot.state[ifPresent: index] ?? .nan, sigma: snapshot.sigma),
                    probability: snapshot.posterior[ifPresent: index] ?? 0, isChosen: isChosen, isMoved: isMoved,
                    age: ages[node] ?? 1)
            }
        }
    }

    static func edgeEntries(of snapshot: Snapshot) -> [[Entry?]] {
        let space = snapshot.space.layout
        var rows = [[Entry?]](
            repeating: Array(repeating: nil, count: space.nodeCount), count: space.nodeCount)
        for (place, slot) in space.slots.enumerated() {
            let index = space.vertexDimension + place
            rows[slot.from][slot.to] = Entry(
                noisy: strength(snapshot.state[ifPresent: index] ?? .nan, sigma: snapshot.sigma),
                probability: snapshot.posterior[ifPresent: index] ?? 0,
                isChosen: snapshot.decoded.edges.indices.contains(place) && snapshot.decoded.edges[place])
        }
        return rows
    }

    /// The noisy value as a strength 0…1, after the scaling the network sees (Karras et al. 2022).
    static func strength(_ value: Float, sigma: Double) -> Double {
        let scaled = Double(value) / (sigma * sigma + 1).squareRoot()
        return scaled.isFinite ? min(max((scaled + 1) / 2, 0), 1) : 0
    }

    /// Marks what another run chose otherwise at these nodes.
    static func mark(_ nodes: [Int], in vertices: inout [[Entry?]]) {
        for node in nodes where vertices.indices.contains(node) {
            for type in vertices[node].indices where vertices[node][type]?.isChosen ?? false {
                vertices[node][type]?.differs = true
                vertices[node][type]?.age = 0
            }
        }
    }

    /// Marks the slots at which another run decided otherwise.
    static func mark(_ slots: [Int], of layout: GraphLayout, in edges: inout [[Entry?]]) {
        for slot in slots {
            let pair = layout.slots[slot]
            edges[pair.from][pair.to]?.differs = true
            edges[pair.from][pair.to]?.age = 0
        }
    }
}
