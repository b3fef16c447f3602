import Foundation
import Tensors

extension ConfigurationText {
    /// No file of a configuration is longer.
    private static let limit = 65_536

    /// Reads a file that somebody may have written; nil where there is none. A link that leads nowhere was meant to lead somewhere.
    /// - Throws: `ConfigurationError`
    static func read(_ path: String) throws -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let failure = errno
            if failure == ENOENT, lstat(path, &status) == 0 { throw ConfigurationError.dangling(file: path) }
            // What stands in a file's way is as good as no file; a folder that may not be entered is not.
            guard failure == ENOENT || failure == ENOTDIR else {
                throw ConfigurationError.unreadable(file: path, reason: String(cString: strerror(failure)))
            }
            return nil
        }
        // A device has no end, and a pipe no beginning.
        guard status.st_mode & S_IFMT == S_IFREG else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no plain file"
            throw ConfigurationError.unreadable(file: path, reason: kind)
        }
        let data: Data
        do {
            data = try InputFile.contents(of: path, limit: Self.limit)
        } catch InputFileError.tooLong {
            throw ConfigurationError.tooLong(file: path, limit: Self.limit)
        } catch {
            throw ConfigurationError.unreadable(file: path, reason: error.reason)
        }
        guard let text = String(data: data, encoding: .utf8) else { throw ConfigurationError.notText(file: path) }
        return text
    }
}
