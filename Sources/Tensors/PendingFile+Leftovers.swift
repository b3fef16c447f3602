import Foundation
import Platform

extension PendingFile {
    private static let suffix = ".dnag.tmp"

    /// A hidden name that nobody else has.
    static func temporaryName(for name: String) -> String { ".\(name).\(UUID().uuidString.prefix(8))\(suffix)" }

    /// Opens a file that has no name yet, and with it vanishes with its process: Linux, where folder and system allow it.
    /// - Returns: −1 where there is no such thing
    static func openNameless(in folder: String) -> Int32 {
        #if os(Linux)
            // O_TMPFILE, a macro that does not come through. The file gets its name by way of /proc.
            guard access("/proc/self/fd", X_OK) == 0 else { return -1 }
            let file = open(folder, 0o20_000_000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, 0o644)
            guard file >= 0 else { return -1 }
            // Locked for the moment in which it has a temporary name.
            _ = flock(file, LOCK_EX | LOCK_NB)
            return file
        #else
            return -1
        #endif
    }

    /// Gives a file that has none a name.
    static func name(_ file: Int32, _ path: String) -> Bool {
        #if os(Linux)
            return linkat(AT_FDCWD, "/proc/self/fd/\(file)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
        #else
            return false
        #endif
    }

    /// Makes a file and locks it, which lasts as long as it is open. - Returns: −1 where it cannot be made
    static func openLocked(_ path: String) -> Int32 {
        for _ in 0..<3 {
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard file >= 0 else { return -1 }
            _ = flock(file, LOCK_EX | LOCK_NB)
            // Between these two calls somebody may have taken it for a leftover.
            var status = stat()
            if fstat(file, &status) == 0, status.st_nlink > 0 { return file }
            close(file)
        }
        return -1
    }

    /// Takes away what processes that were killed have left in a folder: temporary files that nobody has locked any more.
    public static func removeLeftovers(in folder: String) {
        guard let listing = opendir(folder), let place = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            // Where the name lies: an entry is only as long as its name, so a whole one must not be copied.
            let name = String(cString: (UnsafeRawPointer(entry) + place).assumingMemoryBound(to: CChar.self))
            guard name.hasPrefix("."), name.hasSuffix(suffix) else { continue }
            let path = "\(folder)/\(name)"
            let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard file >= 0 else { continue }
            if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            close(file)
        }
    }
}
