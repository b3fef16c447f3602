import Lessons
import Terminal

/// Lessons as text: a list of them, and one without a screen.
enum LessonText {
    static func list(_ shelf: LessonShelf, _ progress: LessonProgress) -> String {
        var table = TextTable(header: ["lesson", "name", "minutes", "par", "solved in"])
        for lesson in shelf.lessons {
            let entry = progress[lesson.name]
            table.add([lesson.heading, lesson.name, "\(lesson.minutes)", "\(lesson.par)", entry.map { "\($0.keys) keys" } ?? "–"])
        }
        return table.text
    }

    /// What a lesson says and asks, for those who hear it or keep it.
    static func plain(_ lesson: Lesson) -> String {
        var lines = ["Lesson \(lesson.heading). \(lesson.about)", "It needs a terminal to be done; this is its text."]
        for (place, step) in lesson.steps.enumerated() {
            lines += ["", "\(place + 1). \(step.title). \(LessonWords.plain(step.text))"]
            if let wanted = step.ask ?? step.task { lines.append(LessonWords.plain(wanted)) }
            lines += zip(LessonStep.letters, step.answers).map { "  \($0): \($1)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
