import Explorer

/// The file in which somebody has chosen keys.
enum KeyFile {
    /// - Returns: no choices where there is no file
    /// - Throws: `ConfigurationError`
    static func map(at path: String) throws -> KeyMap {
        guard let text = try ConfigurationText.read(path) else { return KeyMap() }
        do { return try KeyMap(parsing: text) } catch { throw ConfigurationError.badKeys(file: path, error) }
    }

    /// What nothing leads to any more; nil where all is to be reached.
    static func remark(_ map: KeyMap, at path: String) -> String? {
        let lost = map.lost
        guard !lost.isEmpty else { return nil }
        let more = lost.count > 3 ? "; and \(lost.count - 3) more: 'dnag config --keys' lists all" : ""
        return "\(path.escaped()): no key is left for \(lost.prefix(3).joined(separator: "; "))\(more)"
    }
}
