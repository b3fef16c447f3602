import Foundation
import Tensors

/// A recording as it is read: an asciicast of version 1, 2 or 3, ours or another's.
public struct CastFile: Sendable {
    public enum Change: Sendable, Hashable {
        /// What was written to the terminal: where it stands in `text`.
        case output(Range<Int>)
        case resize(width: Int, height: Int)
        case marker(String)
        /// The recorded program ended; nil: with what is no number.
        case exit(status: Int?)
    }

    public struct Event: Sendable, Hashable {
        /// Since the start; never falls.
        public let seconds: Double
        public let change: Change
    }

    public let title: String
    public let width, height: Int
    public internal(set) var events: [Event] = []
    /// All that was written to the terminal, in UTF-8.
    public internal(set) var text: [UInt8] = []
    /// The last line, where the file breaks off in the middle of it; what stands before it is played.
    public internal(set) var tornLine: Int?

    public var duration: Double { events.last?.seconds ?? 0 }

    /// A larger file is refused.
    public static let byteLimit = 128_000_000
    /// Three years: more is a mistake in a number.
    public static let longest = 1e8

    /// - Parameter idleLimit: seconds that a pause takes at most; nil for what the recording itself asks for
    /// - Throws: `CastError` naming file, line, value and rule
    public init(contentsOf path: String, idleLimit: Double? = nil) throws {
        try self.init(try Self.bytes(of: path), name: path, idleLimit: idleLimit)
    }

    /// - Parameter name: names the source in errors
    /// - Throws: `CastError`
    public init(_ text: String, name: String, idleLimit: Double? = nil) throws {
        try self.init(Array(text.utf8), name: name, idleLimit: idleLimit)
    }

    /// - Throws: `CastError`
    public init(_ bytes: [UInt8], name: String, idleLimit: Double? = nil) throws {
        if let foreign = ForeignRecording(bytes) { throw CastError.foreign(file: name, foreign) }
        var lines = CastLines(bytes)
        let first = lines.next()
        if let line = first.flatMap({ CastJSON.object($0.bytes) }), line["version"] as? Int != 1 {
            let header = try CastHeader(line, name: name, idleLimit: idleLimit)
            self.init(header: header)
            try read(lines, header: header, name: name)
        } else if let whole = CastJSON.object(bytes[...]), whole["version"] as? Int == 1 {
            let header = try CastHeader(whole, name: name, idleLimit: idleLimit)
            self.init(header: header)
            try read(frames: whole["stdout"], header: header, name: name)
        } else {
            throw CastError.notACast(file: name)
        }
    }

    private init(header: CastHeader) { (title, width, height) = (header.title, header.width, header.height) }

    private static func bytes(of path: String) throws(CastError) -> [UInt8] {
        do {
            return Array(try InputFile.contents(of: path, limit: byteLimit))
        } catch .tooLong {
            throw .tooLarge(file: path, limit: byteLimit)
        } catch {
            throw .unreadable(file: path, reason: error.reason)
        }
    }
}
