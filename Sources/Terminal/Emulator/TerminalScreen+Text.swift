/// Characters and their marks.
extension TerminalScreen {
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

    func put(_ letter: Unicode.Scalar) {
        let scalar = written.sets.scalar(for: letter)
        guard let fitted = characters.fit(scalar) else { return }
        if CharacterWidth.columns(of: scalar) == 0 { return addMark(fitted) }
        commit()
        written.character = fitted
        written.marks = (nil, nil)
        (written.isHeld, written.canCombine) = (true, true)
    }

    /// A cell of ours shows two marks; a thousand would only cost time.
    private func addMark(_ mark: Unicode.Scalar) {
        guard written.canCombine, written.marks.1 == nil else { return }
        if !written.isHeld {
            // It comes late. At the end of a row libvterm would take it for a character.
            guard cursorPosition.x < max(width, 2) - 1 else { return }
            send(mark)
        }
        if written.marks.0 == nil { written.marks.0 = mark } else { written.marks.1 = mark }
    }

    /// Gives libvterm the character that is held.
    func commit() {
        guard written.isHeld else { return }
        written.isHeld = false
        sendCharacter()
    }

    private func sendCharacter() {
        for scalar in [written.character, written.marks.0, written.marks.1] { if let scalar { send(scalar) } }
    }

    /// Writes the last character again, at most a screenful.
    func repeatCharacter(_ count: Int) {
        for _ in 0..<min(max(count, 1), width * height) { sendCharacter() }
    }
}
