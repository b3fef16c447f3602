import Foundation

/// What a learner has solved: a small text that survives sessions, and that a teacher can collect.
public struct LessonProgress: Codable, Sendable, Hashable {
    public struct Entry: Codable, Sendable, Hashable {
        /// The fewest keys that it was solved in, and the hints taken then.
        public var keys: Int
        public var hints: Int
        /// How often it was solved.
        public var times: Int

        public init(keys: Int, hints: Int, times: Int = 1) { (self.keys, self.hints, self.times) = (keys, hints, times) }
    }

    public static let format = "dnag lessons"
    public static let version = 1
    public private(set) var format = Self.format
    public private(set) var version = Self.version
    /// By name of the lesson.
    public private(set) var solved: [String: Entry] = [:]

    public init() {}

    public subscript(lesson: String) -> Entry? { solved[lesson] }

    /// Takes in that a lesson was solved; what was better before stays.
    public mutating func note(_ lesson: String, keys: Int, hints: Int) {
        guard var old = solved[lesson] else {
            solved[lesson] = Entry(keys: keys, hints: hints)
            return
        }
        old.times = min(old.times + 1, 1_000_000)
        if (keys, hints) < (old.keys, old.hints) { (old.keys, old.hints) = (keys, hints) }
        solved[lesson] = old
    }

    /// What two explorers have noted, together.
    public mutating func merge(_ other: LessonProgress) {
        for (name, entry) in other.solved {
            guard let own = solved[name] else {
                solved[name] = entry
                continue
            }
            let best = (own.keys, own.hints) <= (entry.keys, entry.hints) ? own : entry
            solved[name] = Entry(keys: best.keys, hints: best.hints, times: max(own.times, entry.times))
        }
    }

    /// What can be wrong with its text.
    public enum Fault: Error, Hashable, Sendable {
        /// A newer program wrote it.
        case version(Int)
        case damaged
    }

    private struct Head: Codable {
        var format: String
        var version: Int
    }

    public init(parsing data: Data) throws(Fault) {
        guard let head = try? JSONDecoder().decode(Head.self, from: data), head.format == Self.format else { throw .damaged }
        guard head.version == Self.version else { throw .version(head.version) }
        guard let own = try? JSONDecoder().decode(Self.self, from: data),
            own.solved.values.allSatisfy({ $0.keys >= 0 && $0.hints >= 0 && $0.times >= 1 })
        else { throw .damaged }
        self = own
    }
}
