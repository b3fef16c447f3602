import Architectures

extension SearchSpace {
    /// Slots whose edge V does not tell: some types go together with the edge and without it.
    var untoldSlots: [Int] {
        blocks.flatMap { block in
            var untold: Set<Int> = []
            func compare(_ one: SpaceBlock.Pattern, _ other: SpaceBlock.Pattern) {
                for (place, slot) in block.slots.enumerated() where one.edges[place] != other.edges[place] { untold.insert(slot) }
            }
            let types = block.patterns.map(\.types)
            guard types.count <= Self.mostCompared else {
                // Of many patterns those are compared that allow the very same.
                var first: [[[Int]]: Int] = [:]
                for (place, types) in types.enumerated() {
                    if let known = first[types] { compare(block.patterns[known], block.patterns[place]) } else { first[types] = place }
                }
                return untold.sorted()
            }
            for one in types.indices {
                for other in 0..<one where zip(types[one], types[other]).allSatisfy({ !Set($0).isDisjoint(with: $1) }) {
                    compare(block.patterns[one], block.patterns[other])
                }
            }
            return untold.sorted()
        }
    }

    private static let mostCompared = 256

    /// *Structure* of a space of which only the graph is known: how often each type is there, and, where they are not too many, how often each
    /// leads to each.
    /// - Parameter slots: whose edges are sites of their own, after the rows of the choices
    func graphFeatures(_ slots: [Int]) -> SpaceFeatures {
        let width = chosenTypes.count
        func literal(_ node: Int, _ type: Int) -> Int { (node - choices.lowerBound) * width + type - chosenTypes.lowerBound }
        func types(of node: Int) -> [Int] { choices.contains(node) ? chosenTypes.filter { $0 != absentType } : [] }
        var counts = chosenTypes.map { type in Polynomial(terms: choices.map { Polynomial.Term(literals: [literal($0, type)]) }) }
        // What is always there needs no literal.
        let always = layout.slots.indices.filter { slot in
            blocks.contains { block in
                block.slots.firstIndex(of: slot).map { place in block.patterns.allSatisfy { $0.edges[place] } } ?? false
            }
        }
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
            for slot in always { add(slot, []) }
        }
        counts += pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) { ($0 ?? -1) < ($1 ?? -1) } }.map { Polynomial(terms: $0.value) }
        return SpaceFeatures([.init("structure", counts, isStandardised: true)])
    }

    private static let mostPairs = 100
}
