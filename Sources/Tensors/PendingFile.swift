import Foundation
import Platform

/// A file being written beside the place it is meant for: nobody sees it before it is whole, and if it never is, nothing is left
/// of it. Belongs to one thread at a time.
///
/// A pipe or a device is written to as the data comes, and opened only then (`OutputPlace`).
///
/// Where the system can, the file has no name until it is whole, so that not even a killed process leaves anything. Elsewhere it has a
/// hidden one, and holds a lock by which the next process sees whether it is still being written (`PendingFile.removeLeftovers`).
public final class PendingFile {
    /// What it was asked for, for messages.
    private let path: String
    private let place: OutputPlace
    private let target: String
    /// Its name while it has none of its own; where it has none at all, the one it takes on its way to its place.
    private let temporary: String
    private let isNameless: Bool
    private var file = Int32(-1)
    /// A pipe or a device was opened, or given up.
    private var wasOpened = false
    public private(set) var byteCount = 0

    /// - Parameter isNamed: has a hidden name also where it could do without
    /// - Throws: `AtomicFileError` when nothing can be written there, or no file can be made in its folder.
    public init(for path: String, isNamed: Bool = false) throws {
        self.path = path
        place = try OutputPlace(path)
        try place.check(path)
        guard case .file(let target) = place else {
            (target, temporary, isNameless) = (path, "", true)
            return
        }
        self.target = target
        let url = URL(fileURLWithPath: target), folder = url.deletingLastPathComponent()
        temporary = folder.appendingPathComponent(Self.temporaryName(for: url.lastPathComponent)).path
        Self.removeLeftovers(in: folder.path)
        let nameless = isNamed ? -1 : Self.openNameless(in: folder.path)
        isNameless = nameless >= 0
        file = isNameless ? nameless : Self.openLocked(temporary)
        guard file >= 0 else { throw AtomicFileError.cannotCreate(path: path, reason: Self.reason(errno)) }
    }

    deinit { discard() }

    /// - Throws: `AtomicFileError.cannotWrite`; the file is gone then.
    public func append(_ data: Data) throws {
        if isThrough { try openStream() }
        let failure = file < 0 ? EBADF : data.withUnsafeBytes { Self.writeAll($0, to: file) }
        if let failure { throw abandoned(.cannotWrite(path: path, reason: Self.reason(failure))) }
        byteCount += data.count
    }

    /// Puts the file in its place, instead of one that may be there.
    /// - Throws: `AtomicFileError`; the file is gone then, and the one that was there is not.
    public func replace() throws {
        if isThrough { return try finishStream() }
        try complete()
        defer { letGo() }
        guard rename(temporary, target) == 0 else {
            throw abandoned(.cannotReplace(path: path, reason: Self.reason(errno)))
        }
    }

    /// Puts the file in its place if that is free, else beside it: `cell.json`, `cell-2.json`, `cell-3.json` ….
    /// - Returns: the path it has now.
    /// - Throws: `AtomicFileError`; the file is gone then.
    public func putBesideOthers() throws -> String {
        if isThrough {
            try finishStream()
            return path
        }
        try complete()
        defer { letGo() }
        for number in 1...9_999 {
            let place = Self.numbered(path, number)
            // A link fails where a file is, even one that came this very moment.
            if link(temporary, place) == 0 {
                unlink(temporary)
                return place
            }
            var failure = errno
            var status = stat()
            if failure != EEXIST, lstat(place, &status) != 0, errno == ENOENT {
                // Some file systems have no links; there one must look first.
                if rename(temporary, place) == 0 { return place }
                failure = errno
            }
            guard failure == EEXIST else { throw abandoned(.cannotReplace(path: place, reason: Self.reason(failure))) }
        }
        throw abandoned(.cannotReplace(path: path, reason: Self.reason(EEXIST)))
    }

    private var isThrough: Bool { if case .file = place { false } else { true } }

    private func openStream() throws {
        guard !wasOpened else { return }
        wasOpened = true
        file = place.open()
        if file < 0 { throw AtomicFileError.cannotWrite(path: path, reason: Self.reason(errno)) }
    }

    /// Whoever reads sees an end, also of nothing.
    private func finishStream() throws {
        try openStream()
        guard file >= 0 else { throw AtomicFileError.cannotWrite(path: path, reason: Self.reason(EBADF)) }
        let closed = close(file)
        file = -1
        if closed != 0 { throw AtomicFileError.cannotWrite(path: path, reason: Self.reason(errno)) }
    }

    /// Takes the file away. Harmless to repeat, and once it is in its place.
    public func discard() {
        wasOpened = true
        guard file >= 0 else { return }
        // While it is still locked: nobody else takes it for a leftover.
        if !isNameless { unlink(temporary) }
        letGo()
    }

    private func letGo() {
        if file >= 0 { _ = close(file) }
        file = -1
    }

    /// Everything is on the disk, under the temporary name. It stays open, and so locked, until it is in its place.
    private func complete() throws {
        guard file >= 0 else { throw AtomicFileError.cannotWrite(path: path, reason: Self.reason(EBADF)) }
        if fsync(file) != 0 { throw abandoned(.cannotWrite(path: path, reason: Self.reason(errno))) }
        if isNameless, !Self.name(file, temporary) { throw abandoned(.cannotReplace(path: path, reason: Self.reason(errno))) }
    }

    private func abandoned(_ error: AtomicFileError) -> AtomicFileError {
        letGo()
        if !isThrough { unlink(temporary) }
        return error
    }
}
