import Terminal

/// What a branch may be called.
enum BranchName {
    /// Columns that a name may take.
    static let width = 24

    /// What is typed, as far as it can be printed and there is room for it.
    static func name(_ name: String, adding text: String) -> String {
        var name = name
        for character in text where character.unicodeScalars.allSatisfy({ CharacterWidth.columns(of: $0) != nil }) {
            guard CharacterWidth.columns(of: name + String(character)) <= width else { break }
            name.append(character)
        }
        return name
    }

    /// Whether nobody could have typed it.
    static func isUnfit(_ text: String) -> Bool { text.isEmpty || name("", adding: text) != text }
}
