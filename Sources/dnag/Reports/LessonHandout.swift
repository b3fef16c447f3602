import Lessons
import Tensors
import Terminal

/// A lesson as a page for the room: its text, its questions, its screens.
enum LessonHandout {
    static func markdown(_ lesson: Lesson) -> String {
        var lines = ["# \(lesson.heading)", "", lesson.about, ""]
        for (place, step) in lesson.steps.enumerated() {
            lines += ["## \(place + 1). \(step.title)", "", step.text, ""]
            if let wanted = step.ask ?? step.task { lines += ["**\(wanted)**", ""] }
            lines += zip(LessonStep.letters, step.answers).map { "- \($0): \($1)" }
            if !step.answers.isEmpty { lines.append("") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func html(_ lesson: Lesson, _ screens: [Int: Canvas], language: String = "en") -> String {
        var page = HandoutPage(title: lesson.heading, language: language)
        page.paragraph(lesson.about)
        for (place, step) in lesson.steps.enumerated() {
            page.section("\(place + 1). \(step.title)", isWhole: true) { page in
                page.paragraph(LessonWords.plain(step.text))
                if let wanted = step.ask ?? step.task { page.strong(wanted) }
                if !step.answers.isEmpty { page.list(zip(LessonStep.letters, step.answers).map { "\($0): \($1)" }, style: "answers") }
                if let canvas = screens[place] {
                    let words = "The explorer's screen at this step" + (step.look.map { "; look at the panel \($0.text)" } ?? "")
                    page.screen(svg: canvas.svg(title: words), alternative: words, caption: "The screen of step \(place + 1)")
                }
            }
        }
        return page.html
    }
}
