extension String {
    /// The text cut to a number of columns, its last column an ellipsis where something was cut. Of marks that stand on one letter
    /// those stay that a canvas shows. Costs no more for a long text than for one that fits.
    public func truncated(to columns: Int) -> String {
        guard columns > 0 else { return "" }
        var kept = String.UnicodeScalarView()
        var used = 0, marks = 0
        var cut = kept.endIndex
        for (index, scalar) in unicodeScalars.enumerated() {
            let width = CharacterWidth.columns(of: scalar) ?? 1
            marks = width == 0 ? marks + 1 : 0
            // Whatever takes no room has to end somewhere, too.
            if used + width > columns || index > 16 * columns + 64 { return String(kept[..<cut]) + "…" }
            if marks > Glyph.mostMarks { continue }
            kept.append(scalar)
            used += width
            if used < columns { cut = kept.endIndex }
        }
        return String(kept)
    }

    /// The text cut or filled with spaces to exactly this many columns.
    public func padded(to columns: Int, alignedRight: Bool = false) -> String {
        let cut = truncated(to: columns)
        let space = String(repeating: " ", count: max(columns - CharacterWidth.columns(of: cut), 0))
        return alignedRight ? space + cut : cut + space
    }

    /// Lines of at most this many columns, broken between words where possible.
    public func wrapped(to columns: Int) -> [String] {
        guard columns > 0 else { return [] }
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                var rest = String(word)
                if !line.isEmpty {
                    if CharacterWidth.columns(of: line) + 1 + CharacterWidth.columns(of: rest) <= columns {
                        line += " " + rest
                        continue
                    }
                    lines.append(line)
                }
                while CharacterWidth.columns(of: rest) > columns, let (head, tail) = rest.cut(at: columns) {
                    lines.append(head)
                    rest = tail
                }
                line = rest
            }
            lines.append(line)
        }
        return lines
    }

    /// The longest start that fits, and what follows; nil when not even one character fits.
    private func cut(at columns: Int) -> (String, String)? {
        var used = 0
        var end = unicodeScalars.startIndex
        while end < unicodeScalars.endIndex {
            let width = CharacterWidth.columns(of: unicodeScalars[end]) ?? 1
            if used + width > columns { break }
            used += width
            end = unicodeScalars.index(after: end)
        }
        guard end > unicodeScalars.startIndex else { return nil }
        return (String(unicodeScalars[..<end]), String(unicodeScalars[end...]))
    }
}
