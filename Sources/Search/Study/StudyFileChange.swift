import Foundation
import Platform

/// What others did to a study's file while it was open.
public enum StudyFileChange: Hashable, Sendable {
    /// Its name is gone, or is that of another file.
    case deleted, replaced
    case resized(from: Int, to: Int)

    /// What was done to an open file; nil where it is as it was left.
    /// - Parameters:
    ///   - path: under which it was opened
    ///   - size: bytes that it was left with
    init?(of file: Int32, path: String, size: Int) {
        var own = stat(), there = stat()
        guard fstat(file, &own) == 0, stat(path, &there) == 0, own.st_nlink > 0 else {
            self = stat(path, &there) == 0 ? .replaced : .deleted
            return
        }
        guard own.st_dev == there.st_dev, own.st_ino == there.st_ino else {
            self = .replaced
            return
        }
        guard Int(own.st_size) == size else {
            self = .resized(from: size, to: Int(own.st_size))
            return
        }
        return nil
    }

    var words: String {
        switch self {
        case .deleted: "was deleted or renamed"
        case .replaced: "was replaced by another file"
        case .resized(let old, let new): "was \(new < old ? "cut" : "written to by another program") (\(old) bytes became \(new))"
        }
    }
}
