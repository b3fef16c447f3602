import Architectures

/// What a network of a listed space's clean architectures sees of one: the type of each node, and where types do not tell the edges, the edges and
/// how often each walk of up to three nodes occurs by its types, in whatever order the nodes are numbered.
struct ListedInput: Sendable {
    let list: ArchitectureList
    /// How many numbers it writes.
    let count: Int
    /// For each node at which architectures differ where its entries begin, and the entry of each type.
    private let entries: [(first: Int, ranks: [Int])]
    /// The slots that are shown, and where.
    private let slots: [Int]
    private let firstSlot: Int
    /// Entries of the walks of each architecture, by place and end to end, and where each place's begin.
    private let walks: [Int32]
    private let starts: [Int]

    /// - Precondition: the space is listed
    init(of space: SearchSpace) {
        guard let list = space.list else { preconditionFailure("\(space.title) has no list") }
        self.list = list
        var count = 0
        entries = list.choices.map { types in
            defer { count += types.count }
            return (count, (0..<space.layout.typeCount).map { types.firstIndex(of: $0) ?? 0 })
        }
        firstSlot = count
        let runs = list.edges
        slots = list.isProduct ? [] : space.layout.slots.indices.filter { slot in runs.contains { $0[slot] != runs[0][slot] } }
        count += slots.count
        guard !slots.isEmpty else {
            (walks, starts, self.count) = ([], [], count)
            return
        }
        let found = (0..<list.count).map { Self.walks(of: $0, list, space.layout) }
        let known = Dictionary(uniqueKeysWithValues: Set(found.joined()).sorted().enumerated().map { ($1, Int32(count + $0)) })
        walks = found.flatMap { $0.compactMap { known[$0] } }
        starts = found.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        self.count = count + known.count
    }

    /// Walks of one node, two and three along edges, as the numbers that their types spell.
    private static func walks(of place: Int, _ list: ArchitectureList, _ layout: GraphLayout) -> [Int] {
        let types = list.types(at: place).map { $0 + 1 }, edges = list.edges(at: place), base = layout.typeCount + 1
        let steps = zip(layout.slots, edges).filter(\.1).map(\.0)
        return types
            + steps.flatMap { step in
                let pair = types[step.from] * base + types[step.to]
                return [pair] + steps.filter { $0.from == step.to }.map { pair * base + types[$0.to] }
            }
    }

    /// Writes the architecture at a place.
    func write(_ place: Int, into values: UnsafeMutablePointer<Float>) {
        values.update(repeating: 0, count: count)
        for (k, entry) in entries.enumerated() { values[entry.first + entry.ranks[list.type(k, of: place)]] = 1 }
        guard !slots.isEmpty else { return }
        let edges = list.edges(at: place)
        for (k, slot) in slots.enumerated() where edges[slot] { values[firstSlot + k] = 1 }
        for walk in starts[place]..<starts[place + 1] { values[Int(walks[walk])] += 1 }
    }
}
