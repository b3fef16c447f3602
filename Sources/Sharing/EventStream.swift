/// Takes server-sent events out of the bytes that bring them (WHATWG HTML, section 9.2.6), as far as they are used here.
struct EventStream {
    struct Event: Hashable { var name, data: String }

    private var line: [UInt8] = []
    private var name = ""
    private var data: [String] = []
    private var size = 0

    /// No event is longer, in bytes.
    static let limit = 4 << 20

    /// - Returns: the events that are whole now; nil where one is longer than any may be
    mutating func take(_ bytes: [UInt8]) -> [Event]? {
        var events: [Event] = []
        var rest = bytes[...]
        while let feed = rest.firstIndex(of: 0x0A) {
            line += rest[..<feed]
            rest = rest[(feed + 1)...]
            if let event = endLine() { events.append(event) }
            if size > Self.limit { return nil }
        }
        line += rest
        return size + line.count > Self.limit ? nil : events
    }

    private mutating func endLine() -> Event? {
        defer { line = [] }
        if line.last == 0x0D { line.removeLast() }
        guard !line.isEmpty else {
            defer { (name, data, size) = ("", [], 0) }
            return name.isEmpty && data.isEmpty ? nil : Event(name: name, data: data.joined(separator: "\n"))
        }
        size += line.count
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("data:") { data.append(Self.value(text.dropFirst(5))) }
        if text.hasPrefix("event:") { name = Self.value(text.dropFirst(6)) }
        return nil
    }

    private static func value(_ text: Substring) -> String { String(text.hasPrefix(" ") ? text.dropFirst() : text) }
}
