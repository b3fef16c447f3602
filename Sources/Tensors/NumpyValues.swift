import Foundation

/// The values of an `.npy` file as they are stored: bytes, whole numbers, floating-point numbers or words.
package struct NumpyValues: Sendable, Hashable {
    package enum Stored: Sendable, Hashable {
        /// `uint8`, and `bool` as 0 and 1.
        case bytes([UInt8])
        case integers([Int])
        case floats([Float])
        /// `str` and `bytes`, without the zeros that fill them up.
        case words([String])
    }

    package let shape: [Int]
    /// Row-major.
    package let stored: Stored

    /// - Parameter name: names the source in errors
    /// - Throws: `NumpyError`
    package init(data: Data, name: String) throws {
        let data = Data(data)  // a slice has indices of its own
        let header = try NumpyHeader(data, file: name)
        shape = header.shape
        func ordered<Value>(_ values: [Value]) -> [Value] { header.isColumnMajor ? NumpyArray.rowMajor(values, header.shape) : values }
        if let type = header.floating {
            try header.check(data, bytesEach: type.size, file: name)
            stored = .floats(
                ordered(
                    data.withUnsafeBytes {
                        type.values(UnsafeRawBufferPointer(rebasing: $0[header.end...]), count: header.count, bigEndian: header.isBigEndian)
                    }))
            return
        }
        let code = header.code ?? ""
        if code == "u1" || code == "b1" {
            try header.check(data, bytesEach: 1, file: name)
            stored = .bytes(ordered([UInt8](data.dropFirst(header.end))))
        } else if let size = Self.integers[String(code)] {
            try header.check(data, bytesEach: size, file: name)
            stored = .integers(ordered(Self.integers(data, header, size: size, isSigned: code.hasPrefix("i"))))
        } else if let length = Int(code.dropFirst()), (1...Self.longestWord).contains(length), code.hasPrefix("U") || code.hasPrefix("S") {
            try header.check(data, bytesEach: length * (code.hasPrefix("U") ? 4 : 1), file: name)
            stored = .words(ordered(Self.words(data, header, length: length, isUnicode: code.hasPrefix("U"))))
        } else {
            throw NumpyError.header(
                file: name,
                rule: "has type \(header.descr.escaped(limit: 40)); numbers, truth values and words can be read: array.astype('float32'), or .astype('str')")
        }
    }

    private static let integers = ["i1": 1, "i2": 2, "i4": 4, "i8": 8, "u2": 2, "u4": 4, "u8": 8]
    private static let longestWord = 4_096

    private static func integers(_ data: Data, _ header: NumpyHeader, size: Int, isSigned: Bool) -> [Int] {
        data.withUnsafeBytes { bytes in
            (0..<header.count).map { place in
                var word: UInt64 = 0
                for byte in 0..<size {
                    word = word << 8 | UInt64(bytes[header.end + place * size + (header.isBigEndian ? byte : size - 1 - byte)])
                }
                let unused = 64 - 8 * size
                // Beyond 2⁶³ there are no labels and no pixels; such a number stays one that is out of every range.
                return isSigned ? Int(Int64(bitPattern: word << unused) >> unused) : Int(clamping: word)
            }
        }
    }

    private static func words(_ data: Data, _ header: NumpyHeader, length: Int, isUnicode: Bool) -> [String] {
        data.withUnsafeBytes { bytes in
            (0..<header.count).map { place in
                if !isUnicode {
                    return String(decoding: bytes[(header.end + place * length)...].prefix(length).prefix { $0 != 0 }, as: UTF8.self)
                }
                var word = String.UnicodeScalarView()
                for letter in 0..<length {
                    let stored = bytes.loadUnaligned(fromByteOffset: header.end + 4 * (place * length + letter), as: UInt32.self)
                    let value = header.isBigEndian ? UInt32(bigEndian: stored) : UInt32(littleEndian: stored)
                    if value == 0 { break }
                    word.append(Unicode.Scalar(value) ?? "\u{FFFD}")
                }
                return String(word)
            }
        }
    }
}
