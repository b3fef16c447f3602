extension CommandTable {
    /// The documentation of all commands.
    public static var markdown: String {
        var lines = [
            "# Commands of the explorer", "",
            "Generated from the program's own command table. `:` opens the line; commands, properties and choices may be cut short as",
            "far as they stay unmistakable. Tab completes, `→` takes the suggestion, `↑` brings back earlier lines.", "",
        ]
        for section in sections {
            lines += ["## \(section.title)", "", "| command | does |", "|---|---|"]
            lines += section.entries.map { "| `\($0.usage.replacing("|", with: "\\|"))` | \($0.help) |" }
            lines.append("")
        }
        lines += ["## Lines of the shell", "", remark]
        return lines.joined(separator: "\n") + "\n"
    }
}
