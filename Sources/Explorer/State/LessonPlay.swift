import Lessons

/// A lesson that is being done: where one is in it, and what was answered.
public struct LessonPlay: Sendable {
    /// What the step has come to.
    public enum Verdict: Sendable, Hashable {
        case none
        case right(String)
        case wrong(String)
    }

    public let lesson: Lesson
    /// What of the inspect page's table is hidden by this name: all that the posterior tells.
    static let probabilities = "probabilities"
    public internal(set) var place = 0
    /// Keys pressed in the lesson, but for those that only turn its leaves.
    public internal(set) var keys = 0
    public internal(set) var hintsTaken = 0
    /// Of the step, hints that are shown.
    public internal(set) var hintsShown = 0
    public internal(set) var verdict = Verdict.none
    /// What was answered last.
    public internal(set) var answer: String?
    /// The lesson is over.
    public internal(set) var isDone = false
    /// Why its scene cannot be set.
    public internal(set) var fault: LessonError?
    /// Commands that are still to be carried out, once there is a run.
    var scene: [LessonLine]
    /// What was when the step began, as soon as it is known.
    var before: [LessonQuantity: Double] = [:]

    init(_ lesson: Lesson) {
        self.lesson = lesson
        scene = lesson.scene + (lesson.steps.first?.scene ?? [])
    }

    public var step: LessonStep { lesson.steps[min(max(place, 0), lesson.steps.count - 1)] }
    var isLast: Bool { place + 1 >= lesson.steps.count }

    /// Whether one may go on: it is solved, or there is only something to read.
    public var mayGoOn: Bool {
        if case .right = verdict { return true }
        return step.isReading
    }

    /// Panels that are covered now; what was solved is shown.
    var hidden: [String] {
        if case .right = verdict { return lesson.hidden.map(\.text) }
        return isDone ? [] : (lesson.hidden + step.hidden).map(\.text)
    }

    /// Whether figures that the posterior tells are not to be seen.
    var hidesProbabilities: Bool { hidden.contains(Self.probabilities) }

    mutating func begin(_ place: Int) {
        (self.place, hintsShown, verdict, answer, before) = (place, 0, .none, nil, [:])
        scene = step.scene
    }
}
