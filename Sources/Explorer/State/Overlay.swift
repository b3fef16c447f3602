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

    /// How far a sheet of help is scrolled; nil where it is none.
    var scroll: Int? {
        switch self {
        case .help(let scroll), .commands(let scroll), .glossary(let scroll): scroll
        default: nil
        }
    }

    func scrolled(to scroll: Int) -> Overlay {
        switch self {
        case .help: .help(scroll: scroll)
        case .commands: .commands(scroll: scroll)
        case .glossary: .glossary(scroll: scroll)
        default: self
        }
    }
}

/// What is sought in a sheet of help.
public struct SheetFilter: Sendable, Hashable {
    public internal(set) var text = ""
    /// Whether keys are letters of it.
    public internal(set) var isTyping = true

    /// Longer words are not sought.
    static let longest = 40
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
