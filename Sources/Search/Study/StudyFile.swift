import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A study's file, open for writing: as long as it is, no other process can write to it. Every event is one write of a whole line, and on
/// the disk before `append` returns: whatever stops the program, the file holds all that was noted, and at most the beginning of a
/// line more. Belongs to one thread at a time.
public final class StudyFile {
    public let path: String
    public let header: StudyHeader
    /// What it held when it was opened.
    public let events: [StudyEvent]
    /// Bytes of a line that was never written to its end; they are cut off with the first event that is noted.
    public let tornBytes: Int
    private let file: Int32
    private var length: Int
    private var seal: StudySeal
    private var lacksEnd: Bool

    /// - Parameters:
    ///   - header: of the study to make where there is none, and that one which is there must have; nil: there must be one
    ///   - patience: seconds to wait for another process that has it open
    /// - Throws: `StudyError`; the file is as it was then
    public init(_ path: String, creating header: StudyHeader? = nil, patience: Double = 30) throws {
        let file = open(path, O_RDWR | O_CLOEXEC | (header == nil ? 0 : O_CREAT), 0o644)
        guard file >= 0 else { throw StudyError.cannotOpen(path: path, reason: Self.reason) }
        var keeps = false
        defer { if !keeps { close(file) } }
        try Self.lock(file, path: path, patience: patience)
        let bytes = try Self.read(file, path: path)
        let contents: StudyContents
        if let header {
            var seal = StudySeal()
            let first = try seal.line(header)
            // A file that was being made when the maker was stopped has the beginning of this very line.
            if bytes.count < first.count - 1, first.starts(with: bytes) {
                try Self.write(first, to: file, at: 0, path: path)
                Self.syncFolder(of: path)
                contents = try StudyContents(first, path: path)
            } else {
                contents = try StudyContents(bytes, path: path)
                if let difference = contents.header.difference(from: header) {
                    throw StudyError.differs(path: path, key: difference.key, there: difference.own, here: difference.other)
                }
            }
        } else {
            contents = try StudyContents(bytes, path: path)
        }
        self.path = path
        self.file = file
        self.header = contents.header
        events = contents.events
        tornBytes = contents.tornBytes
        length = contents.wholeBytes
        seal = contents.seal
        lacksEnd = contents.lacksEnd
        keeps = true
    }

    deinit { close(file) }

    /// Notes an event; it is on the disk when this returns.
    /// - Throws: `StudyError.cannotWrite`; the event is not noted then
    public func append(_ event: StudyEvent) throws {
        var next = seal
        var line = try next.line(event)
        if lacksEnd { line = [0x0A] + line }
        try Self.write(line, to: file, at: length, path: path)
        length += line.count
        seal = next
        lacksEnd = false
    }

    /// Everything behind the place goes; then the bytes are written there. What cannot be written whole is taken back.
    private static func write(_ bytes: Data, to file: Int32, at place: Int, path: String) throws {
        guard ftruncate(file, off_t(place)) == 0 else { throw StudyError.cannotWrite(path: path, reason: reason) }
        let written = bytes.withUnsafeBytes { buffer in
            while true {
                let count = pwrite(file, buffer.baseAddress, buffer.count, off_t(place))
                if count >= 0 || errno != EINTR { return count }
            }
        }
        guard written == bytes.count, fsync(file) == 0 else {
            let reason = written >= 0 && written < bytes.count ? String(cString: strerror(ENOSPC)) : Self.reason
            _ = ftruncate(file, off_t(place))
            throw StudyError.cannotWrite(path: path, reason: reason)
        }
    }

    private static func lock(_ file: Int32, path: String, patience: Double) throws {
        let end = ContinuousClock.now + .seconds(patience)
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw StudyError.cannotOpen(path: path, reason: reason) }
            guard ContinuousClock.now < end else { throw StudyError.busy(path: path, seconds: patience) }
            usleep(20_000)
        }
    }

    private static func read(_ file: Int32, path: String) throws -> Data {
        var bytes = Data()
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(file, &part, part.count, off_t(bytes.count))
            if count > 0 {
                bytes.append(contentsOf: part[..<count])
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw StudyError.cannotOpen(path: path, reason: reason)
            }
        }
    }

    /// A new file is on the disk when its folder is.
    private static func syncFolder(of path: String) {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
