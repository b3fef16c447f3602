import Foundation
import Lessons
import Tensors
import Terminal

/// A demonstration that plays by itself and stops where the teacher speaks: a text, line by line.
///
/// `#` begins a remark, `:` a line of the prompt, `>` a stop, with what is said there; everything else are keys, as `KeyScript` takes them.
public struct Demonstration: Sendable, Hashable {
    public enum Act: Sendable, Hashable {
        case press(Key)
        case wait(seconds: Double)
        /// A line of the prompt, and where it stands.
        case line(String, number: Int)
        case stop(String)
    }

    /// Of a file its name, without the ending.
    public let title: String
    public let acts: [Act]

    /// Bytes of a file, and acts.
    private static let longest = 1 << 18, most = 20_000

    /// - Throws: `DemonstrationError`
    public init(contentsOf path: String) throws {
        let data: Data
        do { data = try InputFile.contents(of: path, limit: Self.longest) } catch { throw DemonstrationError.unreadable(file: path, reason: error.reason) }
        guard let text = String(data: data, encoding: .utf8) else { throw DemonstrationError.unreadable(file: path, reason: "it is no text in UTF-8") }
        try self.init(parsing: text, file: path)
    }

    /// - Parameter file: for errors
    /// - Throws: `DemonstrationError`
    public init(parsing text: String, file: String) throws {
        var acts: [Act] = []
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " "), rest = String(words.dropFirst().drop { $0 == " " })
            switch words.first {
            case nil, "#": continue
            case ":" where words.count > 1:
                guard !rest.isEmpty else { throw DemonstrationError.wrong(file: file, line: place + 1, reason: "behind ':' stands a line of the prompt, such as ': page inspect'") }
                acts.append(.line(rest, number: place + 1))
            case ">": acts.append(.stop(rest))
            default:
                do {
                    acts += try Self.acts(of: KeyScript(parsing: String(line)))
                } catch {
                    throw DemonstrationError.wrong(file: file, line: place + 1, reason: "\(error)")
                }
            }
            guard acts.count <= Self.most else { throw DemonstrationError.wrong(file: file, line: place + 1, reason: "there are more than \(Self.most) keys, lines and stops") }
        }
        guard !acts.isEmpty else { throw DemonstrationError.wrong(file: file, line: 1, reason: "there is nothing to play: keys, ':' and a line of the prompt, or '>' and a text") }
        title = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        self.acts = acts
    }

    /// A lesson done by its own keys, with time to read each step.
    /// - Parameter file: for errors
    /// - Throws: `DemonstrationError.wrong`
    public init(of lesson: Lesson, file: String) throws {
        title = lesson.heading
        var acts: [Act] = []
        for step in lesson.steps {
            acts.append(.wait(seconds: Self.readingTime(of: step)))
            if let own = step.play {
                do { acts += try Self.acts(of: KeyScript(parsing: own.text)) } catch {
                    throw DemonstrationError.wrong(file: file, line: own.line, reason: "\(error)")
                }
                acts.append(.wait(seconds: 2))
            }
            acts.append(.press(.char("g")))
        }
        self.acts = acts + [.wait(seconds: 3)]
    }

    /// Three words a second, two seconds at least.
    private static func readingTime(of step: LessonStep) -> Double {
        let words = [step.text, step.task ?? "", step.ask ?? ""].joined(separator: " ").split(separator: " ").count
        return max(Double(words) / 3, 2).rounded()
    }

    private static func acts(of script: KeyScript) -> [Act] {
        script.acts.map {
            switch $0 {
            case .press(let key): .press(key)
            case .wait(let seconds): .wait(seconds: seconds)
            }
        }
    }
}

/// Why there is no demonstration.
public enum DemonstrationError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case wrong(file: String, line: Int, reason: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file.escaped()): cannot be read: \(reason)"
        case .wrong(let file, let line, let reason): "\(file.escaped()), line \(line): \(reason.escaped(limit: 300))"
        }
    }
}
