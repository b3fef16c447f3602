import Lessons
import Terminal

extension Scene {
    /// The lessons, what was solved of them, and all of the text of the one that is open.
    func drawLessons(selected: Int, on canvas: inout Canvas) {
        let width = max(min(canvas.width - 8, 100), 20), all = state.lessons.lessons
        let about = all.indices.contains(selected) ? all[selected].about.wrapped(to: width).map { ($0, theme.faintStyle) } : []
        let below = state.lesson.map { wholeText($0, width: width) } ?? about
        // Two rows at least, so that the list stays where it is from lesson to lesson.
        let rows = max(below.count, 2), height = min(all.count + 1 + rows, max(canvas.height - 6, 4))
        let detail = state.lesson == nil ? "enter begins · esc" : "enter begins · r this step again · x leaves the lesson · esc"
        let modal = Modal("lessons", detail: detail, contentWidth: width, contentHeight: height, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        guard !all.isEmpty else {
            canvas.put("there are no lessons: the folder lessons that comes with the program is not there", at: content.x, content.y, theme.warningStyle)
            return
        }
        let listed = min(all.count, max(content.height - 1 - min(rows, content.height / 2), 3))
        let first = min(max(selected - listed / 2, 0), max(all.count - listed, 0))
        for (row, place) in (first..<min(first + listed, all.count)).enumerated() {
            let lesson = all[place], y = content.y + row, entry = state.progress[lesson.name]
            let mark = entry == nil ? "○" : "●"
            let style = place == selected ? theme.focusStyle : theme.textStyle
            canvas.put(place == selected ? "▸" : " ", at: content.x, y, style)
            canvas.put(mark, at: content.x + 1, y, entry == nil ? theme.faintStyle : Style(theme.truth))
            let end = canvas.put(lesson.number > 0 ? "\(lesson.number)".padded(to: 3, alignedRight: true) : "   ", at: content.x + 2, y, style)
            canvas.put(lesson.title.truncated(to: width - 34), at: end + 1, y, style)
            let solved = entry.map { "\($0.keys) keys, " } ?? ""
            canvas.put("\(solved)par \(lesson.par)   \(lesson.minutes) min", endingAt: content.right, y, theme.faintStyle)
        }
        var y = content.y + listed + 1
        for (text, style) in below where y < content.bottom {
            canvas.put(text, at: content.x, y, style)
            y += 1
        }
    }

    private func wholeText(_ play: LessonPlay, width: Int) -> [(String, Style)] {
        func text(_ words: String) -> String { LessonWords.plain(state.filled(words)) }
        let step = play.step
        var lines = [("\(play.lesson.heading), step \(play.place + 1): \(step.title)", theme.strongStyle)]
        lines += text(step.text).wrapped(to: width).map { ($0, theme.textStyle) }
        if let wanted = step.ask ?? step.task { lines += text(wanted).wrapped(to: width).map { ($0, theme.strongStyle) } }
        for (letter, answer) in zip(LessonStep.letters, step.answers) { lines += "\(letter): \(answer)".wrapped(to: width).map { ($0, theme.textStyle) } }
        return lines
    }
}
