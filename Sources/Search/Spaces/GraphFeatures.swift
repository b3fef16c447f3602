import Architectures

extension SearchSpace {
    /// Slots whose edge V does not tell: some types go together with the edge and without it.
    var untoldSlots: [Int] {
        var untold: Set<Int> = []
        func compare(_ one: [Bool], _ other: [Bool], _ slots: [Int]) {
            for (place, slot) in slots.enumerated() where one[place] != other[place] { untold.insert(slot) }
        }
        if let list {
            guard list.edges.count > 1 else { return [] }
            let nodes = list.nodes.count, slots = Array(layout.slots.indices)
            var first: [[UInt8]: Int] = [:]
            for run in list.edges.indices {
                for row in list.starts[run]..<list.starts[run + 1] {
                    let types = Array(list.types[row * nodes..<(row + 1) * nodes])
                    if let known = first[types] { compare(list.edges[known], list.edges[run], slots) } else { first[types] = run }
                }
            }
            return untold.sorted()
        }
        for block in blocks {
            let types = block.patterns.map { $0.types.map(Set.init) }
            for one in types.indices {
                for other in 0..<one where zip(types[one], types[other]).allSatisfy({ !$0.isDisjoint(with: $1) }) {
                    compare(block.patterns[one].edges, block.patterns[other].edges, block.slots)
                }
            }
        }
        return untold.sorted()
    }

    /// Slots that carry an edge in every architecture.
    private var constantSlots: [Int] {
        if let list { return layout.slots.indices.filter { slot in list.edges.allSatisfy { $0[slot] } } }
        return blocks.flatMap { block in
            block.slots.enumerated().filter { place, _ in block.patterns.allSatisfy { $0.edges[place] } }.map(\.element)
        }
    }

    /// *Structure* of a space of which only the graph is known: how often each type is there, and, where they are not too many, how often each
    /// leads to each.
    /// - Parameter slots: whose edges are sites of their own, after the rows of the choices
    func graphFeatures(_ slots: [Int]) -> SpaceFeatures {
        let width = chosenTypes.count
        func literal(_ node: Int, _ type: Int) -> Int { (node - choices.lowerBound) * width + type - chosenTypes.lowerBound }
        func types(of node: Int) -> [Int] { choices.contains(node) ? chosenTypes.filter { $0 != absentType } : [] }
        var counts = chosenTypes.map { type in Polynomial(terms: choices.map { Polynomial.Term(literals: [literal($0, type)]) }) }
        var pairs: [[Int?]: [Polynomial.Term]] = [:]
        func add(_ slot: Int, _ edge: [Int]) {
            let (from, to) = (layout.slots[slot].from, layout.slots[slot].to)
            // An end without a choice is one and the same everywhere.
            for a in choices.contains(from) ? types(of: from).map(Optional.some) : [nil] {
                for b in choices.contains(to) ? types(of: to).map(Optional.some) : [nil] {
                    let ends = (a.map { [literal(from, $0)] } ?? []) + (b.map { [literal(to, $0)] } ?? [])
                    // Of what leads in and out alike nothing is learned where no type is involved.
                    if !ends.isEmpty { pairs[[a, b], default: []].append(Polynomial.Term(literals: ends + edge)) }
                }
            }
        }
        if width * width <= Self.mostPairs {
            for (place, slot) in slots.enumerated() { add(slot, [choices.count * width + 2 * place + 1]) }
            // What is always there needs no literal.
            for slot in constantSlots { add(slot, []) }
        }
        counts += pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) { ($0 ?? -1) < ($1 ?? -1) } }.map { Polynomial(terms: $0.value) }
        return SpaceFeatures([.init("structure", counts, isStandardised: true)])
    }

    private static let mostPairs = 100
}
