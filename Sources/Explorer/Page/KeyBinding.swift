import Terminal

/// A row of the key table.
public struct KeyBinding: Sendable {
    public let action: Action
    /// The first is the one that is shown first.
    public let keys: [Key]
    /// What it does, in a word or two, for the footer.
    public let short: String
    /// What it does, for the help.
    public let help: String
    /// Of what one page alone can do.
    let perform: @Sendable (inout State) -> [Effect]

    init(_ action: Action, _ keys: [Key], _ short: String, _ help: String, perform: @escaping @Sendable (inout State) -> [Effect] = { _ in [] }) {
        (self.action, self.keys, self.short, self.help, self.perform) = (action, keys, short, help, perform)
    }

    init(_ action: CommonAction, _ keys: [Key], _ short: String, _ help: String) {
        self.init(.common(action), keys, short, help)
    }

    /// All its keys as people write them.
    public var keyNames: String { keys.map(\.description).joined(separator: "  ") }

    /// For the footer.
    var hint: KeyHints.Hint { KeyHints.Hint(keys.first?.description ?? "", short) }
}

/// Rows of the key table that belong together.
public struct KeySection: Sendable {
    public let title: String
    /// Where its keys hold, before those of every page; nil: everywhere.
    public var page: Page?
    public let bindings: [KeyBinding]
    /// Sections stand in the help in the order of their ranks.
    let rank: Int

    init(_ title: String, rank: Int, _ bindings: [KeyBinding]) { (self.title, self.rank, self.bindings) = (title, rank, bindings) }
}
