extension KeyTable {
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
        return lines.joined(separator: "\n") + "\n"
    }
}
