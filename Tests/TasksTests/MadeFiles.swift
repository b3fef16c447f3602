import Foundation

/// Files of the formats that tasks are read from, made byte by byte, without the libraries that read them.
enum Made {
    static func big(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

    /// CRC-32, bit by bit.
    static func crc(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }

    /// Deflate's stored blocks.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [], rest = bytes[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            out += [rest.isEmpty ? 1 : 0] + little(part.count, 2) + little(~part.count & 0xFFFF, 2) + part
        } while !rest.isEmpty
        return out
    }

    static func gzip(_ bytes: [UInt8]) -> Data { Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + deflated(bytes) + little(crc(bytes), 4) + little(bytes.count, 4)) }

    /// A PNG. - Parameters:
    ///   - kind: 0 grey, 2 colour, 3 palette, 4 grey with coverage, 6 colour with coverage
    ///   - rows: the packed bytes of each row
    static func png(
        width: Int, height: Int, depth: Int = 8, kind: Int, rows: [[UInt8]], palette: [UInt8]? = nil, transparency: [UInt8]? = nil, interlace: UInt8 = 0
    ) -> Data {
        let raw = rows.reduce(into: [UInt8]()) { $0 += [0] + $1 }
        var (a, b) = (1, 0)
        for byte in raw {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] { big(body.count, 4) + Array(name.utf8) + body + big(crc(Array(name.utf8) + body), 4) }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", big(width, 4) + big(height, 4) + [UInt8(depth), UInt8(kind), 0, 0, interlace])
        if let palette { bytes += chunk("PLTE", palette) }
        if let transparency { bytes += chunk("tRNS", transparency) }
        return Data(bytes + chunk("IDAT", [0x78, 1] + deflated(raw) + big(b << 16 | a, 4)) + chunk("IEND", []))
    }

    /// A grey PNG whose pixels come in the seven passes of Adam7 (PNG specification, 8.2).
    static func interlaced(width: Int, height: Int, _ pixels: [UInt8]) -> Data {
        let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        let rows = passes.flatMap { x, y, dx, dy in
            stride(from: y, to: height, by: dy).compactMap { row -> [UInt8]? in
                let found = stride(from: x, to: width, by: dx).map { pixels[row * width + $0] }
                return found.isEmpty ? nil : found
            }
        }
        return png(width: width, height: height, kind: 0, rows: rows, interlace: 1)
    }

    /// A grey picture of `side` pixels: black, with a light square in its upper or lower half.
    static func picture(side: Int = 64, isAbove: Bool, at column: Int) -> Data {
        let rows = (0..<side).map { y in
            (0..<side).map { x -> UInt8 in (isAbove ? y < side / 2 : y >= side / 2) && abs(x - column) < side / 8 ? 230 : 12 }
        }
        return png(width: side, height: side, kind: 0, rows: rows)
    }

    static func npy(_ type: String, _ shape: [Int], _ bytes: [UInt8], isColumnMajor: Bool = false) -> [UInt8] {
        let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var header = "{'descr': '\(type)', 'fortran_order': \(isColumnMajor ? "True" : "False"), 'shape': (\(extents)), }"
        while (11 + header.utf8.count) % 64 != 0 { header += " " }
        return [0x93] + Array("NUMPY".utf8) + [1, 0] + little(header.utf8.count + 1, 2) + Array((header + "\n").utf8) + bytes
    }

    static func floats(_ values: [Float]) -> [UInt8] { values.flatMap { little(Int($0.bitPattern), 4) } }
    static func words(_ values: [String], length: Int) -> [UInt8] {
        values.flatMap { word in
            let letters = Array(word.unicodeScalars)
            return (0..<length).flatMap { little($0 < letters.count ? Int(letters[$0].value) : 0, 4) }
        }
    }

    /// A zip archive of stored or (in stored blocks) deflated members.
    /// - Parameter claims: the size that a member is said to have, in place of its own
    static func zip(_ members: [(String, [UInt8])], isDeflated: Bool = false, claims: Int? = nil, flags: Int = 0, method: Int? = nil) -> Data {
        var body: [UInt8] = [], directory: [UInt8] = []
        for (name, bytes) in members {
            let packed = isDeflated ? deflated(bytes) : bytes
            let head =
                little(20, 2) + little(flags, 2) + little(method ?? (isDeflated ? 8 : 0), 2) + little(0, 4) + little(crc(bytes), 4) + little(packed.count, 4)
                + little(claims ?? bytes.count, 4) + little(name.utf8.count, 2) + little(0, 2)
            directory += little(0x0201_4B50, 4) + little(20, 2) + head + [UInt8](repeating: 0, count: 10) + little(body.count, 4) + Array(name.utf8)
            body += little(0x0403_4B50, 4) + head + Array(name.utf8) + packed
        }
        return Data(
            body + directory + little(0x0605_4B50, 4) + [0, 0, 0, 0] + little(members.count, 2) + little(members.count, 2) + little(directory.count, 4) + little(body.count, 4) + [
                0, 0,
            ])
    }

    static func idx(_ type: Int, _ shape: [Int], _ bytes: [UInt8]) -> [UInt8] { [0, 0, UInt8(type), UInt8(shape.count)] + shape.flatMap { big($0, 4) } + bytes }
}

extension Made {
    /// `count` images of 12×12 in two classes: light above, or light below.
    static func images(_ count: Int) -> (pixels: [UInt8], labels: [UInt8]) {
        var pixels: [UInt8] = [], labels: [UInt8] = []
        for image in 0..<count {
            let label = image % 2
            labels.append(UInt8(label))
            for y in 0..<12 { for x in 0..<12 { pixels.append((y < 6) == (label == 0) ? UInt8(200 + (x + image) % 50) : UInt8(image % 40)) } }
        }
        return (pixels, labels)
    }

    /// A file in a folder; folders are made. - Returns: its path
    @discardableResult
    static func write(_ data: Data, _ folder: String, _ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: URL(fileURLWithPath: path))
        return path
    }

    /// A file that lies beside the tests.
    static func fixture(_ name: String) -> String { URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path }
}
