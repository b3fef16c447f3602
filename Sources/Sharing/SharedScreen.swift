/// What is shown: rows of text in a form that only those who draw it know, without line breaks.
public struct SharedScreen: Hashable, Sendable {
    public var columns: Int
    public var rows: [String]

    public init(columns: Int, rows: [String]) { (self.columns, self.rows) = (columns, rows) }

    /// A server-sent event: the size, and what of the rows is new.
    /// - Parameter before: what the follower shows; nil: nothing
    func event(after before: SharedScreen?) -> [UInt8] {
        let known = before.flatMap { $0.columns == columns && $0.rows.count == rows.count ? $0.rows : nil }
        var text = "event: screen\ndata: \(columns) \(rows.count)\n"
        for (place, row) in rows.enumerated() where known?[place] != row { text += "data: \(place) \(row)\n" }
        return Array((text + "\n").utf8)
    }

    /// Takes an event in.
    /// - Parameter before: what was shown until now
    /// - Returns: nil where it is none
    init?(event data: String, after before: SharedScreen?) {
        let lines = data.split(separator: "\n", omittingEmptySubsequences: false)
        let size = (lines.first ?? "").split(separator: " ").compactMap { Int($0) }
        guard size.count == 2, Self.sizes.contains(size[0]), Self.sizes.contains(size[1]) else { return nil }
        let isSame = before?.columns == size[0] && before?.rows.count == size[1]
        var rows = isSame ? before?.rows ?? [] : Array(repeating: "", count: size[1])
        for line in lines.dropFirst() {
            guard let blank = line.firstIndex(of: " "), let place = Int(line[..<blank]), rows.indices.contains(place) else { return nil }
            rows[place] = String(line[line.index(after: blank)...])
        }
        self.init(columns: size[0], rows: rows)
    }

    /// Columns or rows that a screen can have.
    static let sizes = 0...1_000
}

/// What there is to share at a moment. It is made on the thread that shares, and only when somebody is there to see it.
public struct SharedMoment: Sendable {
    public var screen: @Sendable () -> SharedScreen
    /// The session as a text; nil where there is none yet.
    public var session: @Sendable () -> String?

    public init(screen: @escaping @Sendable () -> SharedScreen, session: @escaping @Sendable () -> String?) {
        (self.screen, self.session) = (screen, session)
    }
}
