import Foundation
import Terminal

/// What somebody does at the explorer, as text: keys separated by blanks, by their characters or names (`.`, `space`, `right`,
/// `page-up`, `shift-tab`, `ctrl-z`), each as often as a `*` and a number after it say (`.*12`); `wait=1.5` lets seconds
/// pass, and `text=abc` types three characters.
public struct KeyScript: Sendable, Hashable {
    public enum Act: Sendable, Hashable {
        case press(Key)
        case wait(seconds: Double)
    }

    public let acts: [Act]

    /// No script is longer, repetitions and typing included.
    static let limit = 10_000
    static let longestWait = 600.0

    public init(_ acts: [Act]) { self.acts = acts }

    /// - Throws: `KeyScriptError` naming the word and its place.
    public init(parsing text: String) throws {
        var acts: [Act] = []
        for (place, word) in text.split(whereSeparator: \.isWhitespace).map(String.init).enumerated() {
            acts += try Self.acts(word, place: place + 1)
            guard acts.count <= Self.limit else { throw KeyScriptError.tooLong(limit: Self.limit) }
        }
        self.acts = acts
    }

    private static func acts(_ word: String, place: Int) throws -> [Act] {
        if word.hasPrefix("wait=") {
            let seconds = Double(word.dropFirst(5)) ?? .nan
            guard seconds >= 0, seconds <= longestWait else { throw KeyScriptError.badWait(word: word, place: place) }
            return [.wait(seconds: seconds)]
        }
        if word.hasPrefix("text=") { return word.dropFirst(5).map { .press(.char($0)) } }
        if let key = Key(name: word) { return [.press(key)] }
        if let star = word.lastIndex(of: "*"), star != word.startIndex, let key = Key(name: String(word[..<star])) {
            guard let count = Int(word[word.index(after: star)...]), (1...limit).contains(count) else {
                throw KeyScriptError.badCount(word: word, place: place)
            }
            return Array(repeating: .press(key), count: count)
        }
        throw KeyScriptError.unknownKey(word: word, place: place)
    }
}

/// Why a text is no script of keys.
public enum KeyScriptError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unknownKey(word: String, place: Int)
    case badCount(word: String, place: Int)
    case badWait(word: String, place: Int)
    case tooLong(limit: Int)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownKey(let word, let place):
            "key \(place) is '\(word)', which no key is called; keys are characters (. , R) or names such as space, right, page-up, shift-tab, enter, esc"
        case .badCount(let word, let place):
            "key \(place) is '\(word)'; what follows * must be a whole number from 1 to \(KeyScript.limit)"
        case .badWait(let word, let place):
            "word \(place) is '\(word)'; a wait is a number of seconds from 0 to \(Int(KeyScript.longestWait))"
        case .tooLong(let limit): "the script presses more than \(limit) keys"
        }
    }
}
