import CVTerm

/// Characters as libvterm is given them. Its tables of widths are older than ours (or newer); where they differ it gets a stand-in of
/// the width that we draw, from a plane where both agree, so that whatever comes next in the row stands where it should.
final class FittedCharacters {
    private static let narrow: ClosedRange<UInt32> = 0xF0000...0xFFFFD
    private static let wide: ClosedRange<UInt32> = 0x30000...0x3FFFD

    private let probe = vterm_new(1, 4)
    private var fitted: [Unicode.Scalar: Unicode.Scalar?] = [:]
    private var originals: [UInt32: Unicode.Scalar] = [:]
    private var nextNarrow = narrow.lowerBound, nextWide = wide.lowerBound

    init() {
        vterm_set_utf8(probe, 1)
        vterm_state_reset(vterm_obtain_state(probe), 1)
    }

    deinit { vterm_free(probe) }

    /// What to write instead of a character; nil where nothing is to be seen of it.
    func fit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.value < 0x7F { return scalar }
        if let known = fitted[scalar] { return known }
        let new = newlyFitted(scalar)
        fitted[scalar] = .some(new)
        return new
    }

    /// The character that a cell of libvterm's shows.
    func original(_ value: UInt32) -> Unicode.Scalar? { value < Self.wide.lowerBound ? Unicode.Scalar(value) : originals[value] }

    private func newlyFitted(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let columns = CharacterWidth.columns(of: scalar), !CharacterWidth.isInvisible(scalar) else { return nil }
        if scalar.value < Self.wide.lowerBound, probedColumns(scalar) == columns { return scalar }
        switch columns {
        case 1: return standIn(for: scalar, &nextNarrow, Self.narrow)
        case 2: return standIn(for: scalar, &nextWide, Self.wide)
        default: return nil
        }
    }

    /// Sixty thousand others at once have left none: a recording that uses more shows U+FFFD.
    private func standIn(for scalar: Unicode.Scalar, _ next: inout UInt32, _ range: ClosedRange<UInt32>) -> Unicode.Scalar? {
        guard range.contains(next), let found = Unicode.Scalar(next) else { return Glyph.replacement }
        originals[next] = scalar
        next += 1
        return found
    }

    /// Columns that libvterm's cursor moves on, beside a letter.
    private func probedColumns(_ scalar: Unicode.Scalar) -> Int {
        let text = "\rA" + String(Character(scalar))
        _ = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.withMemoryRebound(to: CChar.self) { vterm_input_write(probe, $0.baseAddress, $0.count) }
        }
        var position = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(probe), &position)
        return Int(position.col) - 1
    }
}
