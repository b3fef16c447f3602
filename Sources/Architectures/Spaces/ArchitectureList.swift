/// All architectures of a space whose architectures can be listed. A *place* is an architecture's number in the list, by which figures are kept.
///
/// For posteriors the list is held in *rows* instead: those that share their edges stand together.
public struct ArchitectureList: Sendable {
    public let count: Int
    /// Nodes at which architectures differ.
    package let nodes: [Int]
    /// Column of V of each of them, by row, [count][nodes].
    package let types: [UInt8]
    /// Where the rows of each set of edges begin, [runs + 1].
    package let starts: [Int]
    /// The place of each row.
    package let places: [Int]
    /// Whether each slot carries an edge, by run.
    package let edges: [[Bool]]
    /// The type of each node that has the same in all architectures.
    package let fixed: [(node: Int, type: Int)]
    private let nodeCount: Int
    /// The row of each place.
    private let rows: [Int]
    /// The run of each set of edges.
    private let runOfEdges: [[Bool]: Int]
    /// Finds rows by run and types; made when it is first asked.
    private let index: Deferred<RowIndex>

    /// More are not listed.
    public static let most = 1_000_000

    /// nil where the space cannot be listed.
    init?(_ layout: GraphLayout, _ blocks: [SpaceBlock]) {
        guard blocks.count == 1, let block = blocks.first, block.count <= Double(Self.most) else { return nil }
        nodeCount = layout.nodeCount
        let all = block.nodes.indices.map { place in
            let mask = block.patterns.reduce(0) { $0 | $1.masks[place] }
            return (0..<64).filter { mask >> UInt64($0) & 1 == 1 }
        }
        let free = block.nodes.indices.filter { all[$0].count > 1 }
        nodes = free.map { block.nodes[$0] }
        fixed = block.nodes.indices.filter { all[$0].count == 1 }.map { (block.nodes[$0], all[$0][0]) }
        // Patterns that differ in types alone share their rows' run.
        var runs: [(edges: [Bool], patterns: [Int])] = [], run: [[Bool]: Int] = [:]
        for (number, pattern) in block.patterns.enumerated() {
            if let known = run[pattern.edges] {
                runs[known].patterns.append(number)
            } else {
                run[pattern.edges] = runs.count
                runs.append((pattern.edges, [number]))
            }
        }
        let firsts = block.patterns.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int($1.count)) }
        var types: [UInt8] = [], starts = [0], order: [Int] = []
        for run in runs {
            for number in run.patterns {
                let pattern = block.patterns[number].types, allowed = free.map { pattern[$0] }
                for member in 0..<firsts[number + 1] - firsts[number] {
                    // The first choice varies fastest.
                    var rest = member
                    for choices in allowed {
                        types.append(UInt8(choices[rest % choices.count]))
                        rest /= choices.count
                    }
                    order.append(firsts[number] + member)
                }
            }
            starts.append(order.count)
        }
        let rows = order.count
        (self.types, self.starts, count) = (types, starts, rows)
        edges = runs.map { run in
            var edges = [Bool](repeating: false, count: layout.slots.count)
            for (slot, isPresent) in zip(block.slots, run.edges) { edges[slot] = isPresent }
            return edges
        }
        // Where every combination of types is an architecture, its place is the number that they spell, the first choice its
        // last digit; else it is its place among the patterns.
        let choices = free.map { all[$0] }, width = free.count
        let isProduct = choices.reduce(1.0) { $0 * Double($1.count) } == Double(rows)
        (self.choices, self.isProduct) = (choices, isProduct)
        let ranks = choices.map { types in Dictionary(uniqueKeysWithValues: types.enumerated().map { (UInt8($1), $0) }) }
        let places = (0..<rows).map { row in
            guard isProduct else { return order[row] }
            return free.indices.reversed().reduce(0) { $0 * choices[$1].count + (ranks[$1][types[row * width + $1]] ?? 0) }
        }
        self.places = places
        self.rows = Self.inverse(places)
        (runOfEdges, index) = Self.index(self.edges, types: types, starts: starts, width: width)
    }

    /// The list of a table, in its order. - Precondition: it is not empty, and has types and edges of the graph
    init(_ layout: GraphLayout, _ listing: OwnListing) {
        let nodes = layout.nodeCount, rows = listing.count
        var masks = [UInt64](repeating: 0, count: nodes)
        for row in 0..<rows { for node in 0..<nodes { masks[node] |= 1 << UInt64(listing.types[row * nodes + node]) } }
        let free = masks.indices.filter { masks[$0].nonzeroBitCount > 1 }
        nodeCount = nodes
        self.nodes = free
        fixed = masks.indices.filter { masks[$0].nonzeroBitCount == 1 }.map { ($0, masks[$0].trailingZeroBitCount) }
        choices = free.map { node in (0..<64).filter { masks[node] >> UInt64($0) & 1 == 1 } }
        isProduct = false
        // Rows of one run stand together, in the table's order.
        var starts = [Int](repeating: 0, count: listing.edges.count + 1)
        for run in listing.runs { starts[Int(run) + 1] += 1 }
        for run in listing.edges.indices { starts[run + 1] += starts[run] }
        var next = starts, places = [Int](repeating: 0, count: rows)
        for (place, run) in listing.runs.enumerated() {
            places[next[Int(run)]] = place
            next[Int(run)] += 1
        }
        var types: [UInt8] = []
        types.reserveCapacity(rows * free.count)
        for place in places { for node in free { types.append(listing.types[place * nodes + node]) } }
        (count, edges, self.types, self.starts, self.places) = (rows, listing.edges, types, starts, places)
        self.rows = Self.inverse(places)
        (runOfEdges, index) = Self.index(listing.edges, types: types, starts: starts, width: free.count)
    }

    private static func inverse(_ places: [Int]) -> [Int] {
        var rows = [Int](repeating: 0, count: places.count)
        for (row, place) in places.enumerated() { rows[place] = row }
        return rows
    }

    private static func index(_ edges: [[Bool]], types: [UInt8], starts: [Int], width: Int) -> ([[Bool]: Int], Deferred<RowIndex>) {
        let runs = Dictionary(edges.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let index = Deferred {
            var index = RowIndex(count: starts.last ?? 0)
            for run in edges.indices {
                for row in starts[run]..<starts[run + 1] {
                    _ = index.insert(row, hash(run, (0..<width).lazy.map { types[row * width + $0] })) { _ in false }
                }
            }
            return index
        }
        return (runs, index)
    }

    private static func hash(_ run: Int, _ types: some Sequence<UInt8>) -> UInt64 {
        var hash = ByteHash()
        for shift in [0, 8, 16, 24] { hash.add(UInt8(truncatingIfNeeded: run >> shift)) }
        for type in types { hash.add(type) }
        return hash.value
    }

    /// Whether every combination of types is an architecture.
    package let isProduct: Bool

    /// Types that the free node `k` may have, ascending.
    package let choices: [[Int]]

    /// Writes the ±1 values of the state of the architecture at a place. Allocates nothing.
    /// - Precondition: `state` has room for them
    package func encode(_ place: Int, of layout: GraphLayout, into state: UnsafeMutableBufferPointer<Float>) {
        for i in 0..<layout.stateDimension { state[i] = -1 }
        for (node, type) in fixed { state[node * layout.typeCount + type] = 1 }
        for k in nodes.indices { state[nodes[k] * layout.typeCount + type(k, of: place)] = 1 }
        writeEdges(place, of: layout, into: state)
    }

    /// Writes the ±1 values of its edges alone.
    package func writeEdges(_ place: Int, of layout: GraphLayout, into state: UnsafeMutableBufferPointer<Float>) {
        let edges = edges[run(ofRow: rows[place])]
        for slot in edges.indices { state[layout.vertexDimension + slot] = edges[slot] ? 1 : -1 }
    }

    /// Column of V of the free node `k` of the architecture at a place.
    package func type(_ k: Int, of place: Int) -> Int { Int(types[rows[place] * nodes.count + k]) }

    /// The place of an architecture beside the one at `place`, by two numbers in [0, 1): with another type, or the same, at one node; where not
    /// every combination of types is an architecture, any one of the list.
    package func neighbour(of place: Int, node: Double, type: Double) -> Int {
        guard isProduct else { return min(Int(type * Double(count)), count - 1) }
        let k = min(Int(node * Double(nodes.count)), nodes.count - 1)
        let weight = choices[..<k].reduce(1) { $0 * $1.count }, own = place / weight % choices[k].count
        return place + (min(Int(type * Double(choices[k].count)), choices[k].count - 1) - own) * weight
    }

    /// Column of V of each node of the architecture at a place.
    public func types(at place: Int) -> [Int] {
        var result = [Int](repeating: 0, count: nodeCount)
        for (node, type) in fixed { result[node] = type }
        let row = rows[place]
        for (k, node) in nodes.enumerated() { result[node] = Int(types[row * nodes.count + k]) }
        return result
    }

    /// The place of the architecture with these types and edges; nil where there is none.
    public func place(types: [Int], edges: [Bool]) -> Int? {
        guard types.count == nodeCount, types.allSatisfy({ (0..<64).contains($0) }), let run = runOfEdges[edges],
            fixed.allSatisfy({ types[$0.node] == $0.type })
        else { return nil }
        let width = nodes.count
        let row = index.value.find(Self.hash(run, nodes.lazy.map { UInt8(types[$0]) })) { row in
            starts[run] <= row && row < starts[run + 1] && nodes.indices.allSatisfy { Int(self.types[row * width + $0]) == types[nodes[$0]] }
        }
        return row.map { places[$0] }
    }

    /// The places of architectures in which no slot carries an edge, ascending: nothing passes through them. None where there are no slots.
    package var placesWithoutEdges: [Int] {
        edges.indices.filter { !edges[$0].isEmpty && !edges[$0].contains(true) }.flatMap { places[starts[$0]..<starts[$0 + 1]] }.sorted()
    }

    /// Whether some architecture has these edges.
    func has(_ edges: [Bool]) -> Bool { runOfEdges[edges] != nil }

    /// Types that the free node `k` has in some architecture, ascending.
    package func allowed(_ k: Int) -> [Int] { choices[k] }

    /// Whether each slot carries an edge, of the architecture at a place.
    public func edges(at place: Int) -> [Bool] { edges[run(ofRow: rows[place])] }

    private func run(ofRow row: Int) -> Int {
        var (low, high) = (0, starts.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= row { low = middle } else { high = middle }
        }
        return low
    }
}
