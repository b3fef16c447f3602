import Diffusion
import Terminal

extension Scene {
    /// The formulas of the step, with the numbers of the entry under the cursor.
    func drawMathematics(_ answer: Inspection.Answer, on canvas: inout Canvas, in rect: Rect) {
        let settings = answer.subject.settings, step = answer.subject.step
        var detail = settings.sampler.name
        if settings.corrector != nil { detail += " + langevin" }
        let levels = "σ \(step.sigma.fixed(3)) → \(step.nextSigma.fixed(3))"
        detail = CharacterWidth.columns(of: detail + levels) + 16 <= rect.width ? detail + "  " + levels : levels
        canvas.draw(Panel("mathematics", detail: detail, theme: theme), in: rect)
        let formulas = StepFormulas(
            anatomy: answer.anatomy, settings: settings, step: step, index: state.inspection.cursor.index)
        let page = FormulaPage(formulas.all, width: rect.width, height: rect.height - 1)
        for (row, line) in page.lines.prefix(max(rect.height - 1, 0)).enumerated() { draw(line, x: rect.x, y: rect.y + 1 + row, right: rect.right, on: &canvas) }
    }

    private func draw(_ line: FormulaPage.Line, x: Int, y: Int, right: Int, on canvas: inout Canvas) {
        switch line {
        case .head(let formula):
            let hue = formula.subject == .guidance ? theme.guidance : theme.state
            let text = formula.text.truncated(to: right - x - FormulaPage.valueWidth - 1)
            let end = canvas.put(text, at: x, y, formula.isMain ? theme.strongStyle : theme.textStyle)
            let value = canvas.put(formula.shownValue, endingAt: right, y, formula.isMain ? Style(hue).bold : Style(hue))
            let limit = min(value, right - FormulaPage.valueWidth) - 2
            if let exact = formula.exact {
                let text = "exact " + exact.fixed(Addends.digits(for: [exact])).padded(to: 8, alignedRight: true)
                if end + CharacterWidth.columns(of: text) + 1 <= limit + 1 { canvas.put(text, endingAt: limit + 1, y, Style(theme.truth)) }
            } else {
                let start = max(end + 2, x + FormulaPage.briefColumn)
                if start + CharacterWidth.columns(of: formula.brief) <= limit + 1 {
                    canvas.put(formula.brief, at: start, y, theme.faintStyle)
                }
            }
        case .sum(let text): canvas.put(text, endingAt: right, y, theme.textStyle)
        case .note(let text): canvas.put(text, at: x + 3, y, theme.faintStyle)
        case .words(let text): canvas.put(text, at: x + 1, y, theme.faintStyle)
        case .air: break
        }
    }
}

/// What of the formulas fits: their heads first, then sums, then where letters come from, then words.
struct FormulaPage {
    enum Line: Sendable, Hashable {
        case head(Formula)
        case sum(String)
        case note(String)
        case words(String)
        case air
    }

    static let valueWidth = 9
    static let briefColumn = 22
    let lines: [Line]

    init(_ all: [Formula], width: Int, height: Int) {
        // The first ones give way, but never the move.
        let formulas = Array(all.suffix(max(height - 1, 1)))
        var extras = [[Line]](repeating: [], count: formulas.count)
        var room = height - formulas.count
        func add(_ kind: (Formula) -> [Line], where isWanted: (Formula) -> Bool) {
            // What the step does with its numbers says more than where they come from.
            for (place, formula) in formulas.enumerated().reversed() where isWanted(formula) {
                let lines = kind(formula)
                guard lines.count <= room else { continue }
                extras[place] += lines
                room -= lines.count
            }
        }
        func sums(_ formula: Formula) -> [Line] {
            guard !formula.addends.isEmpty else { return [] }
            let sum = formula.sum
            return CharacterWidth.columns(of: sum) <= width ? [.sum(sum)] : []
        }
        func notes(_ formula: Formula) -> [Line] { Self.packed(formula.notes, width: width - 3).map { .note($0) } }
        func words(_ formula: Formula) -> [Line] { formula.words.wrapped(to: width - 1).map { .words($0) } }
        add(sums) { $0.isMain }
        add(notes) { $0.isMain }
        add(sums) { !$0.isMain }
        add(words) { $0.isMain }
        add(notes) { !$0.isMain }
        add(words) { !$0.isMain }
        let isAiry = room >= formulas.count - 1
        lines = zip(formulas, extras).enumerated().flatMap { place, pair in
            [.head(pair.0)] + pair.1 + (isAiry && place + 1 < formulas.count ? [.air] : [])
        }
    }

    /// Notes side by side, as many as fit on a line.
    private static func packed(_ notes: [String], width: Int) -> [String] {
        notes.reduce(into: []) { lines, note in
            let joined = (lines.last.map { $0 + "   " } ?? "") + note
            if !lines.isEmpty, CharacterWidth.columns(of: joined) <= width {
                lines[lines.count - 1] = joined
            } else {
                lines.append(note.truncated(to: width))
            }
        }
    }
}
