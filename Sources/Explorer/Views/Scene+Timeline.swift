import Diffusion
import Platform
import Terminal

extension Scene {
    /// - Parameter marks: steps at which something happened beside this run
    func drawTimeline(marks: [Int] = [], on canvas: inout Canvas) {
        let row = layout.timeline
        let mark = state.isPlaying ? "▶" : "‖"
        canvas.put(mark, at: row.x, row.y, theme.focusStyle)
        canvas.put((state.speed < .infinity ? "\(Speed.text(state.speed))/s" : "max").padded(to: 6), at: row.x + 2, row.y, theme.faintStyle)
        guard let branch else { return }
        drawTrack(branch, marks, on: &canvas)
        let digits = String(branch.total).count
        let place = String(min(state.position, branch.total)).padded(to: digits, alignedRight: true)
        canvas.put("\(place)/\(branch.total)", endingAt: row.right, row.y, theme.textStyle)
    }

    private func drawTrack(_ branch: Branch, _ marks: [Int], on canvas: inout Canvas) {
        let track = layout.timelineTrack
        guard track.width > 1 else { return }
        func column(_ step: Int) -> Int {
            track.x + (Double(step) / Double(branch.total) * Double(track.width - 1)).rounded(into: 0...track.width - 1)
        }
        let knob = column(min(state.position, branch.total))
        let known = column(branch.isComplete ? branch.total : branch.steps.count)
        for x in track.x..<track.right {
            let style = x <= knob ? Style(theme.state) : x <= known ? theme.faintStyle : theme.ruleStyle
            canvas.put(x <= knob ? "━" : x <= known ? "─" : "┄", at: x, track.y, style)
        }
        for step in marks { canvas.put("◇", at: column(step), track.y, theme.faintStyle) }
        // Where each edge settled for good.
        for step in branch.settledSince(at: branch.total).compactMap({ $0 }) {
            let x = column(step)
            canvas.put(x <= knob ? "┷" : "┴", at: x, track.y, x <= knob ? Style(theme.state) : theme.faintStyle)
        }
        for segment in branch.segments.dropFirst() where segment.start > 0 {
            canvas.put("◆", at: column(segment.start), track.y, Style(theme.guidance))
        }
        drawWindow(branch, column: column, on: &canvas)
        canvas.put("●", at: knob, track.y, theme.isMonochrome ? Style().bold : Style(theme.state).bold)
    }

    /// Brackets around the steps that guidance acts at, where that is not all of them.
    private func drawWindow(_ branch: Branch, column: (Int) -> Int, on canvas: inout Canvas) {
        let guidance = branch.settings.guidance
        guard guidance.isActive, guidance.window != 0...1, let steps = branch.settings.steeredSteps else { return }
        let style = theme.isMonochrome ? Style().bold : Style(theme.guidance)
        canvas.put("[", at: column(steps.lowerBound), layout.timelineTrack.y, style)
        canvas.put("]", at: column(steps.upperBound), layout.timelineTrack.y, style)
    }

    /// Norms of score and guidance (in decades) and the entropy of the choices, over the columns of the timeline.
    func drawNorms(on canvas: inout Canvas) {
        let area = layout.norms
        guard area.height >= 3, let branch, !branch.steps.isEmpty else { return }
        let rows: [(name: String, hue: Color, value: (Step) -> Double, isLog: Bool)] = [
            ("score", theme.state, \.scoreNorm, true), ("guidance", theme.guidance, \.guidanceNorm, true),
            ("entropy", theme.faint, \.entropy, false),
        ]
        for (row, line) in rows.enumerated() {
            let y = area.y + row
            canvas.put(line.name, at: area.x, y, theme.faintStyle)
            let values = branch.steps.map { step in
                let value = line.value(step)
                return line.isLog ? (value > 0 ? log10(value) : .nan) : value
            }
            let course = Course(
                values: values, total: branch.total, position: state.position, range: line.isLog ? nil : 0...space.greatestEntropy)
            let track = layout.timelineTrack
            canvas.draw(
                course.widget(hue: line.hue, theme: theme), in: Rect(x: track.x, y: y, width: track.width, height: 1))
            if let step = snapshot?.step {
                let value = line.value(step)
                let digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
                canvas.put(value.figure(digits, within: 8), endingAt: area.right, y, value == 0 ? theme.faintStyle : Style(line.hue))
            }
        }
    }
}
