import Foundation
import Tensors

/// An array in the format of MNIST (Y. LeCun, C. Cortes, C. Burges): two zeros, a type, the number of axes, their extents, then big-endian values.
/// A `.gz` is unpacked; memory is taken for what the header says and no more.
struct IDXArray {
    let shape: [Int]
    let stored: NumpyValues.Stored

    static func begins(_ start: Data) -> Bool {
        let bytes = Array(start.prefix(4))
        return bytes.count == 4 && bytes[0] == 0 && bytes[1] == 0 && sizes[bytes[2]] != nil && (1...4).contains(bytes[3])
    }

    private static let sizes: [UInt8: Int] = [8: 1, 9: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8]

    /// - Throws: `TaskImportError`
    init(_ given: Data, file: String) throws(TaskImportError) {
        let isPacked = given.starts(with: [0x1F, 0x8B])
        let start = isPacked ? Data(try Self.unpacked(given, room: 20, isStart: true, file: file)) : Data(given.prefix(20))
        guard Self.begins(start), let size = Self.sizes[start[2]] else {
            throw .array(file: file, array: nil, rule: "is no IDX file: it must begin with 0 0, a type (8, 9, 11 to 14) and 1 to 4 axes")
        }
        let axes = Int(start[3]), first = 4 + 4 * axes
        guard start.count >= first else { throw .array(file: file, array: nil, rule: "ends within its header") }
        let shape = (0..<axes).map { axis in (0..<4).reduce(0) { $0 << 8 | Int(start[4 + 4 * axis + $1]) } }
        let count = shape.reduce(1) { $0.multipliedClamped(by: $1) }, bytes = count.multipliedClamped(by: size)
        guard bytes <= TaskLimits.bytesOfAnArray else {
            throw .array(file: file, array: nil, rule: "claims \(shape) values; at most \(TaskLimits.bytesOfAnArray >> 30) GiB are read")
        }
        let data = isPacked ? Data(try Self.unpacked(given, room: first + bytes, isStart: false, file: file)) : given
        guard data.count == first + bytes else {
            throw .array(file: file, array: nil, rule: "has \(data.count) bytes where its header needs \(first + bytes)")
        }
        self.shape = shape
        stored = Self.values(Data(data.dropFirst(first)), type: start[2], size: size, count: count)
    }

    private static func unpacked(_ data: Data, room: Int, isStart: Bool, file: String) throws(TaskImportError) -> [UInt8] {
        do { return try Unpacking.unpacked(data, gzip: true, room: room, isStart: isStart) } catch {
            switch error {
            case .truncated: throw .array(file: file, array: nil, rule: "ends too soon: the .gz file is cut off; fetch it again")
            case .more(let most): throw .array(file: file, array: nil, rule: "holds more than the \(most) bytes that its header needs")
            case .damaged: throw .array(file: file, array: nil, rule: "is a damaged .gz file; fetch it again")
            case .noMemory: throw .array(file: file, array: nil, rule: "cannot be unpacked: there is no memory")
            }
        }
    }

    private static func values(_ data: Data, type: UInt8, size: Int, count: Int) -> NumpyValues.Stored {
        if type == 8 { return .bytes([UInt8](data)) }
        return data.withUnsafeBytes { bytes in
            func word(_ place: Int) -> UInt64 { (0..<size).reduce(0) { $0 << 8 | UInt64(bytes[place * size + $1]) } }
            switch type {
            case 0x0D: return .floats((0..<count).map { Float(bitPattern: UInt32(truncatingIfNeeded: word($0))) })
            case 0x0E: return .floats((0..<count).map { Float(Double(bitPattern: word($0))) })
            default: return .integers((0..<count).map { Int(Int64(bitPattern: word($0) << (64 - 8 * size)) >> (64 - 8 * size)) })
            }
        }
    }
}
