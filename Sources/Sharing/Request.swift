/// The head of an HTTP request, as far as it matters here: a path, and names and values behind a question mark.
struct Request: Hashable {
    var path: String
    var values: [String: String]

    enum Reading: Hashable {
        /// More bytes are needed.
        case unfinished
        case whole(Request)
        /// The status to answer with.
        case refused(Int)
    }

    /// - Parameter limit: no head is longer, in bytes
    static func read(_ bytes: [UInt8], limit: Int) -> Reading {
        guard let end = end(of: bytes.prefix(limit + 4)) else { return bytes.count > limit ? .refused(431) : refusal(ofStart: bytes) ?? .unfinished }
        let first = bytes[..<end].prefix { $0 != 0x0D && $0 != 0x0A }
        guard first.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return .refused(400) }
        let words = String(decoding: first, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return .refused(400) }
        guard words[0] == "GET" else { return .refused(405) }
        guard words[1].hasPrefix("/") else { return .refused(400) }
        let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var values: [String: String] = [:]
        for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&").prefix(8) {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[String(halves[0])] = halves.count > 1 ? String(halves[1]) : ""
        }
        return .whole(Request(path: String(parts[0]), values: values))
    }

    /// What can be no HTTP is not waited for.
    private static func refusal(ofStart bytes: [UInt8]) -> Reading? {
        bytes.prefix(16).contains { $0 >= 0x7F || ($0 < 0x20 && $0 != 0x0D && $0 != 0x0A) } ? .refused(400) : nil
    }

    /// Where the empty line begins that ends the head.
    private static func end(of bytes: ArraySlice<UInt8>) -> Int? {
        var place = bytes.startIndex
        while let feed = bytes[place...].firstIndex(of: 0x0A) {
            let next = bytes[(feed + 1)...]
            if next.first == 0x0A || (next.first == 0x0D && next.dropFirst().first == 0x0A) { return feed }
            place = feed + 1
        }
        return nil
    }
}
