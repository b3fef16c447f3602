import Foundation

/// The header of an `.npy` file: nothing in it is believed until it is checked.
struct NumpyHeader {
    /// The type of a value, as NumPy writes it: `'<f4'`, `'|u1'`, `'<U12'`.
    let descr: String
    let isBigEndian, isColumnMajor: Bool
    let shape: [Int]
    /// The product of the shape.
    let count: Int
    /// Where the values begin.
    let end: Int

    /// A header is a line of text; no array has a longer one.
    private static let longest = 65_536

    /// - Throws: `NumpyError`
    init(_ data: Data, file: String) throws {
        let start = Array(data.prefix(12))
        guard start.count >= 10, start.starts(with: [0x93] + Array("NUMPY".utf8)) else { throw NumpyError.noArray(file: file) }
        let isShort = start[6] == 1
        guard (1...3).contains(start[6]), isShort || start.count >= 12 else { throw NumpyError.noArray(file: file) }
        let first = isShort ? 10 : 12
        let length = start[8..<first].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.longest else { throw NumpyError.header(file: file, rule: "claims \(length) bytes; it may have \(Self.longest)") }
        end = first + length
        guard end <= data.count else { throw NumpyError.truncated(file: file, expected: end, found: data.count) }
        let header = String(decoding: data.dropFirst(first).prefix(length), as: UTF8.self)
        guard let descr = Self.field("descr", header), let order = Self.field("fortran_order", header),
            let dimensions = Self.field("shape", header)
        else { throw NumpyError.header(file: file, rule: "needs 'descr', 'fortran_order' and 'shape'") }
        guard ["True", "False"].contains(order) else {
            throw NumpyError.header(file: file, rule: "has fortran_order \(order.escaped(limit: 40)); it must be True or False")
        }
        isColumnMajor = order == "True"
        self.descr = descr
        isBigEndian = descr.hasPrefix("'>")
        (shape, count) = try Self.shape(dimensions, file: file)
    }

    /// What follows the order of bytes: `f4`, `u1`, `U12`; nil where the type is none of those.
    var code: Substring? {
        guard descr.count > 3, let order = descr.dropFirst().first, "<>=|".contains(order), descr.hasSuffix("'") else { return nil }
        return descr.dropFirst(2).dropLast()
    }

    var floating: StoredFloat? { code.flatMap { ["f2": .half, "f4": .single, "f8": .double][String($0)] } }

    /// - Throws: `NumpyError` unless the file holds as many values of that many bytes as its shape says
    func check(_ data: Data, bytesEach size: Int, file: String) throws {
        let (bytes, overflows) = count.multipliedReportingOverflow(by: size)
        guard !overflows, data.count - end == bytes else { throw NumpyError.truncated(file: file, expected: overflows ? Int.max : end + bytes, found: data.count) }
    }

    /// A tuple of whole numbers, and its product.
    private static func shape(_ text: String, file: String) throws -> (shape: [Int], count: Int) {
        let parts = text.dropFirst().dropLast().split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        let shape = parts.compactMap { Int($0) }, largest = 1 << 40
        guard text.hasPrefix("("), shape.count == parts.count, shape.allSatisfy({ (0...largest).contains($0) }) else {
            throw NumpyError.header(file: file, rule: "has shape \(text.escaped(limit: 40)), which is none")
        }
        var count = 1
        for extent in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: extent)
            guard !overflows, product < largest else { throw NumpyError.header(file: file, rule: "has shape \(text.escaped(limit: 40)), which is too large") }
            count = product
        }
        return (shape, count)
    }

    /// The value of a key of the header's dictionary: a quoted word, a tuple, or a bare word.
    private static func field(_ key: String, _ header: String) -> String? {
        guard let place = header.range(of: "'\(key)':") else { return nil }
        let rest = header[place.upperBound...].drop { $0 == " " }
        guard let first = rest.first else { return nil }
        switch first {
        case "'": return rest.dropFirst().firstIndex(of: "'").map { String(rest[...$0]) }
        case "(": return rest.firstIndex(of: ")").map { String(rest[...$0]) }
        default: return String(rest.prefix { $0.isLetter })
        }
    }
}
