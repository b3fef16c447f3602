import CPictures
import Foundation

/// The members of a zip archive (PKWARE APPNOTE 6.3; with Zip64), stored or deflated: as NumPy and its like write them.
///
/// The central directory at the end tells what there is. Nothing in it is believed: every place and length is checked against the file.
struct ZipArchive {
    struct Member: Hashable {
        let name: String
        let isDeflated, isEncrypted: Bool
        let method: Int
        let checksum: UInt32
        let packed, size, header: Int
    }

    let file: String
    let members: [Member]
    private let data: Data

    private static let mostMembers = 10_000

    /// - Throws: `TaskImportError.archive`
    init(_ data: Data, file: String) throws(TaskImportError) {
        self.data = data
        self.file = file
        // The directory's end stands before a comment of at most 65,535 bytes.
        guard let end = Self.end(of: data) else { throw .archive(file: file, member: nil, rule: "has no directory at its end: the file is cut off or no zip archive") }
        var count = data.word(end + 10, 2), place = data.word(end + 16, 4)
        if count == 0xFFFF || place == 0xFFFF_FFFF, end >= 20, data.word(end - 20, 4) == 0x0706_4B50 {
            let large = data.word(end - 12, 8)
            guard large >= 0, large <= data.count - 56, data.word(large, 4) == 0x0606_4B50 else { throw .archive(file: file, member: nil, rule: "has a damaged directory") }
            (count, place) = (data.word(large + 32, 8), data.word(large + 48, 8))
        }
        guard (0...Self.mostMembers).contains(count) else { throw .archive(file: file, member: nil, rule: "claims \(count) members; at most \(Self.mostMembers) are read") }
        var members: [Member] = []
        for _ in 0..<count {
            guard place >= 0, place <= data.count - 46, data.word(place, 4) == 0x0201_4B50 else { throw .archive(file: file, member: nil, rule: "has a damaged directory") }
            let name = data.word(place + 28, 2), extra = data.word(place + 30, 2), comment = data.word(place + 32, 2)
            guard place + 46 + name + extra + comment <= data.count else { throw .archive(file: file, member: nil, rule: "has a damaged directory") }
            members.append(Self.member(data, at: place, name: name, extra: extra))
            place += 46 + name + extra + comment
        }
        self.members = members
    }

    /// The bytes of a member.
    /// - Throws: `TaskImportError.archive`
    func contents(_ member: Member, most: Int = TaskLimits.bytesOfAnArray) throws(TaskImportError) -> Data {
        func fault(_ rule: String) -> TaskImportError { .archive(file: file, member: member.name, rule: rule) }
        if member.isEncrypted { throw fault("is encrypted; write it without a password") }
        guard member.header >= 0, member.header <= data.count - 30, data.word(member.header, 4) == 0x0403_4B50 else { throw fault("does not begin where the directory says") }
        let start = member.header + 30 + data.word(member.header + 26, 2) + data.word(member.header + 28, 2)
        guard member.packed >= 0, member.size >= 0, start <= data.count, member.packed <= data.count - start else { throw fault("ends behind the file's end: the file is cut off") }
        guard member.size <= most else { throw fault("claims \(member.size) bytes; at most \(most) are read") }
        guard member.size <= (member.isDeflated ? member.packed.multipliedClamped(by: Unpacking.mostExpansion) : member.packed) else {
            throw fault("claims \(member.size) bytes, more than its \(member.packed) packed bytes can hold")
        }
        let packed = data[data.startIndex + start..<data.startIndex + start + member.packed]
        guard member.isDeflated else {
            guard member.method == 0 else { throw fault("is packed by method \(member.method); stored and deflated members are read") }
            guard member.size == member.packed else { throw fault("is stored in \(member.packed) bytes and claims \(member.size)") }
            return try checked(Data(packed), member)
        }
        do {
            let bytes = Data(try Unpacking.unpacked(packed, gzip: false, room: member.size))
            guard bytes.count == member.size else { throw fault("holds \(bytes.count) bytes and claims \(member.size)") }
            return try checked(bytes, member)
        } catch let error as TaskImportError {
            throw error
        } catch {
            throw fault(error is Unpacking.Fault ? "cannot be unpacked: it is damaged, or holds more than it claims" : "cannot be unpacked")
        }
    }

    private func checked(_ bytes: Data, _ member: Member) throws(TaskImportError) -> Data {
        let sum = bytes.withUnsafeBytes { dnag_crc32($0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
        guard sum == member.checksum else { throw .archive(file: file, member: member.name, rule: "has another checksum than its directory says: it is damaged") }
        return bytes
    }

    private static func end(of data: Data) -> Int? {
        guard data.count >= 22 else { return nil }
        for place in stride(from: data.count - 22, through: max(data.count - 22 - 65_535, 0), by: -1)
        where data.word(place, 4) == 0x0605_4B50 && place + 22 + data.word(place + 20, 2) <= data.count { return place }
        return nil
    }

    private static func member(_ data: Data, at place: Int, name length: Int, extra: Int) -> Member {
        let start = data.startIndex + place + 46, name = String(decoding: data[start..<start + length], as: UTF8.self)
        var packed = data.word(place + 20, 4), size = data.word(place + 24, 4), header = data.word(place + 42, 4)
        // Zip64: those that have no room above follow in the extra field 1, in this order.
        var field = place + 46 + length
        let end = field + extra
        while field + 4 <= end {
            let kind = data.word(field, 2), next = min(field + 4 + data.word(field + 2, 2), end)
            if kind == 1 {
                var at = field + 4
                func wide(_ value: inout Int) {
                    guard value == 0xFFFF_FFFF, at + 8 <= next else { return }
                    value = data.word(at, 8)
                    at += 8
                }
                wide(&size)
                wide(&packed)
                wide(&header)
            }
            field = next
        }
        let method = data.word(place + 10, 2)
        return Member(
            name: name, isDeflated: method == 8, isEncrypted: data.word(place + 8, 2) & 1 == 1, method: method,
            checksum: UInt32(truncatingIfNeeded: data.word(place + 16, 4)), packed: packed, size: size, header: header)
    }
}

extension Data {
    /// A little-endian number of 2, 4 or 8 bytes; one beyond 2⁶³ is −1.
    /// - Precondition: the bytes are there
    func word(_ place: Int, _ size: Int) -> Int {
        var value: UInt64 = 0
        for byte in (0..<size).reversed() { value = value << 8 | UInt64(self[startIndex + place + byte]) }
        return Int(exactly: value) ?? -1
    }
}

extension Int {
    /// The largest number where the product is beyond it.
    func multipliedClamped(by factor: Int) -> Int {
        let (product, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? .max : product
    }
}
