/// The written forms of a space of the user's own: `layers=4 heads=8`, a word a node that may differ, with `edges=a>b,b>c` where edges may; the
/// number in the list, `#12`; and a JSON object of types and edges by name.
struct OwnForms: SpaceForms {
    private let noun: String
    private let nodes, types: [String]
    private let slots: [GraphLayout.Slot]
    /// For each node the types that it may have, a bit a column of V.
    private let allowed: [UInt64]
    /// Whether architectures differ in their edges.
    private let hasEdges: Bool
    let keys = ["types"]

    init(_ document: OwnDocument, allowed: [UInt64], hasEdges: Bool) {
        (noun, nodes, types, slots) = (document.noun, document.nodes, document.types, document.slots)
        (self.allowed, self.hasEdges) = (allowed, hasEdges)
    }

    var examples: String { "an architecture such as '\(nodes.first ?? "a")=\(types.first ?? "b") …'" }

    func owns(_ text: String) -> Bool {
        text.hasPrefix("#") || text.prefix { $0 != "=" }.count < text.count && nodes.contains(String(text.prefix { $0 != "=" }))
    }

    /// Nodes that are written.
    private var free: [Int] { nodes.indices.filter { allowed[$0].nonzeroBitCount > 1 } }

    func parts(of architecture: Architecture) -> [String] {
        let chosen = architecture.nodeTypes
        var words = free.map { "\(nodes[$0])=\(types[chosen[$0]])" }
        if hasEdges {
            words.append("edges=\(edges(of: architecture).joined(separator: ","))")
        }
        return words.enumerated().map { ($0 > 0 ? " " : "") + $1 }
    }

    func text(of architecture: Architecture) -> String { parts(of: architecture).joined() }

    let written: Set = ["columns"]

    /// A row of a table with a column a node that may differ, in order, and one of edges where these may.
    func text(_ form: String, of architecture: Architecture) -> String? {
        guard form == "columns" else { return nil }
        let chosen = architecture.nodeTypes
        var fields = free.map { types[chosen[$0]] }
        if hasEdges { fields.append(edges(of: architecture).joined(separator: " ")) }
        return fields.joined(separator: ",") + "\n"
    }

    private func edges(of architecture: Architecture) -> [String] {
        zip(slots, architecture.edges).filter(\.1).map { slot, _ in "\(nodes[slot.from])>\(nodes[slot.to])" }
    }

    /// Columns of that kind, else one column of any written form.
    func rows(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> RowForm? {
        let wanted = free.map { nodes[$0] } + (hasEdges ? ["edges"] : [])
        let places = wanted.compactMap { names.firstIndex(of: $0) }
        guard places.count == wanted.count else { return writtenColumn(names, firstRow, of: space).map { rows(names, at: $0, of: space) } }
        return RowForm(places: places) { records, fields in
            let texts = places.map { records.text(of: fields[$0]).trimmingBlanks }
            guard texts.contains(where: { !$0.isEmpty }) else { return nil }
            let named = zip(wanted, texts).filter { $0.0 != "edges" }.map { (node: $0.0, type: $0.1) }
            return try architecture(named, hasEdges ? texts.last.map(Self.edges(in:)) : nil, in: space)
        }
    }

    private static func edges(in text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    }

    func read(_ text: String, in space: SearchSpace) throws -> Architecture {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        if !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) {
            guard let list = space.list else { throw OwnFormError.noList(text) }
            guard let place = Int(digits), let found = Architecture(place: place, of: space) else { throw OwnFormError.number(text, noun: space.words.oneNoun, count: list.count) }
            return found
        }
        var named: [(node: String, type: String)] = [], edges: [String]?
        for word in text.split(whereSeparator: \.isWhitespace) {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard halves.count == 2 else { throw OwnFormError.word(String(word), noun: space.words.oneNoun, example: example(space)) }
            guard halves[0] != "edges" else {
                guard edges == nil else { throw OwnFormError.twice("edges") }
                edges = Self.edges(in: halves[1])
                continue
            }
            named.append((halves[0], halves[1]))
        }
        guard !named.isEmpty || edges != nil else { throw OwnFormError.word(text, noun: space.words.oneNoun, example: example(space)) }
        return try architecture(named, edges, in: space)
    }

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture {
        let named: [String: String] = try object.value("types", "an object of types by node")
        var edges: [String]?
        if object.entries["edges"] != nil {
            if let pairs = object.entries["edges"] as? [[String: String]] {
                edges = pairs.map { "\($0["from"] ?? "")>\($0["to"] ?? "")" }
            } else {
                edges = try object.value("edges", "a list of edges, as {\"from\": \"a\", \"to\": \"b\"} or \"a>b\"")
            }
        }
        return try architecture(named.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, edges, in: object.space)
    }

    private func example(_ space: SearchSpace) -> String { space.someArchitecture.map { text(of: $0) } ?? "" }

    private func architecture(_ named: [(node: String, type: String)], _ edges: [String]?, in space: SearchSpace) throws -> Architecture {
        var chosen = allowed.map { $0.nonzeroBitCount == 1 ? $0.trailingZeroBitCount : -1 }, seen: Set<String> = []
        for (node, type) in named {
            guard let place = nodes.firstIndex(of: node) else { throw OwnFormError.node(node, known: nodes) }
            guard seen.insert(node).inserted else { throw OwnFormError.twice(node) }
            let own = types.indices.filter { allowed[place] >> UInt64($0) & 1 == 1 }
            guard let column = types.firstIndex(of: type), own.contains(column) else { throw OwnFormError.type(type, node: node, known: own.map { types[$0] }) }
            chosen[place] = column
        }
        let missing = chosen.indices.filter { chosen[$0] < 0 }.map { nodes[$0] }
        guard missing.isEmpty else { throw OwnFormError.missing(missing) }
        var present = space.usualEdges
        if let edges {
            present = [Bool](repeating: false, count: slots.count)
            for edge in edges {
                guard let slot = slots.firstIndex(where: { "\(nodes[$0.from])>\(nodes[$0.to])" == edge }) else { throw OwnFormError.edge(edge) }
                guard !present[slot] else { throw OwnFormError.twice(edge) }
                present[slot] = true
            }
        } else if hasEdges {
            throw OwnFormError.missing(["edges"])
        }
        guard let found = Architecture(types: chosen, edges: present, of: space) else {
            throw OwnFormError.none(noun: noun, title: space.title, faults: GraphReading.faults(types: chosen, edges: present, of: space))
        }
        return found
    }
}
