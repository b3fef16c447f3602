/// A lesson: a scene, and steps that say what to look at, ask, and check what the learner did.
public struct Lesson: Sendable, Hashable {
    /// Of its file, without number and ending: `too-strong` of `07-too-strong.md`.
    public var name: String
    /// Where it stands among others; 0 where the file's name has no number.
    public var number: Int
    public var title: String
    /// What it is about, in a sentence or two, for the list.
    public var about: String
    public var minutes: Int
    /// Keys that it can be done in.
    public var par: Int
    /// Name of the search space that it plays in.
    public var space: String
    /// Commands of the explorer's prompt that set it up.
    public var scene: [LessonLine]
    /// Panels that are covered all the way.
    public var hidden: [LessonLine]
    public var steps: [LessonStep]

    /// As lists and titles write it: `7 Too strong`.
    public var heading: String { number > 0 ? "\(number) \(title)" : title }
}

/// Words of a lesson's file, and the line that they stand on.
public struct LessonLine: Sendable, Hashable {
    public var text: String
    /// Counted from 1.
    public var line: Int

    public init(_ text: String, line: Int) { (self.text, self.line) = (text, line) }
}

/// One step of a lesson: a screenful.
public struct LessonStep: Sendable, Hashable {
    /// What is said when a condition holds that is not what was wanted.
    public struct Reason: Sendable, Hashable {
        /// nil: whatever else was done.
        public var condition: LessonCheck?
        public var text: String
    }

    public var title: String
    public var line: Int
    public var text: String
    /// Commands of the prompt that set this step up.
    public var scene: [LessonLine] = []
    /// The panel that glows.
    public var look: LessonLine?
    public var hidden: [LessonLine] = []
    /// What is asked, to be answered in words or by letter.
    public var ask: String?
    /// What answers there are to choose from; empty: a number, or several, is typed.
    public var answers: [String] = []
    /// What is to be done.
    public var task: String?
    /// All of them hold where the step is solved; empty: there is only something to read.
    public var checks: [LessonCheck] = []
    public var hints: [String] = []
    public var right: String?
    public var reasons: [Reason] = []
    /// Keys that solve it, and keys that must not, in the words of key scripts.
    public var play: LessonLine?
    public var fail: [LessonLine] = []
    /// What must hold once it is solved: what its texts say in figures.
    public var claims: [LessonCheck] = []
    /// Names of tests that hold its other figures.
    public var tests: [LessonLine] = []

    /// Whether an answer is typed or chosen.
    public var isQuestion: Bool { ask != nil }
    /// Whether one only reads it.
    public var isReading: Bool { checks.isEmpty }

    /// The letters of the answers to choose from.
    public static let letters: [Character] = ["a", "b", "c", "d", "e"]
}
