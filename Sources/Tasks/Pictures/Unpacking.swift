import CPictures
import Foundation

/// Deflated bytes.
enum Unpacking {
    enum Fault: Error, Hashable {
        case damaged, truncated
        /// More than there may be.
        case more(than: Int)
        case noMemory
    }

    /// No deflated byte stands for more than so many bytes.
    static let mostExpansion = 1_032

    /// At most `room` bytes of what is packed. Memory is taken for those alone, whatever the rest would be.
    /// - Parameter isStart: whether the first bytes are enough; otherwise more of them is a fault
    static func unpacked(_ data: Data, gzip: Bool, room: Int, isStart: Bool = false) throws(Fault) -> [UInt8] {
        var written = 0, result: Int32 = 0
        // As many bytes can come of so few, and not more.
        let most = data.count > room / mostExpansion ? room : data.count * mostExpansion
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { target, filled in
            result = data.withUnsafeBytes {
                dnag_unpack(target.baseAddress, most, &written, $0.bindMemory(to: UInt8.self).baseAddress, $0.count, gzip ? 1 : 0)
            }
            filled = written
        }
        switch Int(result) {
        case dnag_unpacked: return bytes
        case dnag_unpack_more where isStart: return bytes
        case dnag_unpack_more: throw .more(than: room)
        case dnag_unpack_truncated: throw .truncated
        case dnag_unpack_no_memory: throw .noMemory
        default: throw .damaged
        }
    }
}
