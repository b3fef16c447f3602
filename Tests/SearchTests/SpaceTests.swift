import Architectures
import Search
import Tensors
import Testing

@Suite struct SpaceTests {
    let networks = SearchedSpace(.mobilenetv3)
    let graphs = SearchedSpace(.nasbenchGraph)

    @Test func neighboursOfACellDifferInOneOperation() throws {
        let architecture = Figures.cells[9_876], cell = try #require(architecture.cell)
        let neighbours = Figures.space.neighbours(of: architecture)
        #expect(Set(neighbours).count == 24)
        for neighbour in neighbours.compactMap(\.cell) {
            #expect((0..<6).count { neighbour[$0] != cell[$0] } == 1)
        }
        // Edge by edge, and the operations of an edge in their order: draws depend on it.
        let codes = (0..<6).flatMap { edge in
            Operation.allCases.filter { $0 != cell[edge] }.map { other in
                var operations = cell.operations
                operations[edge] = other
                return try? Cell(operations).code
            }
        }
        #expect(neighbours.map(\.place) == codes)
    }

    @Test func neighboursOfANetworkDifferInOneLayerOrOneDepth() throws {
        var generator = PhiloxGenerator(seed: 5)
        for _ in 0..<20 {
            let architecture = networks.draw(using: &generator), network = try #require(architecture.network)
            var wanted: [Architecture] = []
            for stage in 0..<MobileNet.stageCount {
                func add(_ layers: [Int]) throws {
                    var stages = network.stages
                    stages[stage] = try MobileNet.Stage(layers.compactMap(MobileNet.Layer.init(code:)))
                    wanted.append(Architecture(try MobileNet(stages)))
                }
                let codes = network[stage].layers.map(\.code)
                for place in codes.indices {
                    for other in 0..<9 where other != codes[place] { try add(Array(codes[..<place]) + [other] + Array(codes[(place + 1)...])) }
                }
                if codes.count > 2 { try add(codes.dropLast()) }
                if codes.count < 4 { for code in 0..<9 { try add(codes + [code]) } }
            }
            #expect(networks.neighbours(of: architecture) == wanted)
        }
    }

    /// Of a graph network an operation differs, or the tree alone, and by such changes every one is reached from every other.
    @Test func neighboursOfAGraphNetworkReachAll() throws {
        let all = try #require(graphs.all)
        var reached: Set<Architecture> = [all[0]], front = [all[0]]
        while let next = front.popLast() {
            for neighbour in graphs.neighbours(of: next) where reached.insert(neighbour).inserted { front.append(neighbour) }
        }
        #expect(reached.count == all.count)
        for architecture in stride(from: 0, to: all.count, by: 997).map({ all[$0] }) {
            let neighbours = graphs.neighbours(of: architecture)
            #expect(Set(neighbours).count == neighbours.count && !neighbours.contains(architecture))
            for neighbour in neighbours { #expect(zip(neighbour.nodeTypes, architecture.nodeTypes).count { $0 != $1 } <= 1) }
        }
    }

    /// Depths are uniform, as the space has them, and mutations are neighbours.
    @Test func drawsFollowTheSpace() throws {
        var generator = PhiloxGenerator(seed: 3), depths = [0, 0, 0]
        for _ in 0..<600 {
            let network = networks.draw(using: &generator)
            for depth in try #require(network.network).depths { depths[depth - 2] += 1 }
        }
        #expect(depths.allSatisfy { abs($0 - 1_000) < 100 })
        for space in [Figures.space, networks, graphs] {
            let architecture = space.draw(using: &generator), neighbours = space.neighbours(of: architecture)
            for _ in 0..<10 { #expect(neighbours.contains(space.mutation(of: architecture, using: &generator))) }
        }
    }

    /// What evaluators get says the same as the text.
    @Test func wordsAreTheArchitecture() throws {
        let cell = try #require(Cell(code: 9_876))
        let names = cell.archString.split(separator: "|").filter { $0 != "+" }.map { String($0.split(separator: "~")[0]) }
        #expect(Architecture(cell).words == ["operations": .texts(names)])
        var generator = PhiloxGenerator(seed: 5)
        for _ in 0..<20 {
            let network = networks.draw(using: &generator)
            guard case .lists(let lists)? = network.words["network"] else {
                Issue.record("a network has lists")
                return
            }
            #expect(lists.keys.sorted() == ["d", "e", "ks"])
            #expect(try MobileNet(depths: lists["d"]?.compactMap { $0 } ?? [], kernels: lists["ks"] ?? [], expansions: lists["e"] ?? []) == network.network)
        }
        let graph = try Architecture(parsing: "0 0 1 2: gat gcn gin fc", in: .nasbenchGraph)
        #expect(graph.words == ["links": .numbers([0, 0, 1, 2]), "operations": .texts(["gat", "gcn", "gin", "fc"])])
    }

    /// Slots are sites where V does not tell the edge: of graph networks all but the two that are always there, and of no other built-in space.
    @Test func freeEdgesAreSites() {
        #expect(graphs.features.sites.count(where: \.isSlot) == 12)
        for space in [Figures.space, networks] { #expect(space.features.sites.allSatisfy { !$0.isSlot }) }
    }

    /// Features of graph networks: how often each operation is there, and each after another.
    @Test func graphFeaturesCount() throws {
        let all = try #require(graphs.all), map = graphs.features
        let range = try #require(map.groups.first { $0.name == "structure" }?.range)
        #expect(range.count == 9 + 9 * 9 + 9 + 9)
        let rows = graphs.rows(of: all), gcn = range.lowerBound + 1
        // Standardised: mean 0 and variance 1 over the list, and in the order of the counts.
        for column in range {
            let values = all.indices.map { Double(rows[$0 * map.count + column]) }
            #expect(abs(values.reduce(0, +)) / Double(values.count) < 1e-3)
            let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
            #expect(variance == 0 || abs(variance - 1) < 1e-3)
        }
        var values: [Int: Float] = [:]
        for (place, architecture) in all.enumerated() {
            let count = architecture.nodeTypes.count { $0 == 3 }, value = rows[place * map.count + gcn]
            #expect(abs((values[count] ?? value) - value) < 1e-4)
            values[count] = value
        }
        #expect(values.sorted { $0.key < $1.key }.map(\.value) == values.values.sorted())
    }
}
