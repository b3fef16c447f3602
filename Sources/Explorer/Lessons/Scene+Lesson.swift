import Lessons
import Terminal

extension ScreenLayout {
    /// Empty rows of a larger page that give way to a lesson: under the caption, and above the keys.
    static let lessonAir = 2

    /// Rows that a lesson takes from the bottom of a page, above the keys: as many as leave the page as it is, but for the smallest screens.
    static func lessonRows(width: Int, height: Int) -> Int {
        let rows = 6
        let needed = width >= 148 && height - rows + lessonAir >= 44 ? 44 - lessonAir : width >= 112 && height - rows + lessonAir >= 32 ? 32 - lessonAir : minimumHeight
        return min(max(height - needed, 4), height >= 40 ? 8 : 7)
    }
}

extension Scene {
    /// Covers what a teacher or the lesson hides, and marks what the lesson points at.
    func drawCovers(on canvas: inout Canvas) {
        for name in state.hidden.panels.sorted() { cover(name, "hidden", on: &canvas) }
        guard let play = state.lesson, play.fault == nil else { return }
        for name in play.hidden { cover(name, "hidden by the lesson", on: &canvas) }
        guard !play.isDone, let name = play.step.look?.text, let panel = state.panel(name) else { return }
        let title = panel.rect.row(0), ground = theme.ground(theme.guidance, 0.5)
        for x in title.x..<title.right {
            canvas.restyle(x: x, y: title.y) { style in
                guard !theme.isMonochrome else { return style.adding(.underline) }
                return Style(theme.readable(style.foreground, on: ground), on: ground, style.attributes.union(.underline))
            }
        }
        // What a line says stands at both its ends.
        let mark = " ◀ look here "
        if panel.rect.height > 1, title.width >= mark.count + 8 { canvas.put(mark, endingAt: title.right, title.y, theme.focusStyle) }
    }

    private func cover(_ name: String, _ words: String, on canvas: inout Canvas) {
        guard let panel = state.panel(name) else { return }
        let isLine = panel.rect.height < 2, area = isLine ? panel.rect : panel.rect.inset(top: 1)
        canvas.fill(area, with: Glyph(" ", Style(theme.text, on: theme.background)))
        let words = area.width < 22 ? words.replacing(" the", with: "") : words
        canvas.put(words.truncated(to: area.width), centeredIn: area, row: max(area.height / 2 - 1, 0), theme.faintStyle)
    }

    /// The lesson's text, what it asks, and what came of it.
    func drawLesson(on canvas: inout Canvas) {
        guard let play = state.lesson else { return }
        let area = layout.lesson
        guard area.height > 1 else { return }
        canvas.fill(area, with: Glyph(" ", Style(theme.text, on: theme.background)))
        let par = play.lesson.par > 0 ? " of par \(play.lesson.par)" : ""
        let place = play.isDone ? "done" : "\(play.place + 1) of \(play.lesson.steps.count)"
        let short = "lesson \(play.lesson.heading) · \(place)", whole = short + (play.isDone ? "" : " · \(play.step.title)")
        let detail = "\(play.keys) keys\(par) · \(nextWords(play))"
        let title = whole.count + detail.count + 4 <= area.width ? whole : short
        canvas.draw(Panel(title, detail: detail, isFocused: true, theme: theme), in: area.row(0))
        let lines = LessonLines(play, state: state, width: area.width, height: area.height - 1)
        for (row, line) in lines.lines.enumerated() { canvas.put(line.text, at: area.x, area.y + 1 + row, style(line.kind)) }
        if case .answer(let text) = state.overlay { drawAnswer(play, text, in: area.row(0), on: &canvas) }
    }

    private func style(_ kind: LessonLines.Kind) -> Style {
        switch kind {
        case .text: theme.textStyle
        case .task: theme.strongStyle
        case .right: Style(theme.truth).bold
        case .wrong: theme.warningStyle
        case .quiet: theme.faintStyle
        }
    }

    private func nextWords(_ play: LessonPlay) -> String {
        let g = play.mayGoOn || play.isDone ? "g goes on" : play.step.isQuestion ? "g answers" : "g goes on when done"
        return g + (play.step.hints.isEmpty || play.mayGoOn ? "" : " · H hint")
    }

    private func drawAnswer(_ play: LessonPlay, _ text: String, in row: Rect, on canvas: inout Canvas) {
        canvas.fill(row, with: Glyph(" ", Style(theme.text, on: theme.surface)))
        guard play.step.answers.isEmpty else {
            let letters = LessonStep.letters.prefix(play.step.answers.count).map(String.init).joined(separator: ", ")
            canvas.put(" press \(letters) to answer · esc looks again", at: row.x, row.y, Style(theme.text, on: theme.surface).bold)
            return
        }
        canvas.draw(TextField(prompt: " your answer: ", text, theme: theme), in: row)
        canvas.put("enter gives it · esc looks again ", endingAt: row.right, row.y, theme.faintStyle)
    }
}

/// What of a step stands in its panel, line by line.
struct LessonLines {
    enum Kind { case text, task, right, wrong, quiet }

    private(set) var lines: [(text: String, kind: Kind)] = []

    init(_ play: LessonPlay, state: State, width: Int, height: Int) {
        let step = play.step
        guard !play.isDone else {
            let next = state.lessons.following(play.lesson).map { "g goes on with \($0.heading); " } ?? ""
            let best = state.progress[play.lesson.name]?.keys ?? play.keys
            let par = play.lesson.par > 0 ? play.keys <= play.lesson.par ? ", within par" : "; par is \(play.lesson.par): r in the list (L) tries again" : ""
            add("✓ \(play.lesson.title): solved in \(play.keys) keys\(par). Your best: \(best).", .right, width)
            add("\(next)L lists the lessons; x in the list leaves, and u brings back what was here before.", .text, width)
            lines = Array(lines.prefix(height))
            return
        }
        func told(_ text: String) -> String { LessonWords.plain(state.filled(text)) }
        var wanted = told(step.ask.map { "? \($0)" } ?? step.task.map { "→ \($0)" } ?? "")
        if !step.answers.isEmpty {
            // An answer is not torn apart, if it is short.
            wanted += "  " + zip(LessonStep.letters, step.answers).map { $1.count < 30 ? "\($0): \($1)".replacing(" ", with: "\u{a0}") : "\($0): \($1)" }.joined(separator: " · ")
        }
        let hints = step.hints.prefix(play.hintsShown).map { "· \(told($0))" }
        switch play.verdict {
        case .right(let text): add("✓ \(LessonWords.plain(text))", .right, width)
        case .wrong(let text):
            add(wanted, .task, width)
            add("✗ \(LessonWords.plain(text))", .wrong, width)
            for hint in hints.reversed() { add(hint, .quiet, width) }
        case .none:
            let tail = (wanted.isEmpty ? [] : wanted.wrapped(to: width)), notes = (hints.last ?? "").wrapped(to: width).filter { !$0.isEmpty }
            let text = told(step.text).wrapped(to: width)
            let room = max(height - tail.count - notes.count, 0)
            let shown = text.count <= room ? text : Array(text.prefix(max(room - 1, 0))) + (room > 0 ? ["… L shows all of it"] : [])
            lines = shown.map { ($0, .text) } + tail.map { ($0, .task) } + notes.map { ($0, .quiet) }
        }
        lines = Array(lines.prefix(height))
    }

    private mutating func add(_ text: String, _ kind: Kind, _ width: Int) {
        guard !text.isEmpty else { return }
        lines += text.wrapped(to: width).map { ($0, kind) }
    }
}
