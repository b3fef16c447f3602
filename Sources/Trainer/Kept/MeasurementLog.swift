import Architectures
import Foundation
import Platform
import Tasks
import Tensors

/// Trainings that are done, of one task with one kind of training, kept in a file that only grows. So nothing is trained twice, whoever asked for it:
/// every session and every process adds to the same file.
///
/// A line is a training: its cell, its seed, its epochs, and a checksum over these. It is one write, on the disk before `note` returns. What a stopped
/// program left of a line, or what somebody damaged, is passed over and counted. The file is made by the first training. Belongs to one thread at a time.
public final class MeasurementLog {
    /// What is known of a training without training again.
    public struct Key: Hashable, Sendable {
        public let cell: Cell
        public let seed: UInt64

        public init(cell: Cell, seed: UInt64) {
            self.cell = cell
            self.seed = seed
        }
    }

    public let path: String
    /// Of each training its epochs.
    public private(set) var trainings: [Key: [Epoch]] = [:]
    /// Lines that are not as they were written.
    public private(set) var unreadable = 0
    /// What all its trainings have in common, the images by a checksum: the file's first line.
    public let identity: String
    /// Open; nil while there is no such file.
    private var file: Int32?
    private let folder: String
    /// Bytes that were read.
    private var length = 0
    private var isTorn = false

    private static let mostBytes = 1 << 28

    /// - Parameters:
    ///   - folder: where measurements are kept; the first training makes it where there is none
    ///   - task: whose images, and not only whose name, say which file
    ///   - settings: of the trainings; the number of threads does not matter
    /// - Throws: `MeasurementError`
    public init(folder: String, task: ImageTask, settings: TrainingSettings) throws(MeasurementError) {
        let identity = MeasurementIdentity(task, settings)
        self.folder = folder
        path = "\(folder)/\(identity.fileName)"
        self.identity = identity.header
        try refresh()
    }

    deinit { if let file { close(file) } }

    /// The folder of a user's measurements: `$XDG_DATA_HOME/dnag/measurements`, else `~/.local/share/dnag/measurements`.
    public static func folder(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        UserData.folder("measurements", environment)
    }

    /// Notes a training that is done. One that is known already is not noted again. - Throws: `MeasurementError.cannotWrite`
    public func note(_ key: Key, _ epochs: [Epoch]) throws(MeasurementError) {
        guard trainings[key] == nil else { return }
        let file = try made()
        let line = MeasurementLine(cell: key.cell.code, seed: key.seed, epochs: epochs).text + "\n"
        guard flock(file, LOCK_EX) == 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
        defer { flock(file, LOCK_UN) }
        try write((isTorn ? "\n" : "") + line, to: file)
        (trainings[key], isTorn) = (epochs, false)
    }

    /// Reads what others have noted since. - Throws: `MeasurementError.cannotOpen`, `.tooLong`
    public func refresh() throws(MeasurementError) {
        guard let file = try opened(creating: false) else { return }
        var state = stat()
        guard fstat(file, &state) == 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        guard state.st_size <= Self.mostBytes else { throw .tooLong(path: path, bytes: Int(state.st_size), limit: Self.mostBytes) }
        guard Int(state.st_size) > length else { return }
        var bytes = [UInt8](repeating: 0, count: Int(state.st_size) - length)
        let count = pread(file, &bytes, bytes.count, off_t(length))
        guard count >= 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        // Up to the last end of a line; the rest may be on its way.
        let whole = bytes[..<count].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        isTorn = whole < count
        for line in bytes[..<whole].split(separator: 0x0A, omittingEmptySubsequences: true) {
            let text = String(decoding: line, as: UTF8.self)
            if length == 0, text == identity { continue }
            guard let read = MeasurementLine(text), let cell = Cell(code: read.cell) else {
                unreadable += 1
                continue
            }
            trainings[Key(cell: cell, seed: read.seed)] = read.epochs
        }
        length += whole
    }

    /// The file, made where there is none.
    private func made() throws(MeasurementError) -> Int32 {
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw .cannotOpen(path: path, reason: error.plainReason)
        }
        guard let file = try opened(creating: true) else { throw .cannotOpen(path: path, reason: String(cString: strerror(ENOENT))) }
        return file
    }

    /// The file; nil where there is none and none shall be made.
    private func opened(creating: Bool) throws(MeasurementError) -> Int32? {
        if let file { return file }
        let file = open(path, O_RDWR | (creating ? O_CREAT : 0) | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o644)
        guard file >= 0 else {
            if !creating, errno == ENOENT { return nil }
            throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        do { try begin(file) } catch {
            close(file)
            throw error
        }
        self.file = file
        return file
    }

    /// Writes the first line of a new file, or compares that of one that is there.
    private func begin(_ file: Int32) throws(MeasurementError) {
        guard flock(file, LOCK_EX) == 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        defer { flock(file, LOCK_UN) }
        let wanted = Array((identity + "\n").utf8)
        var found = [UInt8](repeating: 0, count: wanted.count)
        let count = max(0, pread(file, &found, found.count, 0))
        if count == wanted.count, found == wanted { return }
        // A file that was being made when its maker was stopped has the beginning of this very line.
        guard wanted.starts(with: found[..<count]), ftruncate(file, 0) == 0 else { throw .foreign(path: path) }
        try write(identity + "\n", to: file)
    }

    private func write(_ text: String, to file: Int32) throws(MeasurementError) {
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBytes { Platform.write(file, $0.baseAddress, $0.count) }
        guard count == bytes.count else {
            let reason = count < 0 ? String(cString: strerror(errno)) : "no space left"
            if count > 0 { isTorn = true }
            throw .cannotWrite(path: path, reason: reason)
        }
        fsync(file)
    }
}
