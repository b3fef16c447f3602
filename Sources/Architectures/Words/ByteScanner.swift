/// Reads a text byte by byte and remembers where it stands, so that a failure can name its place.
struct ByteScanner {
    /// Where a text broke off from its form: an offset in bytes and what should have stood there.
    struct Failure: Error {
        let offset: Int
        let expected: String
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        offset = 0
    }

    var isAtEnd: Bool { offset >= bytes.count }
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skipBlanks() {
        while let byte = next, byte == .space || byte == .tab { offset += 1 }
    }

    /// Steps over `text` if it comes next.
    mutating func skip(_ text: StaticString) -> Bool {
        let size = text.utf8CodeUnitCount
        guard offset + size <= bytes.count else { return false }
        for index in 0..<size where bytes[offset + index] != text.utf8Start[index] { return false }
        offset += size
        return true
    }

    mutating func expect(_ text: StaticString) throws(Failure) {
        guard skip(text) else { throw Failure(offset: offset, expected: "'\(text)'") }
    }

    /// A whole number of at most nine digits, without a sign.
    mutating func number() throws(Failure) -> Int {
        let start = offset
        var value = 0
        while let byte = next, byte.isDigit {
            guard offset - start < 9 else { throw Failure(offset: start, expected: "a number of at most 9 digits") }
            value = value * 10 + Int(byte - .zero)
            offset += 1
        }
        guard offset > start else { throw Failure(offset: start, expected: "a digit") }
        return value
    }

    func expectEnd() throws(Failure) {
        guard isAtEnd else { throw Failure(offset: offset, expected: "the end") }
    }
}

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let hash = UInt8(ascii: "#")
    static let point = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")

    var isDigit: Bool { self >= .zero && self <= UInt8(ascii: "9") }
    var isLetterOrDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension String {
    /// The character (counted from 1) that holds a byte of the text.
    func characterPosition(ofByte byte: Int) -> Int {
        let end = utf8.index(startIndex, offsetBy: byte, limitedBy: endIndex) ?? endIndex
        return self[..<end].count + 1
    }

    /// Runs a scanner over the text.
    func scanned(_ read: (inout ByteScanner) throws(ByteScanner.Failure) -> Int) -> Result<Int, ByteScanner.Failure> {
        Array(utf8).withUnsafeBufferPointer { bytes in
            var scanner = ByteScanner(bytes)
            do throws(ByteScanner.Failure) { return .success(try read(&scanner)) } catch { return .failure(error) }
        }
    }
}
