/// Which architectures are the same in other words: a class holds those that are isomorphic to each other.
///
/// What was measured of one tells of all its class. So a split whose parts share a class is no test of what was learned.
public struct IsomorphClasses: Sendable, Hashable {
    /// The class of each member, numbered from 0 in the order in which classes first occur.
    public let numbers: [Int]
    /// The number of classes.
    public let count: Int

    /// Of any architectures, such as the rows of a table. - Precondition: they are of one space
    public init(of architectures: [Architecture]) {
        let parts = architectures.lazy.map { (types: $0.nodeTypes, edges: $0.edges) }
        self = architectures.first.map { IsomorphClasses(parts, $0.space.forms, $0.space.layout) } ?? IsomorphClasses([], count: 0)
    }

    /// Of a whole list.
    init(of list: ArchitectureList, _ forms: any SpaceForms, _ layout: GraphLayout) {
        self.init((0..<list.count).lazy.map { (types: list.types(at: $0), edges: list.edges(at: $0)) }, forms, layout)
    }

    private init(_ parts: some Sequence<(types: [Int], edges: [Bool])>, _ forms: any SpaceForms, _ layout: GraphLayout) {
        // Lists have far fewer sets of edges than architectures.
        var shapes: [[Bool]: GraphShape?] = [:], numbers: [Int] = [], known: [IsomorphKey: Int] = [:]
        for (types, edges) in parts {
            let shape = shapes[edges] ?? GraphShape(nodes: layout.nodeCount, edges: zip(layout.slots, edges).filter(\.1).map(\.0))
            shapes[edges] = .some(shape)
            let key = forms.key(types: types, edges: edges, shape)
            let number = known[key] ?? known.count
            known[key] = number
            numbers.append(number)
        }
        self.init(numbers, count: known.count)
    }

    private init(_ numbers: [Int], count: Int) { (self.numbers, self.count) = (numbers, count) }

    /// The members of each class, ascending.
    public var members: [[Int]] {
        var members = [[Int]](repeating: [], count: count)
        for (member, number) in numbers.enumerated() { members[number].append(member) }
        return members
    }
}

/// What isomorphic architectures of one space have in common, and no others.
struct IsomorphKey: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { bytes = Array(text.utf8) }

    /// An architecture that is the same as itself alone.
    init(types: [Int], edges: [Bool]) { bytes = [2] + types.map { UInt8(truncatingIfNeeded: $0) } + edges.map { $0 ? 1 : 0 } }
}

extension SpaceForms {
    /// By the graph alone. Where no path leads from the first node to the last, nobody can say what an architecture is, and each is the same as itself
    /// alone.
    func key(types: [Int], edges: [Bool], _ shape: GraphShape?) -> IsomorphKey {
        shape.map { IsomorphKey(bytes: $0.text(types: types)) } ?? IsomorphKey(types: types, edges: edges)
    }
}
