import Foundation
import Tensors

extension OwnDocument {
    private typealias Entry = DocumentReader.Entry

    private static let keys = ["name", "title", "noun", "nouns", "about", "nodes", "types", "absent", "slots", "choices", "blocks", "listing", "loose", "costs"]

    /// Reads a space's file.
    /// - Parameters:
    ///   - name: by which the space shall be known, instead of the file's own
    ///   - path: for the errors
    /// - Throws: `OwnSpaceError.mistakes`, all that are wrong
    init(_ text: Data, name given: String? = nil, path: String) throws {
        var reader = DocumentReader()
        let root: PlacedJSON
        do { root = try PlacedJSON(text) } catch { throw OwnSpaceError.mistakes(file: path, [error]) }
        let whole = Entry(json: root, place: "")
        let members = Dictionary(
            reader.members(whole, known: Self.keys, "such as {\"name\": …, \"nodes\": …}").map { ($0.key, $0.entry) }, uniquingKeysWith: { first, _ in first })
        let name = given ?? Self.name(members["name"], whole, &reader)
        let noun = reader.title(members["noun"], most: Limit.word)
        let nouns = reader.title(members["nouns"], most: Limit.word)
        let title = reader.title(members["title"])
        _ = reader.title(members["about"], most: 1_000)
        var graph = GraphDraft()
        Self.readForm(members, whole, &graph, &reader)
        let costs = members["costs"].map { graph.costs($0, &reader) } ?? []
        guard reader.mistakes.isEmpty else { throw OwnSpaceError.mistakes(file: path, reader.mistakes.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        self.init(
            name: name, title: title ?? name, noun: noun ?? "architecture", nouns: nouns ?? noun.map { "\($0)s" } ?? "architectures", nodes: graph.nodes,
            types: graph.types, labels: TypeWords.names(graph.types, given: graph.labels), absent: graph.absent, slots: graph.slots, blocks: graph.blocks,
            listing: graph.listing, allowsLooseNodes: graph.allowsLooseNodes, costs: costs, text: text)
    }

    private static func name(_ entry: Entry?, _ whole: Entry, _ reader: inout DocumentReader) -> String {
        guard let entry else {
            reader.note("must be there: by which commands name the space", at: "name", line: whole.line)
            return ""
        }
        guard case .text(let name) = entry.json.value, UserData.isUsable(name) else {
            reader.note("must have 1 to 64 letters, digits, '_' and '-' (ASCII)", at: entry)
            return ""
        }
        if SearchSpace.builtIn.contains(where: { $0.name == name }) {
            reader.note("'\(name)' is a space that comes with the program; choose another name", at: entry)
        }
        return name
    }

    /// One of `choices`, `blocks` and `listing` says what may be together.
    private static func readForm(_ members: [String: Entry], _ whole: Entry, _ graph: inout GraphDraft, _ reader: inout DocumentReader) {
        let forms = ["choices", "blocks", "listing"].filter { members[$0] != nil }
        guard forms.count == 1, let form = forms.first, let entry = members[form] else {
            reader.note(
                "exactly one of 'choices', 'blocks' and 'listing' must be there, and \(forms.isEmpty ? "none is" : "\(forms.joined(separator: " and ")) are")", at: "",
                line: whole.line)
            return
        }
        if form == "choices" {
            for key in ["nodes", "types", "slots", "absent", "loose"] {
                if let surplus = members[key] { reader.note("has no part beside 'choices', which names nodes and types; leave it out", at: surplus) }
            }
            return graph.readChoices(entry, &reader)
        }
        graph.readNodes(members["nodes"], whole, &reader)
        graph.readTypes(members["types"], whole, &reader)
        graph.readSlots(members["slots"], &reader)
        graph.readAbsent(members["absent"], &reader)
        if form == "blocks" {
            if let surplus = members["loose"] { reader.note("has a part beside 'listing' alone; leave it out", at: surplus) }
            // Patterns of a graph that is wrong itself would be wrong a second time.
            if reader.mistakes.isEmpty { graph.readBlocks(entry, &reader) }
        } else {
            graph.listing = reader.title(entry, most: 1_000)
            graph.allowsLooseNodes = reader.truth(members["loose"])
        }
    }
}
