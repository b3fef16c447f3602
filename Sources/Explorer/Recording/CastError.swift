import Foundation
import Terminal

/// Why a file is no recording that can be played.
public enum CastError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case tooLarge(file: String, limit: Int)
    case foreign(file: String, ForeignRecording)
    case notACast(file: String)
    case otherVersion(file: String, version: Int)
    case badSize(file: String, columns: String, rows: String)
    case badIdleLimit(file: String)
    case badEvent(file: String, line: Int, found: String)
    case badTime(file: String, line: Int, found: String)
    case badResize(file: String, line: Int, found: String)
    case noFrames(file: String)
    case badFrame(file: String, number: Int)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(short(file)): cannot be read: \(reason)"
        case .tooLarge(let file, let limit):
            "\(short(file)): larger than \(limit / 1_000_000) MB, the most that can be played; its first part is a recording too: "
                + "head -c \(limit / 1_000_000)M FILE > part.cast"
        case .foreign(let file, let kind): "\(short(file)): \(kind.words), no asciicast; \(kind.advice)"
        case .notACast(let file):
            "\(short(file)): no asciicast: its first line must be a JSON object with a version, as w in the explorer, "
                + "'dnag export --as asciicast' and 'asciinema rec' write it"
        case .otherVersion(let file, let version):
            "\(short(file)): an asciicast of version \(version); versions 1 to 3 can be played: 'asciinema convert' makes one of them"
        case .badSize(let file, let columns, let rows):
            "\(short(file)): line 1: \(columns) and \(rows) must be \(Self.sizeRule); set them to the size of the terminal that was recorded"
        case .badIdleLimit(let file):
            "\(short(file)): line 1: idle_time_limit must be a number of seconds above 0; --idle-limit sets another"
        case .badEvent(let file, let line, let found):
            "\(short(file)): line \(line): an event must be [seconds, kind, \"text\"], not \(short(found)); without the line the rest can be played"
        case .badTime(let file, let line, let found):
            "\(short(file)): line \(line): an event's time must be a number of seconds, up to \(Int(CastFile.longest)) in all, not as in \(short(found)); "
                + "without the line the rest can be played"
        case .badResize(let file, let line, let found):
            "\(short(file)): line \(line): a new size must be COLUMNSxROWS, \(Self.sizeRule), not \(short(found)); "
                + "without the line the rest can be played"
        case .noFrames(let file): "\(short(file)): a recording of version 1 must have its frames in \"stdout\", a list of [delay, \"text\"]"
        case .badFrame(let file, let number):
            "\(short(file)): frame \(number) of \"stdout\" must be [delay, \"text\"], with a delay in seconds, up to "
                + "\(Int(CastFile.longest)) in all; without it the rest can be played"
        }
    }

    private static let sizeRule =
        "whole numbers from 1 to \(TerminalScreen.longestSide), with at most \(CastHeader.mostCells) cells together"

    /// What comes from outside: without controls, and no longer than a line.
    private func short(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(160) {
            if CharacterWidth.columns(of: scalar) == nil {
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown + (text.unicodeScalars.count > 160 ? "…" : "")
    }
}
