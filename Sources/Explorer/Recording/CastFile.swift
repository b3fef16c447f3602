import Foundation
import Tensors

/// A recording as it is read: an asciicast of version 2, ours or another's.
public struct CastFile: Sendable {
    public enum Change: Sendable, Hashable {
        case output(String)
        case resize(width: Int, height: Int)
    }

    public struct Event: Sendable, Hashable {
        /// Since the start; never falls.
        public let seconds: Double
        public let change: Change
    }

    public let title: String
    public let width, height: Int
    public let events: [Event]

    public var duration: Double { events.last?.seconds ?? 0 }

    private static let sides = 1...1_000

    /// - Throws: `CastError` naming file, line, value and rule.
    public init(contentsOf path: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw CastError.unreadable(file: path, reason: error.plainReason)
        }
        try self.init(String(decoding: data, as: UTF8.self), name: path)
    }

    /// - Parameter name: names the source in errors
    /// - Throws: `CastError`
    public init(_ text: String, name: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let header = Self.json(lines.first ?? "") as? [String: Any], let version = header["version"] as? Int else {
            throw CastError.notACast(file: name)
        }
        guard version == 2 else { throw CastError.otherVersion(file: name, version: version) }
        guard let width = header["width"] as? Int, let height = header["height"] as? Int, Self.sides.contains(width),
            Self.sides.contains(height)
        else { throw CastError.badSize(file: name) }
        (self.width, self.height) = (width, height)
        title = header["title"] as? String ?? ""
        var events: [Event] = []
        var last = 0.0
        for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
            guard let parts = Self.json(line) as? [Any], parts.count == 3, let seconds = parts[0] as? Double, seconds.isFinite,
                let kind = parts[1] as? String, let value = parts[2] as? String
            else { throw CastError.badEvent(file: name, line: index + 1) }
            last = max(last, seconds)
            switch kind {
            case "o": events.append(Event(seconds: last, change: .output(value)))
            case "r":
                let sides = value.split(separator: "x").compactMap { Int($0) }
                guard sides.count == 2, sides.allSatisfy(Self.sides.contains) else {
                    throw CastError.badEvent(file: name, line: index + 1)
                }
                events.append(Event(seconds: last, change: .resize(width: sides[0], height: sides[1])))
            default: break  // input and markers show nothing
            }
        }
        self.events = events
    }

    private static func json(_ line: Substring) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(line.utf8))
    }
}

/// Why a file is no recording that can be played.
public enum CastError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case notACast(file: String)
    case otherVersion(file: String, version: Int)
    case badSize(file: String)
    case badEvent(file: String, line: Int)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .notACast(let file): "\(file): no asciicast: its first line must be a JSON object with a version"
        case .otherVersion(let file, let version): "\(file): an asciicast of version \(version); only version 2 can be played"
        case .badSize(let file): "\(file): line 1: width and height must be whole numbers from 1 to 1000"
        case .badEvent(let file, let line):
            "\(file): line \(line): an event must be [seconds, \"o\", text] or [seconds, \"r\", \"COLUMNSxROWS\"]"
        }
    }
}
