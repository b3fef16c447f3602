import Lessons
import Terminal

extension Scene {
    /// The lessons, what was solved of them, and all of the text of the one that is open.
    func drawLessons(selected: Int, on canvas: inout Canvas) {
        let width = max(min(canvas.width - 8, 100), 20), all = state.lessons.lessons
        let open = state.lesson.map { Self.wholeText($0, state, width: width) } ?? []
        let room = max(canvas.height - 6, 4)
        let height = min(all.count + 2 + (open.isEmpty ? 0 : open.count + 1), room)
        let detail = state.lesson == nil ? "enter begins · esc" : "enter begins · r this step again · x leaves the lesson · esc"
        let modal = Modal("lessons", detail: detail, contentWidth: width, contentHeight: height, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        guard !all.isEmpty else {
            canvas.put("there are no lessons: the folder lessons that comes with the program is not there", at: content.x, content.y, theme.warningStyle)
            return
        }
        let listed = min(all.count, max(content.height - 2 - min(open.count + 1, content.height / 2), 3))
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
        if open.isEmpty, all.indices.contains(selected) {
            canvas.put(all[selected].about.truncated(to: width), at: content.x, y, theme.faintStyle)
        }
        for line in open where y < content.bottom {
            canvas.put(line.text, at: content.x, y, line.isStrong ? theme.strongStyle : theme.textStyle)
            y += 1
        }
    }

    private static func wholeText(_ play: LessonPlay, _ state: State, width: Int) -> [(text: String, isStrong: Bool)] {
        func text(_ words: String) -> String { LessonWords.plain(state.filled(words)) }
        let step = play.step
        var lines: [(String, Bool)] = [("\(play.lesson.heading), step \(play.place + 1): \(step.title)", true)]
        lines += text(step.text).wrapped(to: width).map { ($0, false) }
        if let wanted = step.ask ?? step.task { lines += text(wanted).wrapped(to: width).map { ($0, true) } }
        for (letter, answer) in zip(LessonStep.letters, step.answers) { lines += "\(letter): \(answer)".wrapped(to: width).map { ($0, false) } }
        return lines
    }
}
