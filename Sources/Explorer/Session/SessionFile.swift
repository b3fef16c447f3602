import Foundation
import Tensors

/// A session that is being written to a file.
struct SessionFile: Sendable, Hashable {
    /// Where it is wanted; where something is there already, a number is added.
    let path: String

    func isWritten(to other: String) -> Bool {
        let (stem, ending) = (path.dropLast(Self.ending.count), Self.ending)
        return other == path || path.hasSuffix(ending) && other.hasPrefix(stem) && other.hasSuffix(ending)
    }

    static let ending = ".dnag"
}

extension SessionDocument {
    /// Reads a file.
    /// - Throws: `SessionError`
    public static func read(_ path: String) throws -> Session {
        let data: Data
        do {
            data = try InputFile.contents(of: path, limit: limit)
        } catch InputFileError.tooLong {
            throw SessionError.tooLong(source: path, limit: limit)
        } catch {
            throw SessionError.unreadable(source: path, reason: error.reason)
        }
        return try SessionDocument(text: data, from: path).session(from: path)
    }
}
