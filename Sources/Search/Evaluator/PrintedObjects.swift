import Foundation

/// Finds the outer JSON objects and lists of objects among lines of all kinds.
///
/// One starts with `{`, or with `[` and `{`, at the beginning of a line, or on the same line behind another with nothing but blanks and commas
/// between. It reaches to the bracket that closes it, and what lies within it is its own, whether it can be read or not. One that is never
/// closed reaches to the end of all, unless its first line breaks off in the middle: then it is that line.
struct PrintedObjects {
    struct Place {
        let start: Data.Index
        /// Behind its closing bracket; nil where nothing closes it.
        let end: Data.Index?
    }

    private(set) var last: Place?
    /// Whether the last lies within something whose beginning is not at hand.
    private(set) var isWithinLost = false
    /// Where a line starts that has an object in its middle.
    private(set) var lineWithObject: Data.Index?

    /// - Parameters:
    ///   - bytes: whose indices start at 0
    ///   - isCut: whether they are only the end of all
    init(_ bytes: Data, isCut: Bool) {
        bytes.withUnsafeBytes { find($0.bindMemory(to: UInt8.self), isCut: isCut) }
    }

    private mutating func find(_ bytes: UnsafeBufferPointer<UInt8>, isCut: Bool) {
        let brackets = Brackets(bytes)
        // The first line may lack its beginning.
        var place = isCut ? Self.nextLine(after: 0, in: bytes) : 0
        while place < bytes.count {
            guard Self.opens(at: place, in: bytes) else {
                let next = Self.nextLine(after: place, in: bytes)
                if lineWithObject == nil, bytes[place..<next].contains(UInt8(ascii: "{")) { lineWithObject = place }
                place = next
                continue
            }
            let end = brackets.end(of: place)
            last = Place(start: place, end: end)
            if let end {
                place = Self.another(behind: end, in: bytes) ?? Self.nextLine(after: end, in: bytes)
            } else {
                guard Self.breaksOff(at: place, in: bytes) else { break }
                place = Self.nextLine(after: place, in: bytes)
            }
        }
        if isCut, let last, let stray = brackets.lastStray { isWithinLost = stray >= last.start }
    }

    private static func opens(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[place] {
        case UInt8(ascii: "{"): true
        case UInt8(ascii: "["): bytes[(place + 1)...].first { !isBlank($0) && !isLineEnd($0) } == UInt8(ascii: "{")
        default: false
        }
    }

    /// The object that follows on the same line.
    private static func another(behind end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let next = bytes[end...].firstIndex { !isBlank($0) && $0 != UInt8(ascii: ",") }
        return next.flatMap { opens(at: $0, in: bytes) ? $0 : nil }
    }

    /// Whether the line ends where no JSON goes on in the next.
    private static func breaksOff(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let line = bytes[place..<nextLine(after: place, in: bytes)]
        guard let last = line.last(where: { !isBlank($0) && !isLineEnd($0) }) else { return true }
        return !"{[,:".utf8.contains(last)
    }

    private static func nextLine(after place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes[place...].firstIndex(where: isLineEnd).map { $0 + 1 } ?? bytes.count
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

/// Which bracket closes which, outside of texts in double quotes; no such text goes on in the next line.
private struct Brackets {
    /// By opening bracket, behind the closing one; 0 where there is none.
    private var ends: [Int32]
    /// The last closing bracket that nothing has opened.
    private(set) var lastStray: Int?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        ends = [Int32](repeating: 0, count: bytes.count)
        var open: [Int] = [], braces = 0
        var isText = false, isEscaped = false
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x0A, 0x0D: (isText, isEscaped) = (false, false)
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case _ where isText: break
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open.append(place)
                if byte == UInt8(ascii: "{") { braces += 1 }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                let own = byte == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")
                guard own == UInt8(ascii: "{") ? braces > 0 : open.count > braces else {
                    lastStray = place
                    continue
                }
                // What was opened since and never closed is closed with it, and is no whole.
                while let opening = open.popLast() {
                    if bytes[opening] == UInt8(ascii: "{") { braces -= 1 }
                    guard bytes[opening] == own else { continue }
                    ends[opening] = Int32(truncatingIfNeeded: place + 1)
                    break
                }
            default: break
            }
        }
    }

    func end(of opening: Int) -> Int? { ends[opening] > 0 ? Int(ends[opening]) : nil }
}
