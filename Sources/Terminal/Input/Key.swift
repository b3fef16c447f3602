/// A key as the terminal reports it.
public indirect enum Key: Hashable, Sendable {
    /// A character that was typed, with shift already in it.
    case char(Character)
    case up, down, left, right
    case home, end, pageUp, pageDown
    case tab, backtab, enter, escape, backspace, delete, insert
    /// F1 is 1.
    case function(Int)
    /// Control with a letter (lower case), a space or one of `\ ] ^ _`.
    case ctrl(Character)
    /// Alt (Meta) with a character.
    case alt(Character)
    /// A key that is no character, with what was held down: `.modified(.shift, .left)`.
    case modified(KeyModifiers, Key)
}

/// The keys held down together with another key or a mouse button.
public struct KeyModifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let shift = KeyModifiers(rawValue: 1)
    public static let alt = KeyModifiers(rawValue: 2)
    public static let ctrl = KeyModifiers(rawValue: 4)
}

extension Key {
    /// The key with modifiers, or itself with none.
    func modified(by modifiers: KeyModifiers) -> Key {
        modifiers.isEmpty ? self : .modified(modifiers, self)
    }
}

extension Key: CustomStringConvertible {
    /// The key as help and footers write it: `←`, `⇞`… are spelled out where a glyph is not commonly known.
    public var description: String {
        switch self {
        case .char(" "): "space"
        case .char(let character): String(character)
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "home"
        case .end: "end"
        case .pageUp: "page up"
        case .pageDown: "page down"
        case .tab: "tab"
        case .backtab: "shift-tab"
        case .enter: "enter"
        case .escape: "esc"
        case .backspace: "backspace"
        case .delete: "delete"
        case .insert: "insert"
        case .function(let number): "F\(number)"
        case .ctrl(" "): "ctrl-space"
        case .ctrl(let character): "ctrl-\(character)"
        case .alt(let character): "alt-\(character)"
        case .modified(let modifiers, let key): modifiers.prefix + key.description
        }
    }
}

extension KeyModifiers {
    fileprivate var prefix: String {
        (contains(.ctrl) ? "ctrl-" : "") + (contains(.alt) ? "alt-" : "") + (contains(.shift) ? "shift-" : "")
    }
}
