import Foundation
import Platform

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
    private var file: Int32
    /// Where it is, or what is kept of it since somebody else changed it.
    private var place: String
    private var noted: [StudyEvent]
    private var length: Int
    /// Bytes that it was left with.
    private var size: Int
    private var seal: StudySeal
    private var lacksEnd: Bool

    /// - Parameters:
    ///   - header: of the study to make where there is none, and that one which is there must have; nil: there must be one
    ///   - patience: seconds to wait for another process that has it open
    /// - Throws: `StudyError`; the file is as it was then
    public init(_ path: String, creating header: StudyHeader? = nil, patience: Double = 30) throws {
        let file = try StudyBytes.open(path, O_RDWR | (header == nil ? 0 : O_CREAT))
        var keeps = false
        defer { if !keeps { close(file) } }
        try Self.lock(file, path: path, patience: patience)
        let bytes = try StudyBytes.read(file, path: path)
        let contents: StudyContents
        var size = bytes.count
        if let header {
            var seal = StudySeal()
            let first = try seal.line(header)
            // A file that was being made when the maker was stopped has the beginning of this very line.
            if bytes.count < first.count - 1, first.starts(with: bytes) {
                try Self.write(first, to: file, at: 0, path: path)
                Self.syncFolder(of: path)
                size = first.count
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
        place = path
        self.size = size
        self.header = contents.header
        events = contents.events
        noted = contents.events
        tornBytes = contents.tornBytes
        length = contents.wholeBytes
        seal = contents.seal
        lacksEnd = contents.lacksEnd
        keeps = true
    }

    deinit { close(file) }

    /// Notes an event; it is on the disk when this returns.
    /// - Throws: `StudyError.cannotWrite`; the event is not noted then. `.changed` where others did something to the file: all that is known, this
    ///   event with it, is in another file then, to which what follows is added.
    public func append(_ event: StudyEvent) throws {
        if let change = StudyFileChange(of: file, path: place, size: size) {
            throw StudyError.changed(path: place, change, kept: keepElsewhere(event))
        }
        var next = seal
        var line = try next.line(event)
        if lacksEnd { line = [0x0A] + line }
        try Self.write(line, to: file, at: length, path: place)
        length += line.count
        size = length
        noted.append(event)
        seal = next
        lacksEnd = false
    }

    /// Writes all that is known to a new file beside the old one, or, where that cannot be, in the folder for temporary files.
    /// - Returns: its path; nil where it could not be written
    private func keepElsewhere(_ event: StudyEvent) -> String? {
        var seal = StudySeal(), lines = Data()
        do {
            lines += try seal.line(header)
            for event in noted + [event] { lines += try seal.line(event) }
        } catch { return nil }
        let name = URL(fileURLWithPath: path).lastPathComponent
        for start in ["\(path).kept", FileManager.default.temporaryDirectory.appendingPathComponent("\(name).kept").path] {
            for number in 1...100 {
                let path = number == 1 ? start : "\(start)-\(number)"
                let other = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
                guard other >= 0 else {
                    if errno == EEXIST { continue }
                    break
                }
                guard flock(other, LOCK_EX | LOCK_NB) == 0, (try? Self.write(lines, to: other, at: 0, path: path)) != nil else {
                    close(other)
                    unlink(path)
                    break
                }
                Self.syncFolder(of: path)
                close(file)
                (file, place, self.seal, length, size, lacksEnd) = (other, path, seal, lines.count, lines.count, false)
                noted.append(event)
                return path
            }
        }
        return nil
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

    /// A new file is on the disk when its folder is.
    private static func syncFolder(of path: String) {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
