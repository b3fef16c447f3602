import Foundation

/// Writes files so that a reader sees the old contents or the new, never a part.
public enum AtomicFile {
    /// Writes `data` to a temporary file beside `path`, then renames it onto `path`. A symbolic link is followed;
    /// a pipe or a device is written to as it is.
    /// - Throws: `AtomicFileError`; the temporary file is gone then and `path` is as it was.
    public static func write(_ data: Data, to path: String) throws {
        let file = try PendingFile(for: path)
        try file.append(data)
        try file.replace()
    }

    /// Writes `data` under a name that is free: `path`, or one with a number added. Nothing is ever replaced.
    /// - Returns: the path it was written to.
    /// - Throws: `AtomicFileError`; nothing was written then.
    public static func writeBesideOthers(_ data: Data, to path: String) throws -> String {
        let file = try PendingFile(for: path)
        try file.append(data)
        return try file.putBesideOthers()
    }
}

/// Why a file could not be written.
public enum AtomicFileError: Error, Hashable, Sendable {
    /// Something is there that is no file, no pipe and no device to write to.
    case notWritable(path: String, reason: String)
    case cannotCreate(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case cannotReplace(path: String, reason: String)
}

extension AtomicFileError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .notWritable(let path, let reason), .cannotWrite(let path, let reason):
            "\(path.escaped(limit: 4_096)): cannot be written: \(reason)"
        case .cannotCreate(let path, let reason): "\(path.escaped(limit: 4_096)): cannot create a file in its folder: \(reason)"
        case .cannotReplace(let path, let reason): "\(path.escaped(limit: 4_096)): cannot be put in place: \(reason)"
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
