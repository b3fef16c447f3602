import Foundation
import Platform

/// Opens and reads studies: plain files that are not too long, and nothing else, so that neither a pipe nor a device keeps one for ever.
enum StudyBytes {
    /// Bytes that a study has at most.
    static let limit = 1 << 29

    /// - Parameter flags: `O_RDONLY` or `O_RDWR`, and `O_CREAT` to make it
    /// - Throws: `StudyError.cannotOpen`, `.notAFile`
    static func open(_ path: String, _ flags: Int32) throws(StudyError) -> Int32 {
        // Without waiting for somebody at the other end of a pipe.
        let file = Foundation.open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o644)
        guard file >= 0 else {
            if let kind = kind(of: path) { throw .notAFile(path: path, kind: kind) }
            throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        var state = stat()
        guard fstat(file, &state) == 0, let kind = kind(state.st_mode) else { return file }
        close(file)
        throw .notAFile(path: path, kind: kind)
    }

    /// All that is in an open file.
    /// - Throws: `StudyError.tooLong`, `.notAStudy` after a look at its beginning, `.cannotOpen`
    static func read(_ file: Int32, path: String) throws(StudyError) -> Data {
        var bytes = Data()
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(file, &part, part.count, off_t(bytes.count))
            if count > 0 {
                bytes.append(contentsOf: part[..<count])
                if bytes.count == count, !StudyHeader.starts(bytes) { throw .notAStudy(path: path) }
                guard bytes.count <= limit else {
                    var state = stat()
                    throw .tooLong(path: path, bytes: fstat(file, &state) == 0 ? Int(state.st_size) : bytes.count, limit: limit)
                }
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    private static func kind(of path: String) -> String? {
        let reason = errno
        defer { errno = reason }
        var state = stat()
        return stat(path, &state) == 0 ? kind(state.st_mode) : nil
    }

    /// Nil for a plain file.
    private static func kind(_ mode: mode_t) -> String? {
        switch mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }
}
