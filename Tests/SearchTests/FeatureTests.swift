import Architectures
import Search
import Tensors
import Testing

@Suite struct FeatureTests {
    let space = Figures.space
    var map: FeatureMap { space.features }

    /// Paths from the input to the output as operations, those without `none`.
    private func paths(_ cell: Cell) -> [[Operation]] {
        [[3], [0, 4], [1, 5], [0, 2, 5]].map { $0.map { cell[$0] } }.filter { !$0.contains(.none) }
    }

    /// What the structure group is, counted by hand.
    private func structure(_ cell: Cell) -> [Double] {
        let live = (0..<6).map { edge in
            cell[edge] != .none
                && [[3], [0, 4], [1, 5], [0, 2, 5]].contains { path in
                    path.contains(edge) && path.allSatisfy { cell[$0] != .none }
                }
        }
        func count(_ operation: Operation) -> Double { Double((0..<6).count { live[$0] && cell[$0] == operation }) }
        let depths = paths(cell).map { $0.count { $0 == .conv1x1 || $0 == .conv3x3 } }
        return [
            0.028 * Double(cell.count(of: .conv1x1)) + 0.24304 * Double(cell.count(of: .conv3x3)),
            count(.skip), count(.conv1x1), count(.conv3x3), count(.averagePool), Double(depths.count),
            Double(depths.count { $0 > 0 }), Double(depths.max() ?? 0), Double(depths.min() ?? 4),
            depths.contains { $0 > 0 } ? 0 : 1, depths.isEmpty ? 1 : 0,
        ]
    }

    @Test func structureIsWhatCountingGives() throws {
        let rows = space.rows(of: Figures.cells)
        let range = try #require(map.groups.first { $0.name == "structure" }?.range)
        let truth = Cell.all.map(structure)
        for (place, column) in range.enumerated() {
            let values = truth.map { $0[place] }
            let mean = values.reduce(0, +) / Double(values.count)
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
            for (cell, value) in values.enumerated() {
                #expect(abs(Double(rows[cell * map.count + column]) - (value - mean) / deviation) < 1e-4)
            }
        }
    }

    @Test func pathsAreCounted() throws {
        let range = try #require(map.groups.first { $0.name == "paths" }?.range)
        #expect(range.count == 4 + 16 + 64)
        for code in stride(from: 0, to: Cell.count, by: 97) {
            let cell = Cell.all[code]
            let row = space.rows(of: [Architecture(cell)])[range]
            var counts: [[Operation]: Float] = [:]
            for path in paths(cell) { counts[path, default: 0] += 1 }
            #expect(row.filter { $0 != 0 }.sorted() == counts.values.sorted())
        }
    }

    /// In a space of which only the graph is known: how often each type is there, and how often each leads to each, over the edges that are there.
    @Test func graphsAreCounted() throws {
        let graphs = SearchedSpace(.nasbenchGraph), map = graphs.features, layout = graphs.layout
        let range = try #require(map.groups.first { $0.name == "structure" }?.range)
        // Types 2…10 at nodes 1…4; an end at the data or the output stands for itself.
        func counts(_ architecture: Architecture) -> [[Int]: Double] {
            let types = architecture.nodeTypes, edges = architecture.edges
            var counts: [[Int]: Double] = [:]
            for node in 1...4 { counts[[types[node]], default: 0] += 1 }
            for (slot, ends) in layout.slots.enumerated() where edges[slot] {
                let from = ends.from == 0 ? -1 : types[ends.from], to = ends.to == 5 ? -1 : types[ends.to]
                counts[[from, to], default: 0] += 1
            }
            return counts
        }
        let all = try #require(graphs.all), truth = all.map(counts)
        // Pairs in the order of their types, an end that stands for itself before all others.
        let ends = [-1] + (2...10)
        let keys = (2...10).map { [$0] } + ends.flatMap { a in ends.map { [a, $0] } }.filter { $0 != [-1, -1] }
        #expect(range.count == keys.count)
        let places = Array(stride(from: 5, to: all.count, by: 997)), rows = graphs.rows(of: places.map { all[$0] })
        for (column, key) in zip(range, keys) {
            let values = truth.map { $0[key] ?? 0 }, mean = values.reduce(0, +) / Double(values.count)
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
            for (row, place) in places.enumerated() where deviation > 1e-3 {
                #expect(abs(Double(rows[row * map.count + column]) - (values[place] - mean) / deviation) < 2e-3, "\(key)")
            }
        }
    }

    /// Random probabilities of the operations of each edge.
    private func choices(_ generator: inout PhiloxGenerator) -> [Float] {
        (0..<6).flatMap { _ in
            let weights = (0..<5).map { _ in Float(generator.uniform()) }
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        }
    }

    @Test func expectationIsThatOverAllCells() {
        var generator = PhiloxGenerator(seed: 3)
        let choices = choices(&generator)
        let rows = space.rows(of: Figures.cells)
        var truth = [Double](repeating: 0, count: map.count)
        for cell in Cell.all {
            let probability = (0..<6).reduce(1.0) { $0 * Double(choices[5 * $1 + cell[$1].rawValue]) }
            for i in truth.indices { truth[i] += probability * Double(rows[cell.code * map.count + i]) }
        }
        var found = [Float](repeating: 0, count: map.count)
        map.expectation(choices, into: &found)
        for i in truth.indices { #expect(abs(Double(found[i]) - truth[i]) < 1e-4) }
    }

    /// The expectation is linear in each choice, so differences are exact but for rounding.
    @Test func pullbackIsTheSlope() {
        var generator = PhiloxGenerator(seed: 4)
        let choices = choices(&generator)
        let slopes = (0..<map.count).map { _ in Float(generator.uniform() - 0.5) }
        var gradient = [Float](repeating: 0, count: map.choiceCount)
        map.pullback(choices, slopes: slopes, into: &gradient)
        func value(_ choices: [Float]) -> Double {
            var features = [Float](repeating: 0, count: map.count)
            map.expectation(choices, into: &features)
            return zip(features, slopes).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        for i in gradient.indices {
            var (up, down) = (choices, choices)
            up[i] += 0.25
            down[i] -= 0.25
            #expect(abs(Double(gradient[i]) - (value(up) - value(down)) / 0.5) < 1e-3)
        }
    }

    @Test func meansAreReadAsProbabilities() throws {
        let cell = try #require(Cell(code: 7_001))
        var choices = [Float](repeating: 9, count: map.choiceCount)
        map.choices(ofMean: cell.state, into: &choices)
        for edge in 0..<6 {
            for operation in 0..<5 { #expect(choices[5 * edge + operation] == (cell[edge].rawValue == operation ? 1 : 0)) }
        }
        // Between −1 and 1 a mean of x is a probability of (x + 1)/2, scaled to sum to one.
        map.choices(ofMean: (0..<66).map { $0 % 7 == 3 ? 0.5 : -0.5 }, into: &choices)
        for edge in 0..<6 { for operation in 0..<5 { #expect(abs(choices[5 * edge + operation] - (operation == 1 ? 0.75 : 0.25) / 1.75) < 1e-6) } }
        map.choices(ofMean: [Float](repeating: -1, count: 66), into: &choices)
        #expect(choices.allSatisfy { abs($0 - 0.2) < 1e-6 })
    }
}
