import Terminal

/// What a recording says of itself.
struct CastHeader {
    let version: Int
    let title: String
    let width, height: Int
    /// Seconds that a pause takes at most.
    let idleLimit: Double?

    static let versions = 1...3
    static let mostCells = 250_000

    /// - Parameter idleLimit: goes before what the recording says
    /// - Throws: `CastError`
    init(_ header: [String: Any], name: String, idleLimit: Double?) throws {
        guard let version = header["version"] as? Int else { throw CastError.notACast(file: name) }
        guard Self.versions.contains(version) else { throw CastError.otherVersion(file: name, version: version) }
        let terminal = header["term"] as? [String: Any]
        let (columns, rows) = version == 3 ? ("term.cols", "term.rows") : ("width", "height")
        let sides = version == 3 ? (terminal?["cols"], terminal?["rows"]) : (header["width"], header["height"])
        guard let width = sides.0 as? Int, let height = sides.1 as? Int, Self.isSize(width, height) else {
            throw CastError.badSize(file: name, columns: columns, rows: rows)
        }
        (self.version, self.width, self.height, title) = (version, width, height, header["title"] as? String ?? "")
        if let idleLimit {
            self.idleLimit = idleLimit
        } else if let limit = header["idle_time_limit"], !CastJSON.isNull(limit) {
            guard let limit = limit as? Double, limit.isFinite, limit > 0 else { throw CastError.badIdleLimit(file: name) }
            self.idleLimit = limit
        } else {
            self.idleLimit = nil
        }
    }

    static func isSize(_ width: Int, _ height: Int) -> Bool {
        let sides = 1...TerminalScreen.longestSide
        return sides.contains(width) && sides.contains(height) && width * height <= mostCells
    }
}
