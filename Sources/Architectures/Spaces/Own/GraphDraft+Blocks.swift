import Foundation
import Tensors

extension GraphDraft {
    /// Blocks divide the nodes among them. A slot belongs to the block that its second node is in.
    mutating func readBlocks(_ entry: DocumentReader.Entry, _ reader: inout DocumentReader) {
        var owner: [Int: Int] = [:], drafts: [(nodes: [Int], entry: DocumentReader.Entry, patterns: DocumentReader.Entry?)] = []
        let entries = reader.list(entry, "each with \"nodes\" and \"patterns\"")
        for (number, entry) in entries.enumerated() {
            let members = Dictionary(
                reader.members(entry, known: ["nodes", "patterns"], "with \"nodes\" and \"patterns\"").map { ($0.key, $0.entry) }, uniquingKeysWith: { first, _ in first })
            var own: [Int] = []
            if let named = members["nodes"] {
                for (word, entry) in reader.words(named) {
                    guard let node = node(word, at: entry, &reader) else { continue }
                    if owner.updateValue(number, forKey: node) != nil { reader.note("node '\(word)' stands in a block already; each node has one block", at: entry) }
                    own.append(node)
                }
            } else if entries.count == 1 {
                own = Array(nodes.indices)
                for node in own { owner[node] = number }
            } else {
                reader.note("must name its 'nodes', since there are several blocks", at: entry)
            }
            if members["patterns"] == nil { reader.note("must have 'patterns'", at: entry) }
            drafts.append((own, entry, members["patterns"]))
        }
        let left = nodes.indices.filter { owner[$0] == nil }.map { nodes[$0] }
        if !left.isEmpty { reader.note("no block has \(left.count == 1 ? "the node" : "the nodes") \(left.joined(separator: ", "))", at: entry) }
        guard reader.mistakes.isEmpty else { return }
        for (number, draft) in drafts.enumerated() {
            let own = slots.indices.filter { owner[slots[$0].to] == number }
            let patterns = draft.patterns.map { readPatterns($0, nodes: draft.nodes, slots: own, &reader) } ?? []
            if reader.mistakes.isEmpty { blocks.append(SpaceBlock(nodes: draft.nodes, slots: own, patterns: patterns)) }
        }
        if reader.mistakes.isEmpty { checkSize(at: entry, &reader) }
    }

    private func readPatterns(
        _ entry: DocumentReader.Entry, nodes: [Int], slots: [Int], _ reader: inout DocumentReader
    ) -> [SpaceBlock.Pattern] {
        let entries = reader.list(entry, "each with \"types\" and \"edges\"")
        if entries.isEmpty { reader.note("a block needs a pattern at least", at: entry) }
        if entries.count > OwnDocument.Limit.patterns {
            reader.note("there are \(entries.count) patterns; a block has \(OwnDocument.Limit.patterns) at most: list the architectures in a file ('listing')", at: entry)
            return []
        }
        var found: [(pattern: SpaceBlock.Pattern, place: Int)] = [], alike: [[Bool]: [Int]] = [:]
        for (place, entry) in entries.enumerated() {
            guard let pattern = readPattern(entry, nodes: nodes, slots: slots, &reader) else { continue }
            // Of two that share an architecture, it would count twice.
            if let other = alike[pattern.edges]?.first(where: { found[$0].pattern.overlaps(pattern) }) {
                reader.note("allows architectures that patterns[\(found[other].place)] allows too; an architecture has one pattern", at: entry)
            }
            alike[pattern.edges, default: []].append(found.count)
            found.append((pattern, place))
        }
        return found.map(\.pattern)
    }

    private func readPattern(_ entry: DocumentReader.Entry, nodes: [Int], slots: [Int], _ reader: inout DocumentReader) -> SpaceBlock.Pattern? {
        let before = reader.mistakes.count
        let members = Dictionary(
            reader.members(entry, known: ["types", "edges"], "with \"types\" and \"edges\"").map { ($0.key, $0.entry) }, uniquingKeysWith: { first, _ in first })
        var edges = [Bool](repeating: true, count: slots.count)
        if let named = members["edges"], !named.isAll {
            edges = edges.map { _ in false }
            for entry in reader.list(named, "of slots such as \"a>b\", or \"all\"") {
                guard let slot = slot(entry, &reader) else { continue }
                if let place = slots.firstIndex(of: slot) { edges[place] = true } else { reader.note("the slot \(text(self.slots[slot])) leads into another block", at: entry) }
            }
        }
        var allowed = [[Int]](repeating: [], count: nodes.count), rest: [Int]?
        guard let typed = members["types"] else {
            reader.note("must have 'types': what each node may be", at: entry)
            return nil
        }
        var named: Set<Int> = []
        for (key, member) in reader.members(typed, "such as {\"\(nodes.first.map { self.nodes[$0] } ?? "a")\": [\"\(types.first ?? "x")\"]}") {
            let own = readTypes(member, &reader)
            if key == "*" {
                rest = own
            } else if let node = node(key, at: member, &reader) {
                named.insert(node)
                if let place = nodes.firstIndex(of: node) { allowed[place] = own } else { reader.note("node '\(key)' is in another block", at: member) }
            }
        }
        for (place, node) in nodes.enumerated() where !named.contains(node) {
            if let rest { allowed[place] = rest } else { reader.note("does not say what node '\(self.nodes[node])' may be (\"*\" stands for all that are not named)", at: typed) }
        }
        return reader.mistakes.count == before ? SpaceBlock.Pattern(edges: edges, types: allowed) : nil
    }

    /// Columns of V, ascending; `"*"` is all.
    private func readTypes(_ entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> [Int] {
        if case .text("*") = entry.json.value { return Array(types.indices) }
        let words = reader.words(entry)
        if case .list(let members) = entry.json.value, members.isEmpty { reader.note("allows nothing: name a type at least", at: entry) }
        return Set(words.compactMap { type($0.word, at: $0.entry, &reader) }).sorted()
    }

    /// What an architecture costs: `{"params_m": {"constant": 1, "nodes": {"conv": {"3x3": 9}, "*": {…}}}}`.
    func costs(_ entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> [SpaceCost] {
        reader.members(entry, "such as {\"params_m\": {\"layers\": {\"2\": 1.5}}}").compactMap { name, entry in
            if !UserData.isUsable(name) { reader.note("a figure's name must have 1 to 64 letters, digits, '_' and '-' (ASCII)", at: entry) }
            var values = [Double](repeating: 0, count: nodes.count * types.count), constant = 0.0, rest: [Int: Double] = [:], named: Set<Int> = []
            for (key, member) in reader.members(entry, "a number for each node and type") {
                if key == "constant", !nodes.contains(key) {
                    constant = reader.number(member) ?? 0
                    continue
                }
                var own: [Int: Double] = [:]
                for (word, figure) in reader.members(member, "a number for each type") {
                    if let type = type(word, at: figure, &reader), let value = reader.number(figure) { own[type] = value }
                }
                if key == "*" {
                    rest = own
                } else if let node = node(key, at: member, &reader) {
                    named.insert(node)
                    for (type, value) in own { values[node * types.count + type] = value }
                }
            }
            for node in nodes.indices where !named.contains(node) { for (type, value) in rest { values[node * types.count + type] = value } }
            if values.allSatisfy({ $0 == values.first }) { reader.note("is the same for every node and type; it tells nothing", at: entry) }
            return SpaceCost(name: name, constant: constant, types: values)
        }
    }
}

extension DocumentReader.Entry {
    fileprivate var isAll: Bool { if case .text("all") = json.value { true } else { false } }
}

extension SpaceBlock.Pattern {
    /// Whether an architecture has both, where their edges are alike.
    fileprivate func overlaps(_ other: Self) -> Bool { zip(masks, other.masks).allSatisfy { $0 & $1 != 0 } }
}
