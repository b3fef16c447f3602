import Foundation

/// The graph of a space while its file is read.
struct GraphDraft {
    private typealias Entry = DocumentReader.Entry

    var nodes: [String] = []
    var types: [String] = []
    /// As the screen shows types, where the file says it.
    var labels: [TypeWords.Given] = []
    var slots: [GraphLayout.Slot] = []
    var absent: Int?
    var blocks: [SpaceBlock] = []
    var listing: String?
    var allowsLooseNodes = false

    mutating func readNodes(_ entry: DocumentReader.Entry?, _ whole: DocumentReader.Entry, _ reader: inout DocumentReader) {
        guard let entry else { return reader.note("must be there: the names of the nodes, from the input to the output", at: "nodes", line: whole.line) }
        let entries = reader.list(entry, "the names of the nodes")
        checkCount(entries.count, 2...OwnDocument.Limit.nodes, "nodes", at: entry, &reader)
        for entry in entries {
            guard let name = reader.word(entry) else { continue }
            add(node: name, at: entry, &reader)
        }
    }

    private mutating func add(node name: String, at entry: DocumentReader.Entry, _ reader: inout DocumentReader) {
        if OwnName.reserved.contains(name) { reader.note("'\(name)' is a word of the written form; call the node otherwise", at: entry) }
        if nodes.contains(name) { reader.note("there is a node '\(name)' already; give each node a name of its own", at: entry) }
        nodes.append(name)
    }

    private func checkCount(_ count: Int, _ range: ClosedRange<Int>, _ what: String, at entry: DocumentReader.Entry, _ reader: inout DocumentReader) {
        guard !range.contains(count) else { return }
        reader.note("there are \(count) \(what); a space has \(range.lowerBound) to \(range.upperBound)", at: entry)
    }

    mutating func readTypes(_ entry: DocumentReader.Entry?, _ whole: DocumentReader.Entry, _ reader: inout DocumentReader) {
        guard let entry else { return reader.note("must be there: what nodes may be", at: "types", line: whole.line) }
        let entries = reader.list(entry, "what nodes may be")
        checkCount(entries.count, 2...OwnDocument.Limit.types, "types", at: entry, &reader)
        for entry in entries {
            var given = TypeWords.Given(), name: String?
            if case .object = entry.json.value {
                for (key, member) in reader.members(entry, known: ["name", "label", "short", "letter"], "a type") {
                    guard let word = reader.word(member) else { continue }
                    switch key {
                    case "name": name = word
                    case "label": given.label = TypeWords.checked(word, most: 8, member, &reader)
                    case "short": given.short = TypeWords.checked(word, most: 4, member, &reader)
                    default: given.letter = TypeWords.checked(word, most: 1, member, &reader)
                    }
                }
                if name == nil { reader.note("a type needs a 'name'", at: entry) }
            } else {
                name = reader.word(entry)
            }
            guard let name else { continue }
            if types.contains(name) { reader.note("there is a type '\(name)' already; give each type a name of its own", at: entry) }
            types.append(name)
            labels.append(given)
        }
    }

    mutating func readAbsent(_ entry: DocumentReader.Entry?, _ reader: inout DocumentReader) {
        guard let entry, let name = reader.word(entry) else { return }
        absent = type(name, at: entry, &reader)
    }

    /// The column of a type; what is none is noted.
    func type(_ name: String, at entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> Int? {
        if let place = types.firstIndex(of: name) { return place }
        reader.note("there is no type '\(name.escaped(limit: 40))'" + Suggestion.text(for: name, among: types), at: entry)
        return nil
    }

    func node(_ name: String, at entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> Int? {
        if let place = nodes.firstIndex(of: name) { return place }
        reader.note("there is no node '\(name.escaped(limit: 40))'" + Suggestion.text(for: name, among: nodes), at: entry)
        return nil
    }

    /// `"all"`: from each node to all behind it; else a list of `a>b`; none where the key is missing.
    mutating func readSlots(_ entry: DocumentReader.Entry?, _ reader: inout DocumentReader) {
        guard let entry else { return }
        if case .text("all") = entry.json.value {
            slots = nodes.indices.flatMap { to in (0..<to).map { GraphLayout.Slot(from: $0, to: to) } }
            return
        }
        var backward: [(slot: GraphLayout.Slot, entry: Entry)] = [], found: [GraphLayout.Slot] = []
        for entry in reader.list(entry, "of slots such as \"\(nodes.first ?? "a")>\(nodes.last ?? "b")\", or \"all\"") {
            guard let slot = pair(entry, &reader) else { continue }
            if found.contains(slot) { reader.note("the slot \(text(slot)) is there already", at: entry) }
            if slot.from == slot.to { reader.note("the slot \(text(slot)) leads from a node to itself; leave it out", at: entry) }
            if slot.from > slot.to { backward.append((slot, entry)) }
            found.append(slot)
        }
        slots = found
        guard let first = backward.first else { return }
        // Where nodes only stand in another order, turning slots would be the wrong advice.
        if let cycle = cycle() {
            let names = (cycle + cycle.prefix(1)).map { nodes[$0] }.joined(separator: ">")
            return reader.note("the slots make a cycle: \(names); a graph of layers has none: leave one of these slots out", at: first.entry)
        }
        for (slot, entry) in backward {
            reader.note("the slot \(text(slot)) leads backward: put '\(nodes[slot.from])' before '\(nodes[slot.to])' in 'nodes'", at: entry)
        }
    }

    /// Nodes of a cycle of the slots; nil where they have none.
    private func cycle() -> [Int]? {
        var state = [Int](repeating: 0, count: nodes.count), path: [Int] = []
        func visit(_ node: Int) -> [Int]? {
            state[node] = 1
            path.append(node)
            for slot in slots where slot.from == node && slot.to != node {
                if state[slot.to] == 1, let first = path.firstIndex(of: slot.to) { return Array(path[first...]) }
                if state[slot.to] == 0, let found = visit(slot.to) { return found }
            }
            state[node] = 2
            path.removeLast()
            return nil
        }
        for node in nodes.indices where state[node] == 0 { if let found = visit(node) { return found } }
        return nil
    }

    func text(_ slot: GraphLayout.Slot) -> String { "\(nodes[slot.from])>\(nodes[slot.to])" }

    /// A pair of nodes as `a>b`.
    private func pair(_ entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> GraphLayout.Slot? {
        guard case .text(let text) = entry.json.value, case let ends = text.split(separator: ">", omittingEmptySubsequences: false), ends.count == 2 else {
            reader.note("must be two nodes such as \"\(nodes.first ?? "a")>\(nodes.last ?? "b")\"", at: entry)
            return nil
        }
        let from = node(String(ends[0]).escaped(limit: 30), at: entry, &reader), to = node(String(ends[1]).escaped(limit: 30), at: entry, &reader)
        guard let from, let to else { return nil }
        return GraphLayout.Slot(from: from, to: to)
    }

    /// The place of a slot; what is none is noted.
    func slot(_ entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> Int? {
        guard let slot = pair(entry, &reader) else { return nil }
        if let place = slots.firstIndex(of: slot) { return place }
        reader.note("'slots' has no \(text(slot))", at: entry)
        return nil
    }

    /// A node a choice, each with types of its own, in a chain.
    mutating func readChoices(_ entry: DocumentReader.Entry, _ reader: inout DocumentReader) {
        let members = reader.members(entry, "such as {\"layers\": [2, 4], \"activation\": [\"relu\", \"gelu\"]}")
        checkCount(members.count, 2...OwnDocument.Limit.nodes, "choices", at: entry, &reader)
        var allowed: [[Int]] = []
        for (key, member) in members {
            if OwnName.isWord(key) { add(node: key, at: member, &reader) } else { reader.note("a choice's name \(OwnName.wordRule)", at: member) }
            let words = reader.words(member)
            if words.isEmpty { reader.note("a choice needs what can be chosen: a list of names", at: member) }
            var own: [Int] = []
            for (word, entry) in words {
                let place = types.firstIndex(of: word) ?? types.count
                if place == types.count {
                    types.append(word)
                    labels.append(TypeWords.Given())
                }
                if own.contains(place) { reader.note("'\(word)' stands there twice", at: entry) }
                own.append(place)
            }
            allowed.append(own.sorted())
        }
        if types.count > OwnDocument.Limit.types {
            reader.note("all choices together have \(types.count) names; a space has \(OwnDocument.Limit.types) types at most", at: entry)
        }
        guard reader.mistakes.isEmpty else { return }
        slots = nodes.indices.dropFirst().map { GraphLayout.Slot(from: $0 - 1, to: $0) }
        blocks = nodes.indices.map { node in
            SpaceBlock(
                nodes: [node], slots: node == 0 ? [] : [node - 1], patterns: [.init(edges: node == 0 ? [] : [true], types: [allowed[node]])])
        }
        checkSize(at: entry, &reader)
    }

    /// That there is anything to choose.
    func checkSize(at entry: DocumentReader.Entry, _ reader: inout DocumentReader) {
        if blocks.allSatisfy({ $0.count <= 1 }) { reader.note("the space has a single architecture: there is nothing to choose", at: entry) }
    }
}
