import Foundation

/// What a space's file says, once it says nothing wrong: docs/spaces.md.
struct OwnDocument: Sendable {
    let name, title, noun, nouns: String
    let nodes: [String]
    /// Names of the types as the file spells them, and as the screen does.
    let types: [String]
    let labels: [SpaceWords.TypeName]
    /// The type that says that nothing is there.
    let absent: Int?
    let slots: [GraphLayout.Slot]
    /// What may be together; empty where `listing` says it.
    let blocks: [SpaceBlock]
    /// The table that lists the architectures, as the file names it.
    let listing: String?
    /// Whether nodes of a listing may lie on no path from the first to the last.
    let allowsLooseNodes: Bool
    let costs: [SpaceCost]
    /// The text itself, by which the space is kept.
    let text: Data

    var layout: GraphLayout { GraphLayout(nodeCount: nodes.count, typeCount: types.count, slots: slots) }

    /// What a file may hold.
    enum Limit {
        static let bytes = 8 << 20
        static let nodes = 64
        static let types = 63
        static let patterns = 10_000
        static let title = 40
        static let word = 24
    }
}

/// Names that are chosen by a user.
enum OwnName {
    /// Of nodes and types: words of the written form, which blanks, commas and the signs `=` and `>` divide.
    static func isWord(_ name: String) -> Bool {
        (1...OwnDocument.Limit.word).contains(name.utf8.count) && name.utf8.allSatisfy { $0.isLetterOrDigit || "_-.+*/%".utf8.contains($0) }
    }

    static let wordRule = "must have 1 to \(OwnDocument.Limit.word) letters, digits and _ - . + * / % (ASCII)"
    /// What no node may be called, being a column of a listing and a word of the written form.
    static let reserved: Set = ["edges", "arch"]
}
