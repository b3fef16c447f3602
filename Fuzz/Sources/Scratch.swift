import Foundation

/// A folder for readers that take files by name.
enum Scratch {
    static let folder: String = {
        let path = NSTemporaryDirectory() + "/dnag-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    /// Writes a file into it. - Returns: what the reader calls the file
    static func write(_ data: Data, _ file: String, as name: String) throws -> String {
        try data.write(to: URL(fileURLWithPath: folder + "/" + file))
        return name
    }
}
