import Terminal

/// The configuration as text that can be read back.
enum ConfigurationText {
    /// The file with every default, commented out.
    /// - Parameter defaults: options that nothing was set in
    static func template(_ defaults: ExploreOptions) -> String {
        var lines = [
            "# Configuration of the explorer: $XDG_CONFIG_HOME/dnag/config, else ~/.config/dnag/config.",
            "# A line is key = value; # starts a comment; values that hold a # stand in \"quotes\".",
            "# What is commented out is the default. Options of the command line win over this file,",
            "# and this file wins over what the last session left.",
        ]
        for kind in ConfigurationKey.Kind.allCases {
            lines += ["", "## \(kind.rawValue)", ""]
            for key in ConfigurationKey.all where key.kind == kind {
                lines.append("# \(key.help)")
                let values = key.values(defaults)
                lines += values.isEmpty ? ["#\(key.name) ="] : values.map { "#\(key.name) = \(ConfigurationFile.quoted($0))" }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Every key with its value and where it comes from.
    static func effective(_ start: StartUp) -> String {
        let rows = ConfigurationKey.all.flatMap { key -> [(String, String)] in
            let source = (start.sources[key.name] ?? .usual).description
            let values = key.values(start.options)
            return values.isEmpty
                ? [("#\(key.name) =", source)] : values.map { ("\(key.name) = \(ConfigurationFile.quoted($0))", source) }
        }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { $0.0 + String(repeating: " ", count: width - $0.0.count) + "  # \($0.1)\n" }.joined()
    }
}
