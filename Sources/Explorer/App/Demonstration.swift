import Foundation
import Lessons
import Tensors
import Terminal

/// A scripted session: keys, pauses and markers, line by line.
public struct Demonstration: Sendable, Hashable {
    public enum Line: Sendable, Hashable {
        case keys(KeyScript)
        case mark(String)
    }

    public let title: String
    public let lines: [Line]

    /// No script is longer, in bytes.
    static let limit = 1 << 20

    /// Reads a script: on each line keys, or `mark` and a marker's words; remarks begin with #.
    /// - Throws: `DemonstrationError`
    public init(contentsOf path: String) throws {
        let data: Data
        do { data = try InputFile.contents(of: path, limit: Self.limit) } catch {
            throw DemonstrationError.unreadable(file: path, reason: error.reason)
        }
        try self.init(text: String(decoding: data, as: UTF8.self), file: path)
    }

    /// - Parameter file: what mistakes are told to be in; without its ending the title
    /// - Throws: `DemonstrationError.badLine`
    public init(text: String, file: String) throws {
        title = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        var lines: [Line] = []
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.isEmpty || words.hasPrefix("#") { continue }
            if words.hasPrefix("mark ") {
                lines.append(.mark(String(words.dropFirst(5)).trimmingCharacters(in: .whitespaces)))
                continue
            }
            do { lines.append(.keys(try KeyScript(parsing: words))) } catch {
                throw DemonstrationError.badLine(file: file, line: place + 1, reason: "\(error)")
            }
        }
        self.lines = lines
    }

    /// A lesson done by its own keys, with time to read each step.
    /// - Throws: `DemonstrationError.badLine`
    public init(of lesson: Lesson, file: String) throws {
        title = lesson.heading
        var lines: [Line] = []
        for step in lesson.steps {
            lines.append(.keys(KeyScript([.wait(seconds: Self.readingTime(of: step))])))
            if let own = step.play {
                do { lines.append(.keys(try KeyScript(parsing: own.text))) } catch {
                    throw DemonstrationError.badLine(file: file, line: own.line, reason: "\(error)")
                }
                lines.append(.keys(KeyScript([.wait(seconds: 2)])))
            }
            lines.append(.keys(KeyScript([.press(.char("g"))])))
        }
        self.lines = lines + [.keys(KeyScript([.wait(seconds: 3)]))]
    }

    /// Three words a second, two seconds at least.
    private static func readingTime(of step: LessonStep) -> Double {
        let words = [step.text, step.task ?? "", step.ask ?? ""].joined(separator: " ").split(separator: " ").count
        return max(Double(words) / 3, 2).rounded()
    }

    /// Plays it, and then what still plays to its end, which stays for two seconds.
    /// - Parameter pause: seconds after each key
    /// - Returns: an asciicast, the same for the same session
    public func recording(of explorer: HeadlessExplorer, title: String, pause: Double, version: Asciicast.Version) -> String {
        explorer.startRecording(title: title, version: version)
        for line in lines {
            switch line {
            case .mark(let words): explorer.mark(words)
            case .keys(let script):
                for act in script.acts {
                    explorer.perform(KeyScript([act]))
                    if case .press = act { explorer.pass(pause) }
                }
            }
        }
        explorer.playToEnd()
        explorer.pass(2)
        return explorer.endRecording()
    }
}

/// Why a script cannot be played.
public enum DemonstrationError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case badLine(file: String, line: Int, reason: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file.escaped(limit: 200)): the script cannot be read: \(reason)"
        case .badLine(let file, let line, let reason): "\(file.escaped(limit: 200)), line \(line): \(reason)"
        }
    }
}
