extension String {
    /// The same text with the characters a terminal has, one for one; control characters become question marks.
    public func degraded(to set: GlyphSet) -> String {
        guard set == .ascii else { return self }
        var plain = ""
        plain.unicodeScalars.append(contentsOf: precomposed.map { $0 == "\n" ? $0 : ASCII.nearest(to: $0) })
        return plain
    }

    /// One scalar a character: a letter with its marks counts as the letter.
    private var precomposed: [Unicode.Scalar] { compactMap(\.unicodeScalars.first) }
}
