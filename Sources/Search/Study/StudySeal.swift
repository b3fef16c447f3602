import Foundation
import Tensors

/// The checksums that chain a study's lines: each line ends with `,"sum":"…"}`, taken over all that stands before it in the file's
/// lines. A changed byte, a missing line or two that changed places are noticed where they are.
struct StudySeal: Hashable, Sendable {
    private var sum = Checksum()

    private static let start = Array(#","sum":""#.utf8), end = Array("\"}".utf8)
    private static var length: Int { start.count + 16 + end.count }

    /// The line of a content, its end included.
    mutating func line(_ content: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(content)
        sum.add(body)
        return body.dropLast() + Self.start + Array(sum.text.utf8) + Self.end + [0x0A]
    }

    /// The content of a line without its end; nil where it is not as it was written.
    mutating func open(_ line: Data) -> Data? {
        guard line.count > Self.length, line.suffix(Self.end.count).elementsEqual(Self.end),
            line.suffix(Self.length).starts(with: Self.start)
        else { return nil }
        let body = line.dropLast(Self.length) + [0x7D]
        var next = sum
        next.add(body)
        guard line.suffix(16 + Self.end.count).prefix(16).elementsEqual(next.text.utf8) else { return nil }
        sum = next
        return body
    }

    /// Whether a checksum is whole somewhere in these bytes: then they are more than the beginning of a line. (Within a text, quotes
    /// are written with a backslash, so it cannot be part of one.)
    static func isWithin(_ bytes: Data) -> Bool {
        guard let place = bytes.firstRange(of: Data(start)) else { return false }
        return bytes.distance(from: place.upperBound, to: bytes.endIndex) >= 16 + end.count
    }
}
