import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes files so that a reader sees the old contents or the new, never a part.
public enum AtomicFile {
    /// Writes `data` to a temporary file beside `path`, then renames it onto `path`. A symbolic link is followed.
    /// - Throws: `AtomicFileError`; the temporary file is gone then and `path` is as it was.
    public static func write(_ data: Data, to path: String) throws {
        let target = try resolve(path)
        let url = URL(fileURLWithPath: target)
        let name = ".\(url.lastPathComponent).\(UUID().uuidString.prefix(8)).tmp"
        let temporary = url.deletingLastPathComponent().appendingPathComponent(name).path
        do {
            try fill(temporary, with: data, for: path)
            guard rename(temporary, target) == 0 else {
                throw AtomicFileError.cannotReplace(path: path, reason: reason(errno))
            }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// The place to write to. Only what does not exist yet or is a plain file may be replaced: renaming onto a
    /// device would destroy it.
    private static func resolve(_ path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG else { throw AtomicFileError.notAPlainFile(path: path) }
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func fill(_ temporary: String, with data: Data, for path: String) throws {
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw AtomicFileError.cannotCreate(path: path, reason: reason(errno)) }
        let failure = data.withUnsafeBytes { writeAll($0, to: file) ?? (fsync(file) == 0 ? nil : errno) }
        let closed = close(file) == 0 ? nil : errno
        if let cause = failure ?? closed { throw AtomicFileError.cannotWrite(path: path, reason: reason(cause)) }
    }

    /// Writes every byte; the error number when that fails.
    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Self.write(file, part)
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written == 0 {
                return EIO
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(file, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

/// Why a file could not be written.
public enum AtomicFileError: Error, Hashable, Sendable {
    case notAPlainFile(path: String)
    case cannotCreate(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case cannotReplace(path: String, reason: String)
}

extension AtomicFileError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .notAPlainFile(let path): "\(path): cannot be written: it exists and is not a plain file"
        case .cannotCreate(let path, let reason): "\(path): cannot create a file in its folder: \(reason)"
        case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason)"
        case .cannotReplace(let path, let reason): "\(path): cannot be put in place: \(reason)"
        }
    }
}

extension Error {
    /// What the system says is wrong, without the wrapping that Foundation puts around it.
    public var plainReason: String {
        switch (self as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?: return "there is no such file"
        case .fileReadNoPermission?, .fileWriteNoPermission?: return "permission denied"
        case .fileReadUnknown?: return "it is a folder or cannot be read"
        default: break
        }
        let error = self as NSError
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(truncatingIfNeeded: cause.code)))
        }
        return error.localizedDescription
    }
}
