import Foundation

/// The lines of a recording, as bytes, ended by LF or CR LF.
struct CastLines: Sequence, IteratorProtocol {
    struct Line {
        let number: Int
        let bytes: ArraySlice<UInt8>
        /// Whether the file ends in it, without a line end.
        let isLast: Bool

        var text: String { String(decoding: bytes.prefix(200), as: UTF8.self) }
        var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }

    private var rest: ArraySlice<UInt8>
    private var number = 0

    init(_ bytes: [UInt8]) {
        // A byte order mark says nothing here.
        rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    }

    mutating func next() -> Line? {
        guard !rest.isEmpty else { return nil }
        number += 1
        let end = rest.firstIndex(of: 0x0A)
        var line = rest[..<(end ?? rest.endIndex)]
        rest = end.map { rest[($0 + 1)...] } ?? []
        if line.last == 0x0D { line = line.dropLast() }
        return Line(number: number, bytes: line, isLast: end == nil)
    }
}

/// JSON values of a recording.
enum CastJSON {
    static func object(_ bytes: ArraySlice<UInt8>) -> [String: Any]? { value(bytes) as? [String: Any] }

    static func array(_ bytes: ArraySlice<UInt8>) -> [Any]? { value(bytes) as? [Any] }

    static func isNull(_ value: Any) -> Bool { value is NSNull }

    private static func value(_ bytes: ArraySlice<UInt8>) -> Any? { try? JSONSerialization.jsonObject(with: Data(bytes)) }
}
