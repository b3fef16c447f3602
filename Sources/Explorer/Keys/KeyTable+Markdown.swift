extension KeyTable {
    /// All keys with what they do, as somebody has chosen them.
    public static func text(_ map: KeyMap) -> String {
        sections.map { section in
            let page = section.page.map { " (page \($0.rawValue))" } ?? ""
            return section.bindings.reduce("\(section.title)\(page)\n") { text, binding in
                let names = map.names(of: binding, on: section.page)
                return text + "  \(names)\(String(repeating: " ", count: max(20 - names.count, 1)))\(binding.help)\n"
            }
        }.joined(separator: "\n")
    }

    /// The documentation of all keys.
    public static var markdown: String {
        var lines = ["# Keys of the explorer", "", "Generated from the program's own key table.", ""]
        for section in sections {
            lines += ["## \(section.title)", "", "| key | does |", "|---|---|"]
            for binding in section.bindings {
                let keys = binding.keys.map { "`\($0.description)`" }.joined(separator: " ")
                lines.append("| \(keys) | \(binding.help) |")
            }
            lines.append("")
        }
        lines += ["## Branch tree", "", "| key | does |", "|---|---|"]
        lines += tree.map { "| `\($0.0)` | \($0.2) |" }
        lines += ["", "## Mouse", "", "| mouse | does |", "|---|---|"]
        lines += mouse.map { "| \($0.0) | \($0.1) |" }
        lines += ["", "## Other keys", ""] + others
        return lines.joined(separator: "\n") + "\n"
    }

    /// How one chooses keys.
    private static let others = [
        "Keys can take the part of others. `$XDG_CONFIG_HOME/dnag/keys.toml`, else `~/.config/dnag/keys.toml`, says which:", "",
        "    F5 = R              # F5 does what R does, on every page", "    x = none            # x does nothing", "",
        "    [search]            # on the search page alone", "    n = .", "    \"#\" = a", "",
        "A line is `key = key`: the left one takes the part that the right one has in the tables above. A head such as `[search]` names the page that the lines below hold for;",
        "`[everywhere]` goes back to all pages. A page's own lines go before those of every page. `#`, `=`, `[` and `]` stand in quotes where they are keys. ctrl-c and ctrl-z keep",
        "their meaning, and so do keys while one types, chooses from a menu, or walks through the tree of branches by arrows.", "",
        "The help, the footer and `dnag config --keys` show the keys as they are then. What nothing leads to any more is told when the explorer starts. Lessons, messages and scripts",
        "name keys as the tables above have them. A mistake is told by file, line, value and rule, and nothing is started.",
    ]
}
