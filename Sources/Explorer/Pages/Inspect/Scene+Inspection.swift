import Architectures
import Diffusion
import Terminal

extension Scene {
    /// One entry of the state, what the network attended to, and the formulas of the step with the entry's numbers.
    func drawInspection(on canvas: inout Canvas) {
        let places = InspectionLayout(layout)
        guard let answer = state.inspection.answer, let branch else {
            canvas.draw(Panel(state.inspection.cursor.name, theme: theme), in: layout.lower)
            canvas.put("taking the step apart …", at: layout.lower.x, layout.lower.y + 1, theme.faintStyle)
            return
        }
        draw(EntryTable(state.inspection.cursor, answer), of: branch, on: &canvas, in: places.entry)
        if !places.attention.isEmpty { drawAttention(answer, on: &canvas, in: places.attention) }
        switch state.inspection.view {
        case .history:
            canvas.draw(Panel("history", detail: state.inspection.cursor.name, theme: theme), in: places.beside)
            drawHistory(of: branch, isSteered: answer.anatomy.isSteered, on: &canvas, in: places.beside.inset(top: 1))
        case .attention where places.attention.isEmpty: drawAttention(answer, on: &canvas, in: places.beside)
        case .attention, .mathematics: drawMathematics(answer, on: &canvas, in: places.beside)
        }
    }
}

/// The alternatives among which an entry stands, with what is known of each.
struct EntryTable {
    struct Row {
        var label: String
        var isPicked: Bool
        /// x̃; nil where it is the other row's.
        var value: Double?
        /// Probabilities 0…1 by the run's denoiser, and after guidance; the same by the exact posterior, if it was asked.
        var learned, guided: Double
        var exact, exactGuided: Double?
    }

    let title: String
    let rows: [Row]
    let isSteered: Bool
    let denoiser: DenoiserKind

    init(_ cursor: EntryCursor, _ answer: Inspection.Answer) {
        let anatomy = answer.anatomy
        title = cursor.name
        isSteered = anatomy.isSteered
        denoiser = answer.subject.denoiser
        func row(_ label: String, _ index: Int, isPicked: Bool, isComplement: Bool = false) -> Row {
            func probability(_ estimate: [Float]) -> Double {
                let p = ((Double(estimate[ifPresent: index] ?? .nan) + 1) / 2).limited(to: 0...1)
                return isComplement ? 1 - p : p
            }
            return Row(
                label: label, isPicked: isPicked, value: isComplement ? nil : Double(anatomy.base[ifPresent: index] ?? .nan),
                learned: probability(anatomy.clean), guided: probability(anatomy.guided), exact: anatomy.exactClean.map(probability),
                exactGuided: anatomy.isSteered ? anatomy.exactGuided.map(probability) : nil)
        }
        switch cursor.part {
        case .vertices:
            let count = cursor.space.layout.typeCount
            rows = (0..<count).map { type in
                row(cursor.space.label(ofType: type), cursor.node * count + type, isPicked: type == cursor.type)
            }
        case .edges:
            rows = [
                row("edge", cursor.index, isPicked: true),
                row("no edge", cursor.index, isPicked: false, isComplement: true),
            ]
        }
    }
}
