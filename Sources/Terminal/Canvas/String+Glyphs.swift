extension String {
    /// The same text with the characters a terminal has, one for one but for signs that take two; control characters become question
    /// marks.
    public func degraded(to set: GlyphSet) -> String {
        guard set == .ascii else { return self }
        var plain = String.UnicodeScalarView()
        for scalar in precomposed {
            if let pair = ASCII.pair(for: scalar) {
                plain.append(contentsOf: [pair.0, pair.1])
            } else {
                plain.append(scalar == "\n" ? scalar : ASCII.nearest(to: scalar))
            }
        }
        return String(plain)
    }

    /// One scalar a character: a letter with its marks counts as the letter.
    private var precomposed: [Unicode.Scalar] { compactMap(\.unicodeScalars.first) }
}
