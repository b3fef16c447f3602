import Architectures
import Testing

@Suite struct EffectiveAdjacencyTests {
    /// The truth by another way: every path of the four-feature-map cell, spelt as the edges it takes. Two operations
    /// are joined when some path of present edges takes one right after the other.
    private func liveJoins(_ cell: Cell) -> Set<[Int]> {
        var joins: Set<[Int]> = []
        func walk(map: Int, nodes: [Int]) {
            if map == 3 {
                let path = nodes + [7]
                for place in 1..<path.count { joins.insert([path[place - 1], path[place]]) }
                return
            }
            for (edge, ends) in Cell.edges.enumerated() where ends.from == map && cell[edge] != .none {
                walk(map: ends.to, nodes: nodes + [edge + 1])
            }
        }
        walk(map: 0, nodes: [0])
        return joins
    }

    @Test func everyCellAgreesWithEnumeratedPaths() {
        for cell in Cell.all {
            let joins = liveJoins(cell)
            let expected = Cell.layout.slots.map { joins.contains([$0.from, $0.to]) }
            #expect(cell.presence == expected, "\(cell.archString)")
            #expect(joins.count == expected.count(where: \.self), "every join has a slot")
            #expect(Cell.effectiveAdjacency(presentMask: cell.presentMask) == cell.adjacencyMask)
        }
    }

    @Test func theSlotsAreTheLineGraph() {
        var expected: [[Int]] = []
        for from in 0...6 {
            for to in 1...7 {
                let end = from == 0 ? 0 : Cell.edges[from - 1].to
                let start = to == 7 ? 3 : Cell.edges[to - 1].from
                if start == end && !(from == 0 && to == 7) { expected.append([from, to]) }
            }
        }
        #expect(Cell.layout.slots.map { [$0.from, $0.to] } == expected)
        #expect(Cell.layout.slots.count == 10)
        #expect(Cell.layout.vertexDimension == 56)
        #expect(Cell.layout.stateDimension == 66)
    }

    @Test func extremes() throws {
        #expect(Cell.effectiveAdjacency(presentMask: 0) == 0)
        #expect(Cell.effectiveAdjacency(presentMask: 0b11_1111) == 0b11_1111_1111)
        #expect(Cell.effectiveAdjacency(presentMask: 0b1100_0000) == 0, "bits beyond the edges are ignored")
        // 0→1 alone leads nowhere: present, but dead.
        let dead = try Cell([.conv3x3, .none, .none, .none, .none, .none])
        #expect(dead.presentMask == 1)
        #expect(dead.presence == Array(repeating: false, count: 10))
    }
}
