import Architectures
import Foundation
import TestSupport
import Testing

/// Which architectures are the same in other words.
@Suite struct IsomorphTests {
    @Test(arguments: [(Cell.Expression.published, 6_466), (.pruned, 5_390), (.opened, 4_930)])
    func cellsHaveAsManyTexts(expression: Cell.Expression, count: Int) {
        #expect(Set(Cell.all.map { $0.text(expression) }).count == count)
    }

    /// Texts as `to_unique_str` gives them, and what is left of them.
    @Test(arguments: [
        ("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", "#+#+#", "", ""),
        (
            "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|",
            "#+(#+(0)@nor_conv_3x3)@avg_pool_3x3+0", "((0)@nor_conv_3x3)@avg_pool_3x3+0", "((0)@nor_conv_3x3)@avg_pool_3x3+0"
        ),
        // Input and convolution, skipped on, are summed up with a pooling.
        (
            "|nor_conv_1x1~0|+|skip_connect~0|skip_connect~1|+|avg_pool_3x3~0|none~1|skip_connect~2|",
            "#+(0)@avg_pool_3x3+(0)@nor_conv_1x1+0", "(0)@avg_pool_3x3+(0)@nor_conv_1x1+0", "(0)@avg_pool_3x3+(0)@nor_conv_1x1+0"
        ),
        // Input and pooling, with the convolution: the sum within the sum is sorted by itself.
        (
            "|avg_pool_3x3~0|+|skip_connect~0|skip_connect~1|+|nor_conv_1x1~0|none~1|skip_connect~2|",
            "#+(0)@avg_pool_3x3+0+(0)@nor_conv_1x1", "(0)@avg_pool_3x3+0+(0)@nor_conv_1x1", "(0)@avg_pool_3x3+(0)@nor_conv_1x1+0"
        ),
    ])
    func cellsAreWritten(arch: String, published: String, pruned: String, opened: String) throws {
        let cell = try Cell(archString: arch)
        #expect([cell.text(.published), cell.text(.pruned), cell.text(.opened)] == [published, pruned, opened])
    }

    /// Computed with numbers for feature maps and unlike functions for operations, cells have the same result if and only if they are of one class.
    @Test func cellsOfAClassComputeTheSame() throws {
        let prime: UInt64 = 2_147_483_647
        func result(_ cell: Cell, input: UInt64) -> UInt64 {
            var maps = [input, 0, 0, 0]
            for (edge, operation) in zip(Cell.edges, cell.operations) {
                let x = maps[edge.from]
                let value: UInt64 =
                    switch operation {
                    case .none: 0
                    case .skip: x
                    case .conv1x1: x * ((x * x + 911) % prime) % prime
                    case .conv3x3: x * ((3 * x + 77_003) % prime) % prime * 5 % prime
                    case .averagePool: x * ((x * x + 12 * x + 400_009) % prime) % prime
                    }
                maps[edge.to] = (maps[edge.to] + value) % prime
            }
            return maps[3]
        }
        let classes = try #require(SearchSpace.nasbench201.classes)
        var ofResult: [[UInt64]: Int] = [:], ofClass: [Int: [UInt64]] = [:]
        for cell in Cell.all {
            let number = classes.numbers[cell.code], results = [result(cell, input: 1_234_577), result(cell, input: 987_654_321)]
            #expect(ofResult[results, default: number] == number && ofClass[number, default: results] == results, "\(cell.archString)")
            ofResult[results] = number
            ofClass[number] = results
        }
        #expect(classes.count == ofResult.count && classes.count == 4_930)
    }

    @Test func membersAreThoseOfTheNumbers() throws {
        let classes = try #require(SearchSpace.nasbench201.classes), members = classes.members
        #expect(members.count == classes.count && members.joined().sorted() == Array(0..<Cell.count))
        for (number, members) in members.enumerated() { #expect(members == members.sorted() && members.allSatisfy { classes.numbers[$0] == number }) }
        // Numbers are given as classes occur, and the cells without a path are one class.
        #expect(members.compactMap(\.first) == members.compactMap(\.first).sorted())
        #expect(members.contains(Cell.codesWithoutPath))
    }

    @Test func otherSpacesHaveNone() throws {
        let graphs = try #require(SearchSpace.nasbenchGraph.classes)
        #expect(graphs.count == 26_206 && graphs.numbers == Array(0..<26_206))
        let chain = try OwnSpace(Data(#"{"name": "c", "choices": {"a": ["x", "y"], "b": ["x", "y"], "c": ["x", "y"]}}"#.utf8), path: "s.json").space
        #expect(chain.classes?.count == 8)
        #expect(SearchSpace.mobilenetv3.classes == nil)
    }

    /// Rows of a table: of a space without a list the same architecture alone is the same.
    @Test func rowsHaveClasses() throws {
        let networks = try [2, 3, 2].map { depth in
            Architecture(
                try MobileNet(depths: [2, 2, 2, 2, depth], kernels: [Int](repeating: 3, count: 20), expansions: [Int](repeating: 4, count: 20)))
        }
        #expect(IsomorphClasses(of: networks).numbers == [0, 1, 0])
        #expect(IsomorphClasses(of: []).count == 0)
    }

    /// A space of the user's own: nodes in another order, and a node that nothing leads out of.
    @Test func nodesMayBeNumberedOtherwise() throws {
        let document = """
            {"name": "cells", "nodes": ["in", "1", "2", "out"], "types": ["in", "out", "conv", "pool", "none"], "absent": "none",
             "slots": "all", "listing": "t.csv", "loose": true}
            """
        let table = """
            1,2,edges
            conv,pool,in>1 in>2 1>out 2>out
            pool,conv,in>1 in>2 1>out 2>out
            conv,pool,in>1 1>2 2>out
            pool,conv,in>1 1>2 2>out
            conv,none,in>1 1>out
            none,conv,in>2 2>out
            conv,pool,in>1 1>out in>2
            conv,pool,in>1 in>2
            pool,conv,in>1 in>2

            """
        let space = try withTemporaryFolder { folder in
            try document.write(toFile: "\(folder)/s.json", atomically: true, encoding: .utf8)
            try table.write(toFile: "\(folder)/t.csv", atomically: true, encoding: .utf8)
            return try OwnSpace(contentsOf: "\(folder)/s.json").space
        }
        // Of the last two no path leads out: nobody can say what they are.
        #expect(space.classes?.numbers == [0, 0, 1, 2, 3, 3, 3, 4, 5])
    }
}

/// The canonical form of a graph against all ways to number its nodes.
@Suite struct GraphShapeTests {
    private struct Graph {
        var types: [Int], edges: Set<[Int]>

        /// Nodes on a path alone, numbered anew in their order.
        var live: Graph? {
            func closure(_ start: Int, _ next: (Int) -> [Int]) -> Set<Int> {
                var found: Set = [start], open = [start]
                while let node = open.popLast() { for other in next(node) where found.insert(other).inserted { open.append(other) } }
                return found
            }
            let last = types.count - 1
            let reached = closure(0) { node in edges.filter { $0[0] == node }.map { $0[1] } }
            let reaching = closure(last) { node in edges.filter { $0[1] == node }.map { $0[0] } }
            guard reached.contains(last) else { return nil }
            let kept = reached.intersection(reaching).sorted()
            return Graph(
                types: kept.map { types[$0] },
                edges: Set(
                    edges.compactMap { edge in
                        guard let from = kept.firstIndex(of: edge[0]), let to = kept.firstIndex(of: edge[1]) else { return nil }
                        return [from, to]
                    }))
        }

        func isIsomorphic(to other: Graph) -> Bool {
            guard types.count == other.types.count, edges.count == other.edges.count else { return false }
            return orders(types.count).contains { order in
                types.indices.allSatisfy { types[$0] == other.types[order[$0]] } && edges.allSatisfy { other.edges.contains([order[$0[0]], order[$0[1]]]) }
            }
        }

        /// All orders that leave the ends where they are.
        private func orders(_ count: Int) -> [[Int]] {
            var orders: [[Int]] = [[0]]
            for _ in 1..<max(count - 1, 1) { orders = orders.flatMap { order in (1..<count - 1).filter { !order.contains($0) }.map { order + [$0] } } }
            return count > 1 ? orders.map { $0 + [count - 1] } : orders
        }

        var text: [UInt8]? {
            GraphShape(nodes: types.count, edges: edges.map { GraphLayout.Slot(from: $0[0], to: $0[1]) })?.text(types: types)
        }
    }

    private func random(_ random: inout SeededGenerator) -> Graph {
        let count = Int.random(in: 3...7, using: &random), share = Double.random(in: 0.2...0.8, using: &random), kinds = Int.random(in: 1...2, using: &random)
        var edges: Set<[Int]> = []
        for to in 1..<count { for from in 0..<to where Double.random(in: 0..<1, using: &random) < share { edges.insert([from, to]) } }
        return Graph(types: (0..<count).map { _ in Int.random(in: 0..<kinds, using: &random) }, edges: edges)
    }

    /// The same graph with its inner nodes in another order that still leads forward.
    private func shuffled(_ graph: Graph, _ random: inout SeededGenerator) -> Graph {
        let last = graph.types.count - 1
        var placed = [0]
        while placed.count < last {
            let free = (1..<last).filter { node in !placed.contains(node) && graph.edges.allSatisfy { $0[1] != node || placed.contains($0[0]) } }
            guard let next = free.randomElement(using: &random) else { break }
            placed.append(next)
        }
        placed.append(last)
        let number = Dictionary(uniqueKeysWithValues: placed.enumerated().map { ($1, $0) })
        return Graph(types: placed.map { graph.types[$0] }, edges: Set(graph.edges.map { [number[$0[0]] ?? 0, number[$0[1]] ?? 0] }))
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>) func textsAreEqualJustWhereGraphsAreIsomorphic(seed: UInt64) {
        var random = SeededGenerator(seed: seed), same = 0, other = 0
        for round in 0..<1_500 {
            let one = self.random(&random), two = round % 3 == 0 ? shuffled(one, &random) : self.random(&random)
            #expect((one.text == nil) == (one.live == nil))
            guard let first = one.live, let second = two.live else { continue }
            let areIsomorphic = first.isIsomorphic(to: second)
            #expect((one.text == two.text) == areIsomorphic, "\(one) \(two)")
            if areIsomorphic { same += 1 } else { other += 1 }
        }
        #expect(same > 300 && other > 300, "\(same) \(other)")
    }

    /// Colours alone do not tell a hexagon from two triangles, here each node between the ends; numberings do.
    @Test func whatColoursDoNotTellIsTold() {
        func graph(_ pairs: [[Int]]) -> Graph {
            // Six nodes, and one for each pair that joins two of them.
            var edges: Set<[Int]> = [], types = [0] + [Int](repeating: 1, count: 6) + [Int](repeating: 2, count: 6) + [3]
            for node in 1...6 { edges.insert([0, node]) }
            for (number, pair) in pairs.enumerated() {
                for node in pair { edges.insert([node, 7 + number]) }
                edges.insert([7 + number, 13])
            }
            types[0] = 0
            return Graph(types: types, edges: edges)
        }
        let hexagon = graph([[1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [6, 1]]), triangles = graph([[1, 2], [2, 3], [3, 1], [4, 5], [5, 6], [6, 4]])
        let again = graph([[3, 5], [5, 1], [1, 6], [6, 2], [2, 4], [4, 3]])
        #expect(hexagon.text != triangles.text && hexagon.text == again.text)
    }

    /// Sixty nodes side by side are alike, and take no time.
    @Test func manyNodesSideBySideAreOne() {
        func graph(_ kinds: [Int]) -> Graph {
            Graph(types: [0] + kinds + [1], edges: Set((1...60).flatMap { [[0, $0], [$0, 61]] }))
        }
        let one = graph((0..<60).map { $0 < 20 ? 3 : 4 }), two = graph((0..<60).map { $0 % 3 == 0 ? 3 : 4 }), three = graph((0..<60).map { $0 < 21 ? 3 : 4 })
        #expect(one.text == two.text && one.text != three.text)
    }

    /// Ten pairs that could be exchanged in too many ways are written by their colours.
    @Test func tooMuchSymmetryIsNotTriedOut() throws {
        func graph(_ links: [[Int]]) -> Graph {
            Graph(
                types: [0] + [Int](repeating: 1, count: 20) + [2],
                edges: Set((1...10).map { [0, $0] } + (11...20).map { [$0, 21] } + links))
        }
        let straight = graph((1...10).map { [$0, $0 + 10] }), crossed = graph((1...10).map { [$0, 21 - $0] })
        let text = try #require(straight.text)
        #expect(text == crossed.text && text.first == 0)
        #expect(graph((1...10).map { [$0, 11] } + [[1, 12]]).text != text)
    }
}
