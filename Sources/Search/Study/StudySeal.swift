import Foundation

/// The checksums that chain a study's lines: each line ends with `,"sum":"…"}`, taken over all that stands before it in the file's
/// lines. A changed byte, a missing line or two that changed places are noticed where they are.
///
/// FNV-1a with 64 bits (Fowler, Noll & Vo): every step is a bijection of the sum, so that a single changed byte never goes unnoticed.
struct StudySeal: Hashable, Sendable {
    private var sum: UInt64 = 0xCBF2_9CE4_8422_2325

    private static let start = Array(#","sum":""#.utf8), end = Array("\"}".utf8)
    private static var length: Int { start.count + 16 + end.count }

    /// The line of a content, its end included.
    mutating func line(_ content: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(content)
        add(body)
        return body.dropLast() + Self.start + Array(text.utf8) + Self.end + [0x0A]
    }

    /// The content of a line without its end; nil where it is not as it was written.
    mutating func open(_ line: Data) -> Data? {
        guard line.count > Self.length, line.suffix(Self.end.count).elementsEqual(Self.end),
            line.suffix(Self.length).starts(with: Self.start)
        else { return nil }
        let body = line.dropLast(Self.length) + [0x7D]
        var next = self
        next.add(body)
        guard line.suffix(16 + Self.end.count).prefix(16).elementsEqual(next.text.utf8) else { return nil }
        self = next
        return body
    }

    /// Whether a checksum is whole somewhere in these bytes: then they are more than the beginning of a line. (Within a text, quotes
    /// are written with a backslash, so it cannot be part of one.)
    static func isWithin(_ bytes: Data) -> Bool {
        guard let place = bytes.firstRange(of: Data(start)) else { return false }
        return bytes.distance(from: place.upperBound, to: bytes.endIndex) >= 16 + end.count
    }

    private mutating func add(_ bytes: Data) {
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    private var text: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
