/// What lies on paths from the first node of a graph to the last, whatever the types of its nodes; with types it is written so that isomorphic graphs
/// are written alike, and no others.
///
/// Nodes are coloured by what is around them, and around that, until no more are told apart (Weisfeiler & Leman 1968). Where nodes are left that look
/// alike, each is marked in turn and the least of the texts taken. Of nodes with the same neighbours one stands for all.
package struct GraphShape: Sendable {
    /// The nodes on a path, ascending.
    private let live: [Int]
    /// Neighbours of each of them, by place in `live`.
    private let into, outOf: [[Int]]
    /// What is known of each of them before its type is.
    private var colours: [Int] = []

    /// Texts that are compared for one graph. A graph of so much symmetry that there would be more is written by its colours alone, which graphs that
    /// are not isomorphic may then share.
    private static let most = 2_000

    /// - Parameters:
    ///   - count: of the nodes
    ///   - edges: between nodes, each of them forward, none twice
    /// - Returns: nil where no path leads from the first node to the last
    package init?(nodes count: Int, edges: [GraphLayout.Slot]) {
        guard count > 1 else { return nil }
        var reached = [Bool](repeating: false, count: count), reaching = reached
        (reached[0], reaching[count - 1]) = (true, true)
        let forward = edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        for edge in forward where reached[edge.from] { reached[edge.to] = true }
        for edge in forward.reversed() where reaching[edge.to] { reaching[edge.from] = true }
        guard reached[count - 1] else { return nil }
        let live = (0..<count).filter { reached[$0] && reaching[$0] }
        var into = live.map { _ in [Int]() }, outOf = into
        let places = Dictionary(live.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for edge in forward {
            guard let from = places[edge.from], let to = places[edge.to] else { continue }
            outOf[from].append(to)
            into[to].append(from)
        }
        (self.live, self.into, self.outOf) = (live, into, outOf)
        // The ends are what they are, whatever is around them.
        colours = refined(live.map { [$0 == 0 ? 0 : $0 == count - 1 ? 2 : 1] })
    }

    /// The graph with types, one a node of the whole. - Precondition: they are numbers from 0 to 255
    package func text(types: [Int]) -> [UInt8] {
        let types = live.map { types[$0] }
        guard !isTold(colours) else { return text(numbers: colours, types) }
        let colours = refined(zip(colours, types).map { [$0, $1] })
        var left = Self.most
        return least(colours, types, &left) ?? text(colours: colours, types)
    }

    /// Whether each node has a colour of its own, which is its number then.
    private func isTold(_ colours: [Int]) -> Bool { colours.max() == colours.count - 1 }

    /// The rank of each node's mark among all marks.
    private func ranked(_ marks: [[Int]]) -> [Int] {
        let order = marks.indices.sorted { marks[$0].lexicographicallyPrecedes(marks[$1]) }
        var ranks = [Int](repeating: 0, count: marks.count), rank = 0
        for (before, node) in zip(order, order.dropFirst()) {
            if marks[before] != marks[node] { rank += 1 }
            ranks[node] = rank
        }
        return ranks
    }

    /// Colours that tell apart what the marks and the colours around tell apart; the order of the marks is kept.
    private func refined(_ marks: [[Int]]) -> [Int] {
        var colours = ranked(marks), count = 0
        while let most = colours.max(), most >= count {
            count = most + 1
            let known = colours
            colours = ranked(known.indices.map { node in [known[node]] + sorted(outOf[node], known) + [-1] + sorted(into[node], known) })
        }
        return colours
    }

    private func sorted(_ nodes: [Int], _ colours: [Int]) -> [Int] { nodes.map { colours[$0] }.sorted() }

    /// The least of the texts of all numberings that agree with the colours; nil where there are too many.
    private func least(_ colours: [Int], _ types: [Int], _ left: inout Int) -> [UInt8]? {
        var members = [[Int]](repeating: [], count: colours.count)
        for (node, colour) in colours.enumerated() { members[colour].append(node) }
        guard let alike = members.first(where: { $0.count > 1 }) else {
            left -= 1
            return left >= 0 ? text(numbers: colours, types) : nil
        }
        let areOne = alike.dropFirst().allSatisfy { into[$0] == into[alike[0]] && outOf[$0] == outOf[alike[0]] }
        var least: [UInt8]?
        for node in areOne ? alike.prefix(1) : alike[...] {
            let marked = refined(colours.indices.map { [colours[$0], $0 == node ? 0 : 1] })
            guard let text = self.least(marked, types, &left) else { return nil }
            if least.map({ text.lexicographicallyPrecedes($0) }) ?? true { least = text }
        }
        return least
    }

    /// The whole graph: the type of each node in the order of their numbers, and where its edges lead.
    private func text(numbers: [Int], _ types: [Int]) -> [UInt8] {
        var text: [Int] = [1]
        for node in numbers.indices.sorted(by: { numbers[$0] < numbers[$1] }) {
            text += [types[node], outOf[node].count]
            text += sorted(outOf[node], numbers)
        }
        return text.map { UInt8(truncatingIfNeeded: $0) }
    }

    /// What the colours tell: of each node its type and those around it.
    private func text(colours: [Int], _ types: [Int]) -> [UInt8] {
        var text: [Int] = [0]
        for node in colours.indices.sorted(by: { colours[$0] < colours[$1] }) {
            text += [types[node], outOf[node].count, into[node].count]
            text += sorted(outOf[node], colours) + sorted(into[node], colours)
        }
        return text.map { UInt8(truncatingIfNeeded: $0) }
    }
}
