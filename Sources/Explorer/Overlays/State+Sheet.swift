import Terminal

extension State {
    /// The sheet of help that is open, with what is sought in it; nil where none is.
    var sheet: HelpSheet? {
        let all: HelpSheet? =
            switch overlay {
            case .help: .keys(keyMap)
            case .commands: .commands
            case .glossary: .words(glossary)
            default: nil
            }
        return sheetFilter.flatMap { filter in all?.filtered(by: filter) } ?? all
    }

    /// Keys scroll the sheet, seek in it, or leave it.
    mutating func pressInSheet(_ key: Key) {
        guard let scroll = overlay.scroll else { return }
        if sheetFilter?.isTyping ?? false, typeInSheet(key) { return }
        switch key {
        case .char("/"):
            sheetFilter = SheetFilter()
            overlay = overlay.scrolled(to: 0)
        case .escape where sheetFilter != nil: sheetFilter = nil
        default:
            guard let wanted = Self.scrolled(scroll, by: key) else {
                overlay = .none
                return
            }
            overlay = overlay.scrolled(to: min(max(wanted, 0), sheet?.lastScroll(width: width, height: height) ?? 0))
        }
    }

    /// - Returns: false where the key is no letter of what is sought, so that it means what it means else
    private mutating func typeInSheet(_ key: Key) -> Bool {
        switch key {
        case .char(let character):
            if (sheetFilter?.text.count ?? 0) < SheetFilter.longest { sheetFilter?.text.append(character) }
        case .backspace:
            if sheetFilter?.text.popLast() == nil { sheetFilter = nil }
        case .enter: sheetFilter?.isTyping = false
        default: return false
        }
        overlay = overlay.scrolled(to: 0)
        return true
    }

    /// Where a sheet is scrolled to by a key; nil when the key leaves it.
    private static func scrolled(_ scroll: Int, by key: Key) -> Int? {
        switch key {
        case .up, .char("k"): scroll - 1
        case .down, .char("j"): scroll + 1
        case .pageUp: scroll - 10
        case .pageDown, .char(" "): scroll + 10
        case .home: 0
        case .end: 1_000_000
        default: nil
        }
    }
}
