import Diffusion
import Terminal

extension Scene {
    /// The entry's alternatives, a row each, and below them, where there is room, its history over the run.
    func draw(_ table: EntryTable, of branch: Branch, on canvas: inout Canvas, in rect: Rect) {
        let step = state.inspection.answer?.subject.step.index ?? 0
        let hidesProbabilities = state.lesson?.hidesProbabilities ?? false
        let panel = Panel(table.title, detail: hidesProbabilities ? "odds hidden" : "step \(step)", theme: theme)
        canvas.draw(panel, in: rect)
        let columns = EntryColumns(table, layout.tier, in: rect, hidesProbabilities: hidesProbabilities)
        for column in columns.all {
            canvas.put(column.title, endingAt: column.right, rect.y + 1, column.style(theme))
        }
        // Where not all fit, those about the one that is picked.
        let room = max(rect.height - 2, 0), picked = table.rows.firstIndex(where: \.isPicked) ?? 0
        let first = min(max(picked - room / 2, 0), max(table.rows.count - room, 0))
        for (place, row) in table.rows.dropFirst(first).prefix(room).enumerated() {
            draw(row, columns, y: rect.y + 2 + place, on: &canvas)
        }
        let used = 2 + table.rows.count
        let air = rect.height > used + 3 ? 1 : 0
        // Not twice on one screen.
        guard state.inspection.view != .history, !hidesProbabilities else { return }
        drawHistory(of: branch, isSteered: table.isSteered, on: &canvas, in: rect.inset(top: used + air))
    }

    private func draw(_ row: EntryTable.Row, _ columns: EntryColumns, y: Int, on canvas: inout Canvas) {
        let style = row.isPicked ? theme.focusStyle : theme.textStyle
        if row.isPicked { canvas.put("▸", at: columns.x, y, theme.focusStyle) }
        canvas.put(row.label, at: columns.x + 1, y, style)
        for column in columns.all {
            guard let text = column.text(row) else { continue }
            canvas.put(text, endingAt: column.right, y, row.isPicked ? column.style(theme).bold : column.style(theme))
        }
        if let bar = columns.bar {
            canvas.draw(
                Bar(row.learned, hue: theme.state, mark: row.exact, theme: theme), in: Rect(x: bar.x, y: y, width: bar.width, height: 1))
        }
    }

    /// Over the whole run, under each other: the noisy value, its probability, and the probability after guidance.
    func drawHistory(of branch: Branch, isSteered: Bool, on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 0, !branch.steps.isEmpty else { return }
        let index = state.inspection.cursor.index
        func probability(_ value: Float?) -> Double { ((Double(value ?? .nan) + 1) / 2).limited(to: 0...1) }
        let steps = branch.steps
        var lines: [(name: String, hue: Color, values: [Double])] = [
            ("p", theme.state, steps.map { probability($0.denoised[ifPresent: index]) })
        ]
        if isSteered { lines.append(("guided", theme.guidance, steps.map { probability($0.guided[ifPresent: index]) })) }
        lines.insert(("x̃", theme.faint, steps.map { StateMatrix.strength($0.state[ifPresent: index] ?? .nan, sigma: $0.sigma) }), at: 0)
        let track = Rect(x: rect.x + 9, y: rect.y, width: rect.width - 9, height: 1)
        // Tall rows tell more; the least important line goes first where there is no room.
        let height = max(min((rect.height - 1) / lines.count, 4), 1)
        var y = rect.y
        for line in lines.suffix(max(rect.height / height, 1)) {
            guard y + height <= rect.bottom else { break }
            canvas.put(line.name, at: rect.x + 1, y + height - 1, theme.faintStyle)
            let course = Course(values: line.values, total: branch.total, position: state.position, range: 0...1)
            canvas.draw(course.widget(hue: line.hue, theme: theme), in: Rect(x: track.x, y: y, width: track.width, height: height))
            y += height
        }
        drawMarker(y: y, branch, track, on: &canvas, above: rect.bottom)
    }

    /// Where on the run one stands, under the lines.
    private func drawMarker(y: Int, _ branch: Branch, _ track: Rect, on canvas: inout Canvas, above bottom: Int) {
        guard y < bottom, track.width > 1 else { return }
        let share = Double(min(state.position, branch.total)) / Double(branch.total)
        canvas.put("▴", at: track.x + (share * Double(track.width - 1)).rounded(into: 0...track.width - 1), y, theme.focusStyle)
    }
}

/// The columns of numbers of an entry's table, by what there is to show and room for.
struct EntryColumns {
    enum Kind { case value, learned, exact, guided, exactGuided }

    struct Column {
        let kind: Kind
        let title: String
        let right: Int

        func text(_ row: EntryTable.Row) -> String? {
            func percent(_ share: Double?) -> String? { share.map { ($0 * 100).fixed(1) } }
            switch kind {
            case .value: return row.value.map { $0.figure($0.magnitude >= 100 ? 1 : 2, within: 6) }
            case .learned: return percent(row.learned)
            case .exact: return percent(row.exact)
            case .guided: return percent(row.guided)
            case .exactGuided: return percent(row.exactGuided)
            }
        }

        func style(_ theme: Theme) -> Style {
            switch kind {
            case .value: theme.textStyle
            case .learned: Style(theme.state)
            case .exact, .exactGuided: Style(theme.truth)
            case .guided: Style(theme.guidance)
            }
        }
    }

    let x: Int
    let all: [Column]
    /// A bar of the probability before its number.
    let bar: Rect?

    init(_ table: EntryTable, _ tier: ScreenLayout.Tier, in rect: Rect, hidesProbabilities: Bool = false) {
        x = rect.x
        let isWide = tier > .compact
        var kinds: [(Kind, String, Int)] = [(.value, "x̃", isWide ? 8 : 7)]
        guard !hidesProbabilities else {
            (all, bar) = ([Column(kind: .value, title: "x̃", right: rect.x + 9 + (isWide ? 8 : 7))], nil)
            return
        }
        let hasExact = table.rows.contains { $0.exact != nil }
        let own = table.denoiser == .exact ? "exact" : "learned"
        kinds.append((.learned, isWide ? own + " %" : "p %", isWide ? 10 : 6))
        if hasExact { kinds.append((.exact, "exact", isWide ? 7 : 6)) }
        if table.isSteered { kinds.append((.guided, "guided", isWide ? 8 : 7)) }
        let widest = kinds.reduce(0) { $0 + $1.2 } + 9
        if table.rows.contains(where: { $0.exactGuided != nil }), widest + 8 <= rect.width { kinds.append((.exactGuided, "exact γ", 8)) }
        let spare = rect.width - kinds.reduce(0) { $0 + $1.2 } - 9
        let barWidth = isWide ? min(max(spare - 1, 0), 12) : 0
        var right = rect.x + 9
        var columns: [Column] = []
        var bar: Rect?
        for (kind, title, width) in kinds {
            if kind == .learned, barWidth > 2 {
                bar = Rect(x: right + 1, y: rect.y, width: barWidth, height: rect.height)
                right += barWidth + 1
            }
            right += width
            columns.append(Column(kind: kind, title: title, right: right))
        }
        all = columns
        self.bar = bar
    }
}
