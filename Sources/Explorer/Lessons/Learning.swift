import Lessons
import Terminal

/// What the explorer is told of lessons at its start.
public struct Learning: Sendable {
    public var shelf: LessonShelf
    public var progress: LessonProgress
    /// The one to begin with.
    public var lesson: Lesson?
    /// Nobody was here before: it waits, and says what one sees.
    public var isFirstStart: Bool

    public init(shelf: LessonShelf = LessonShelf(), progress: LessonProgress = LessonProgress(), lesson: Lesson? = nil, isFirstStart: Bool = false) {
        (self.shelf, self.progress, self.lesson, self.isFirstStart) = (shelf, progress, lesson, isFirstStart)
    }
}

extension State {
    mutating func take(_ learning: Learning) {
        (lessons, progress) = (learning.shelf, learning.progress)
        if let lesson = learning.lesson {
            self.lesson = LessonPlay(lesson)
            firstStep = firstStep ?? 0
        }
        guard learning.isFirstStart else { return }
        isPlaying = false
        firstStep = 0
        warn("Noise, out of which a cell grows: space runs it, L has lessons, K explains.")
    }

    /// Whether a key is the learner's, and not one that turns the lesson's leaves or is read from a sheet.
    func isLearnersKey(_ key: Key) -> Bool {
        switch overlay {
        case .help, .commands, .glossary, .lessons, .answer, .card: return false
        case .none:
            guard let action = keyMap.meant(key, on: page).flatMap({ KeyTable.action(for: $0, on: page) }) else { return false }
            return ![.common(.lessons), .common(.goOn), .common(.hint), .common(.card), .common(.help), .common(.theme), .common(.zoom), .common(.spotlight), .common(.whole)]
                .contains(action)
        default: return true
        }
    }

    /// Time that moves nothing changes no verdict.
    func hasLessonToJudge(after event: Event, from position: Int) -> Bool {
        guard lesson != nil else { return false }
        if case .tick = event { return position != here.position }
        return true
    }
}
