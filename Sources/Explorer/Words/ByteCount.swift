import Terminal

/// A size for people: `812 B`, `12.3 kB`, `4.1 MB`.
enum ByteCount {
    static func text(_ bytes: Int) -> String {
        if bytes < 1_000 { return "\(bytes) B" }
        let isLarge = bytes >= 1_000_000
        return (Double(bytes) / (isLarge ? 1e6 : 1e3)).fixed(1) + (isLarge ? " MB" : " kB")
    }
}
