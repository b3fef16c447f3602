/// The sets of characters that "designate" and "shift" choose between: plain letters, British ones, and lines.
///
/// libvterm knows them, but does not keep them with the cursor, and reads mixed text by what it begins with.
struct CharacterSets {
    /// What stands for the letters from "_" to "~" (DEC special graphics).
    private static let graphics: [Unicode.Scalar] = Array(" ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·".unicodeScalars)

    private var first = UInt8(ascii: "B"), second = UInt8(ascii: "B")
    var isShifted = false

    /// Takes over "designate": a set, named by a letter, as the first ("(") or the second (")").
    mutating func designate(_ set: UInt8, as place: UInt8) {
        if place == UInt8(ascii: "(") { first = set } else if place == UInt8(ascii: ")") { second = set }
    }

    /// The character that a letter stands for.
    func scalar(for letter: Unicode.Scalar) -> Unicode.Scalar {
        switch isShifted ? second : first {
        case UInt8(ascii: "0") where (0x5F...0x7E).contains(letter.value): Self.graphics[Int(letter.value) - 0x5F]
        case UInt8(ascii: "A") where letter == "#": "£"
        default: letter
        }
    }
}
