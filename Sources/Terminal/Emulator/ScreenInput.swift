import CVTerm

/// What stands before libvterm: it takes what a program writes, and gives libvterm what changes cells.
struct ScreenInput {
    let terminal: OpaquePointer?
    var width, height: Int
    let characters = FittedCharacters()
    var written = Written()
    private var scanner = ControlScanner()
    private var tokens: [ControlScanner.Token] = []
    /// What libvterm is to be given next.
    private var output: [UInt8] = []

    /// What later characters and controls ask about what was written.
    struct Written {
        /// The last character, as libvterm gets it, for its marks and for "repeat".
        var character: Unicode.Scalar?
        var marks: (Unicode.Scalar?, Unicode.Scalar?)
        /// It is given to libvterm with its marks, once there can be no more of them.
        var isHeld = false
        var canCombine = false
        var isCursorVisible = true
        var sets = CharacterSets()
        var keptSets = CharacterSets()
    }

    init(terminal: OpaquePointer?, width: Int, height: Int) {
        (self.terminal, self.width, self.height) = (terminal, width, height)
    }

    mutating func take(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if scanner.isIdle, (0x20..<0x7F).contains(byte) {
                put(Unicode.Scalar(byte))
                continue
            }
            scanner.take(byte, &tokens)
            guard !tokens.isEmpty else { continue }
            for token in tokens { take(token) }
            tokens.removeAll(keepingCapacity: true)
        }
        flush()
    }

    // MARK: Characters and their marks

    mutating func put(_ letter: Unicode.Scalar) {
        let scalar = written.sets.scalar(for: letter)
        var fitted = scalar
        if scalar.value >= 0x7F {
            guard let found = characters.fit(scalar) else { return }
            if CharacterWidth.columns(of: scalar) == 0 { return addMark(found) }
            fitted = found
        }
        commit()
        written.character = fitted
        written.marks = (nil, nil)
        (written.isHeld, written.canCombine) = (true, true)
    }

    /// A cell of ours shows two marks; a thousand would only cost time.
    private mutating func addMark(_ mark: Unicode.Scalar) {
        guard written.canCombine, written.marks.1 == nil else { return }
        if !written.isHeld {
            // It comes late. At the end of a row libvterm would take it for a character.
            guard cursorPosition().x < max(width, 2) - 1 else { return }
            send(mark)
        }
        if written.marks.0 == nil { written.marks.0 = mark } else { written.marks.1 = mark }
    }

    /// Gives libvterm the character that is held.
    mutating func commit() {
        guard written.isHeld else { return }
        written.isHeld = false
        sendCharacter()
    }

    private mutating func sendCharacter() {
        if let character = written.character { send(character) }
        if let mark = written.marks.0 { send(mark) }
        if let mark = written.marks.1 { send(mark) }
    }

    /// Writes the last character again, at most a screenful.
    mutating func repeatCharacter(_ count: Int) {
        for _ in 0..<min(max(count, 1), width * height) { sendCharacter() }
    }

    // MARK: libvterm

    mutating func send(_ text: String) { output.append(contentsOf: text.utf8) }

    mutating func send(_ scalar: Unicode.Scalar) {
        if scalar.isASCII { output.append(UInt8(scalar.value)) } else if let bytes = UTF8.encode(scalar) { output.append(contentsOf: bytes) }
    }

    mutating func flush() {
        guard !output.isEmpty else { return }
        output.withUnsafeBytes { bytes in
            _ = vterm_input_write(terminal, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
        output.removeAll(keepingCapacity: true)
    }

    mutating func cursorPosition() -> (x: Int, y: Int) {
        commit()
        flush()
        var position = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
        return (Int(position.col), Int(position.row))
    }

    /// libvterm's font at the moment: see `VTermRendition`.
    mutating func font() -> Int {
        flush()
        var value = VTermValue()
        vterm_state_get_penattr(vterm_obtain_state(terminal), VTERM_ATTR_FONT, &value)
        return Int(value.number)
    }
}
