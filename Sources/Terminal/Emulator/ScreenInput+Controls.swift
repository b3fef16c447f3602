/// Which controls are passed on, and how. What is not named here shows nothing in cells, or is rare enough to be left out.
extension ScreenInput {
    mutating func take(_ token: ControlScanner.Token) {
        if case .character(let scalar) = token { return put(scalar) }
        commit()
        // A mark may come behind a change of style, but not behind any other.
        if case .sequence(let sequence) = token, sequence.final == UInt8(ascii: "m") {} else { written.canCombine = false }
        switch token {
        case .character: break
        case .control(let control): take(control: control)
        case .escape(let before, let final): take(escape: final, after: before)
        case .sequence(let sequence): take(sequence)
        }
    }

    private mutating func take(control: UInt8) {
        switch control {
        case 0x08...0x0D: send(UnicodeScalar(control))  // backspace, tabulator, line feeds, carriage return
        case 0x0E, 0x0F: written.sets.isShifted = control == 0x0E
        default: break
        }
    }

    private mutating func take(escape final: UInt8, after before: UInt8?) {
        let letter = Character(UnicodeScalar(final))
        switch (before.map { Character(UnicodeScalar($0)) }, letter) {
        case (nil, "D"), (nil, "E"), (nil, "H"), (nil, "M"): send("\u{1B}\(letter)")
        case (nil, "7"): keepCursor("\u{1B}7")
        case (nil, "8"): restoreCursor("\u{1B}8")
        case (nil, "c"): reset()
        case ("(", "0"), ("(", "A"), ("(", "B"), (")", "0"), (")", "A"), (")", "B"): written.sets.designate(final, as: before ?? 0)
        case ("#", "8"): send("\u{1B}#8")
        default: break
        }
    }

    private mutating func take(_ sequence: ControlScanner.Sequence) {
        let numbers = sequence.numbers.map(\.value)
        switch (sequence.mark.map { Character(UnicodeScalar($0)) }, sequence.between, Character(UnicodeScalar(sequence.final))) {
        case (nil, [], "m"): for code in VTermRendition(sequence.numbers, font: { font() }).codes { send("\u{1B}[\(code)m") }
        case (nil, [], "b"): repeatCharacter((numbers.first ?? nil) ?? 1)
        case (nil, [], "h"), (nil, [], "l"): for mode in numbers where mode == 4 || mode == 20 { send("\u{1B}[\(mode ?? 0)\(sequence.letter)") }
        case ("?", [], "h"), ("?", [], "l"): for mode in numbers { setPrivate(mode ?? 0, isOn: sequence.final == UInt8(ascii: "h")) }
        case ("?", [], "J"), ("?", [], "K"): pass(numbers, sequence.letter)
        case (nil, [], "s") where numbers.count < 2: keepCursor("\u{1B}7")
        case (nil, [], "u"): restoreCursor("\u{1B}8")
        case (nil, [UInt8(ascii: "!")], "p"): softReset()
        case (nil, [], "T") where numbers.count > 1: break  // about the mouse
        case (nil, [], let letter) where "@ABCDEFGHIJKLMPSTXZ`adefgrs".contains(letter): pass(numbers, sequence.letter)
        default: break
        }
    }

    private mutating func pass(_ numbers: [Int?], _ letter: String) {
        // None of these takes more than two.
        send("\u{1B}[" + numbers.prefix(2).map { $0.map(String.init) ?? "" }.joined(separator: ";") + letter)
    }

    private mutating func setPrivate(_ mode: Int, isOn: Bool) {
        let letter = isOn ? "h" : "l"
        switch mode {
        case 5, 6, 7, 69: send("\u{1B}[?\(mode)\(letter)")
        case 25: written.isCursorVisible = isOn
        case 47, 1047: send("\u{1B}[?1047\(letter)")
        case 1048, 1049: isOn ? keepCursor("\u{1B}[?\(mode)h") : restoreCursor("\u{1B}[?\(mode)l")
        default: break
        }
    }

    private mutating func keepCursor(_ control: String) {
        written.keptSets = written.sets
        send(control)
    }

    private mutating func restoreCursor(_ control: String) {
        written.sets = written.keptSets
        send(control)
        keepCursorInside()
    }

    /// A place that was kept on a larger screen may be outside this one, and a smaller size may leave the cursor above it: there libvterm
    /// would write beside its rows.
    mutating func keepCursorInside() {
        let place = cursorPosition()
        if place.x < 0 || place.y < 0 || place.x >= max(width, 2) || place.y >= max(height, 1) { move(to: place) }
    }

    mutating func move(to place: (x: Int, y: Int)) {
        send("\u{1B}[\(min(max(place.y, 0), max(height - 1, 0)) + 1);\(min(max(place.x, 0), max(width - 1, 0)) + 1)H")
    }

    /// libvterm does not fit the region that scrolls to fewer rows.
    mutating func leaveRegion() {
        let place = cursorPosition()
        send("\u{1B}[r\u{1B}[s")
        move(to: place)
        flush()
        written.canCombine = false
    }

    private mutating func reset() {
        send("\u{1B}[?1047l\u{1B}c")
        written = Written()
    }

    /// libvterm 0.1 does nothing for "soft reset": its parts, with the cursor where it was.
    private mutating func softReset() {
        let place = cursorPosition()
        send("\u{1B}[r\u{1B}[s\u{1B}[?6l\u{1B}[?69l\u{1B}[4l\u{1B}[?7h\u{1B}[0m")
        move(to: place)
        written.sets = CharacterSets()
        written.isCursorVisible = true
    }
}

extension ControlScanner.Sequence {
    fileprivate var letter: String { String(UnicodeScalar(final)) }
}
