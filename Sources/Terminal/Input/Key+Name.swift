extension Key {
    /// The key of a name: as `description` writes it, or in words (`up`, `pageup`, `shift-right`, `space`, `esc`, `F1`).
    public init?(name: String) {
        if name.count == 1, let character = name.first {
            guard !character.isWhitespace, let key = Self.arrows[name] ?? Optional(.char(character)) else { return nil }
            self = key
            return
        }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 1, let last = parts.last {
            guard let key = Self.held(parts.dropLast().map { $0.lowercased() }, last) else { return nil }
            self = key
            return
        }
        let word = name.lowercased().filter { $0 != " " }
        if let key = Self.words[word] {
            self = key
        } else if word.first == "f", let number = Int(word.dropFirst()), (1...35).contains(number) {
            self = .function(number)
        } else {
            return nil
        }
    }

    /// A key with others held down.
    private static func held(_ modifiers: [String], _ name: String) -> Key? {
        if modifiers == ["shift"], name.lowercased() == "tab" { return .backtab }
        if modifiers == ["page"] { return Key(name: "page" + name) }
        guard let key = Key(name: name) else { return nil }
        switch (modifiers, key) {
        case (["ctrl"], .char(let character)): return .ctrl(Character(character.lowercased()))
        case (["alt"], .char(let character)): return .alt(character)
        default: break
        }
        if case .char = key { return nil }
        var held: KeyModifiers = []
        for modifier in modifiers {
            switch modifier {
            case "shift": held.insert(.shift)
            case "alt": held.insert(.alt)
            case "ctrl": held.insert(.ctrl)
            default: return nil
            }
        }
        return key.modified(by: held)
    }

    private static let arrows: [String: Key] = ["↑": .up, "↓": .down, "←": .left, "→": .right]

    private static let words: [String: Key] = [
        "space": .char(" "), "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
        "pageup": .pageUp, "pagedown": .pageDown, "tab": .tab, "backtab": .backtab, "enter": .enter, "return": .enter,
        "esc": .escape, "escape": .escape, "backspace": .backspace, "delete": .delete, "insert": .insert,
    ]
}
