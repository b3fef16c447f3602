extension String {
    /// The text cut to a number of columns, its last column an ellipsis where something was cut.
    public func truncated(to columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard CharacterWidth.columns(of: self) > columns else { return self }
        var kept = String.UnicodeScalarView()
        var used = 0
        for scalar in unicodeScalars {
            let width = CharacterWidth.columns(of: scalar) ?? 1
            if used + width > columns - 1 { break }
            kept.append(scalar)
            used += width
        }
        return String(kept) + "…"
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
