import Architectures
import Foundation

/// What `dnag space` shows of a space.
struct SpaceSheet: Encodable {
    struct Node: Encodable {
        let name: String
        /// What the node may be.
        let types: [String]
    }

    struct TypeWord: Encodable { let name, label, short, letter: String }

    struct Block: Encodable {
        let nodes, slots: [String]
        let patterns: Int
        let architectures: Double
    }

    let name, title, noun: String
    let nodes: [Node]
    let types: [TypeWord]
    let slots: [String]
    let blocks: [Block]
    let architectures: Double
    let listed: Bool
    /// Names of the figures that are counted.
    let counted: [String]
    let example: String
    /// Columns of the listing that say nothing of the architectures.
    let ignored: [String]?

    init(_ space: SearchSpace, ignored: [String] = []) {
        (name, title, noun) = (space.name, space.title, space.words.noun)
        let words = space.words, names = words.types.map(\.name)
        nodes = zip(words.nodes, space.allowedTypes).map { Node(name: $0, types: $1.map { names[$0] }) }
        types = words.types.map { TypeWord(name: $0.name, label: $0.label, short: $0.short, letter: $0.letter) }
        let slots = space.layout.slots.map { "\(words.nodes[$0.from])>\(words.nodes[$0.to])" }
        self.slots = slots
        blocks = space.blocks.map { block in
            Block(nodes: block.nodes.map { words.nodes[$0] }, slots: block.slots.map { slots[$0] }, patterns: block.patterns.count, architectures: block.count)
        }
        (architectures, listed) = (space.count, space.isListed)
        counted = space.costs.map(\.name)
        example = space.someArchitecture?.archString ?? ""
        self.ignored = ignored.isEmpty ? nil : ignored
    }

    /// A whole number as far as it is exact.
    static func text(_ count: Double) -> String { count < 1e15 ? "\(Int(count))" : count.short }

    /// A line that says what the space is.
    var headline: String {
        "\(name): \(title), \(Self.text(architectures)) architectures of \(nodes.count) nodes, \(types.count) types and \(slots.count) slots"
            + (listed ? ", listed" : ", in \(blocks.count) blocks")
    }

    var remark: String? {
        ignored.map {
            "the table's \($0.count == 1 ? "column" : "columns") \($0.joined(separator: ", ")) \($0.count == 1 ? "says" : "say") nothing of the architectures; figures come by 'dnag table import'"
        }
    }

    var text: String {
        let width = (nodes.map(\.name.count) + [4]).max() ?? 4
        let nodeLines = [Node(name: "node", types: ["may be"])] + nodes
        let nodeTable = nodeLines.map { $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + "  \($0.types.joined(separator: " "))\n" }.joined()
        var typeTable = TextTable(header: ["type", "on the screen", "short", "letter"])
        for type in types { typeTable.add([type.name, type.label, type.short, type.letter]) }
        var blockTable = TextTable(header: ["block", "nodes", "slots", "patterns", "architectures"])
        for (number, block) in blocks.enumerated() {
            blockTable.add([
                "\(number + 1)", "\(block.nodes.count): \(Self.short(block.nodes))", "\(block.slots.count)", "\(block.patterns)", Self.text(block.architectures),
            ])
        }
        return [
            headline, "", nodeTable, typeTable.text, "slots  \(slots.isEmpty ? "none" : slots.joined(separator: " "))\n", blockTable.text,
            counted.isEmpty ? nil : "counted  \(counted.joined(separator: ", "))\n", remark.map { "\($0)\n" }, "written as  \(example)\n",
        ].compactMap { $0 }.joined(separator: "\n")
    }

    private static func short(_ names: [String]) -> String {
        names.count > 4 ? "\(names[0]) to \(names[names.count - 1])" : names.joined(separator: " ")
    }
}
