/// What lies over the screen and takes the keys.
public enum Overlay: Sendable, Hashable {
    case none
    case help(scroll: Int)
    /// All commands of the prompt.
    case commands(scroll: Int)
    /// What words mean.
    case glossary(scroll: Int)
    /// The line for commands.
    case prompt(Prompt)
    /// The line that reproduces the run.
    case line
    case branches(BranchTree)
    case properties(PropertyPicker)
    case export(ExportMenu)
    /// The lessons to choose from.
    case lessons(selected: Int)
    /// What is being typed as an answer of the lesson.
    case answer(String)
    /// What something on the screen is.
    case card(Card)
    /// How others can follow.
    case sharing
}

extension Overlay {
    /// A sheet to be read, behind which time stands still.
    var isHelp: Bool {
        switch self {
        case .help, .commands, .glossary, .card, .sharing: true
        default: false
        }
    }
}

/// Choosing the properties that are shown and steered.
public struct PropertyPicker: Sendable, Hashable {
    public var filter = ""
    public var selected = 0

    /// Names of the properties whose name or title holds the filter, in the catalogue's order.
    func matches(in catalog: Catalog) -> [String] {
        let wanted = filter.lowercased()
        return catalog.entries.map(\.info).filter {
            wanted.isEmpty || $0.name.lowercased().contains(wanted) || $0.title.lowercased().contains(wanted)
        }.map(\.name)
    }
}
