import Foundation
import Platform

/// Where what is written to a path goes. Links are followed, also one whose target is not there yet.
///
/// Only a plain file is ever replaced. A device, a pipe and what a shell has opened for us (`/dev/stdout`, `/dev/fd/63` of a
/// process substitution) are written to as they are: to put a file in their place would destroy them.
package enum OutputPlace: Hashable {
    /// A plain file, there already or not.
    case file(String)
    /// A descriptor that this process has open.
    case descriptor(Int32)
    /// A pipe with a name or a device of characters.
    case stream(String)

    /// - Throws: `AtomicFileError.notWritable`, `.cannotCreate`
    package init(_ path: String) throws {
        guard !path.isEmpty else { throw AtomicFileError.notWritable(path: path, reason: "the name is empty") }
        let end = try Self.followed(path)
        if let number = Self.descriptor(end) {
            self = .descriptor(number)
            return
        }
        var status = stat()
        guard stat(end, &status) == 0 else {
            guard errno == ENOENT else { throw AtomicFileError.cannotCreate(path: path, reason: String(cString: strerror(errno))) }
            if end.hasSuffix("/") { throw AtomicFileError.notWritable(path: path, reason: Self.isFolder) }
            self = .file(end)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file(end)
        case S_IFIFO, S_IFCHR: self = .stream(end)
        case S_IFDIR: throw AtomicFileError.notWritable(path: path, reason: Self.isFolder)
        case S_IFSOCK: throw AtomicFileError.notWritable(path: path, reason: "it is a socket; name a file, a pipe or a device")
        default: throw AtomicFileError.notWritable(path: path, reason: "it is a disk; name a file on it")
        }
    }

    /// Opens what is no file; a named pipe waits for its reader here. - Returns: −1 with `errno` where it cannot be
    package func open() -> Int32 {
        switch self {
        case .file: -1
        case .descriptor(let number): fcntl(number, F_DUPFD_CLOEXEC, 3)
        case .stream(let path): Foundation.open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        }
    }

    /// Whether it may be written to, without opening a pipe, which has one reader to lose.
    /// - Throws: `AtomicFileError.cannotWrite`
    func check(_ path: String) throws {
        let isWritable: Bool
        switch self {
        case .file: isWritable = true
        case .descriptor(let number):
            let flags = fcntl(number, F_GETFL)
            if flags >= 0, flags & O_ACCMODE == O_RDONLY { errno = EBADF }
            isWritable = flags >= 0 && flags & O_ACCMODE != O_RDONLY
        case .stream(let place): isWritable = access(place, W_OK) == 0
        }
        if !isWritable { throw AtomicFileError.cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    }

    private static let isFolder = "it is a folder; name a file in it"

    /// The path at the end of a chain of links; the first on the way that is a descriptor of ours, if one is.
    private static func followed(_ path: String) throws -> String {
        var place = path
        for _ in 0..<40 {
            if descriptor(place) != nil { return place }
            var status = stat()
            guard lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return place }
            var text = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = readlink(place, &text, text.count - 1)
            guard count > 0 else { return place }
            let target = String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            if !target.hasPrefix("/") {
                // What a link of /proc to a pipe says ("pipe:[7]") names nothing; the link itself can be opened.
                if place.hasPrefix("/proc/") { return place }
                place = (place.lastIndex(of: "/").map { String(place[...$0]) } ?? "") + target
            } else {
                place = target
            }
        }
        throw AtomicFileError.notWritable(path: path, reason: "its links go in a circle")
    }

    private static func descriptor(_ path: String) -> Int32? {
        for folder in ["/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/", "/proc/\(getpid())/fd/"] where path.hasPrefix(folder) {
            return Int32(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
        }
        return nil
    }
}
